// Attention on 8-bit queries, keys, probabilities and values, one head at a time.

// 1 / sqrt(HEAD_WIDTH), times the logarithm of e in base 2: softmax by powers of two.
#define SCORE_SCALE (0.17677669529663687f * 1.4426950408889634f)
// The largest probability of a query is written as STEPS: this is its logarithm in base 2.
#define LOG2_STEPS 7.994353437f
#define HEAD_VECTORS (HEAD_WIDTH / LANES)

/// Quantises one head's queries, [count][HEAD_WIDTH].
INLINE void pack_queries(size_t count, const float *queries, quantised_rows to) {
  for (size_t t = 0; t < count; t++, queries += PROJECTED) {
    range known = {all(0), all(0)};
    for (size_t i = 0; i < HEAD_WIDTH; i += LANES) known = widened(known, load(queries + i));
    quantise_row(HEAD_WIDTH, queries, known, to.bytes + t * HEAD_WIDTH, to.scales + t, to.zeros + t);
  }
}

/// Quantises one head's keys, each with its own scale, and lays them out as panels.
///
/// The mean of the keys is taken away first: it adds the same to all of a query's scores, so softmax does not see it.
INLINE void pack_keys(size_t count, const float *keys, const evenkeel_workspace *workspace) {
  floats mean[HEAD_VECTORS];
  for (int c = 0; c < HEAD_VECTORS; c++) mean[c] = all(0);
  for (size_t t = 0; t < count; t++)
    for (int c = 0; c < HEAD_VECTORS; c++) mean[c] += load(keys + t * PROJECTED + c * LANES);
  for (int c = 0; c < HEAD_VECTORS; c++) mean[c] = mean[c] * all(1.0f / (float)count);
  for (size_t t = 0; t < count; t++, keys += PROJECTED) {
    floats key[HEAD_VECTORS], most = all(0);
    for (int c = 0; c < HEAD_VECTORS; c++) {
      key[c] = load(keys + c * LANES) - mean[c];
      most = larger(most, larger(key[c], -key[c]));
    }
    float span = largest(most), inverse = span > 1e-30f ? 127 / span : 0;
    workspace->key_scales[t] = span * (SCORE_SCALE / 127);
    int8_t packed[HEAD_WIDTH];
    words sums = (words)(0);
    for (int c = 0; c < HEAD_VECTORS; c++) {
      floats steps = fused(key[c], all(inverse), all(ROUNDER));
      words whole = bits_of(smaller(larger(steps, all(ROUNDER - 127)), all(ROUNDER + 127))) - ROUNDER_BITS;
      sums += whole;
      store_bytes((uint8_t *)packed + c * LANES, whole);
    }
    int32_t sum = 0;
    for (int i = 0; i < LANES; i++) sum += (int32_t)sums[i];
    workspace->key_sums[t] = sum;
    int8_t *to = workspace->keys + t / PANEL * HEAD_WIDTH * PANEL + t % PANEL * GROUP;
    for (int i = 0; i < HEAD_WIDTH; i += GROUP) __builtin_memcpy(to + i * PANEL, packed + i, GROUP);
  }
}

/// What a head's values are worth: value = step * scale + middle, in each of its columns.
typedef struct {
  floats scale[HEAD_VECTORS], middle[HEAD_VECTORS];
  integers sums[HEAD_VECTORS];
} value_steps;

/// Quantises one head's values, each column with its own scale around its middle, and lays them out as panels.
INLINE value_steps pack_values(size_t count, const float *values, int8_t *to) {
  value_steps steps;
  const size_t groups = (count + GROUP - 1) / GROUP;
  for (int c = 0; c < HEAD_VECTORS; c++) {
    const float *column = values + c * LANES;
    range known = {load(column), load(column)};
    for (size_t t = 1; t < count; t++) known = widened(known, load(column + t * PROJECTED));
    steps.middle[c] = known.high * all(0.5f) + known.low * all(0.5f);
    steps.scale[c] = (known.high * all(0.5f) - known.low * all(0.5f)) * all(1.0f / 127) + all(1e-30f);
    floats inverse = all(1) / steps.scale[c];
    words sums = (words)(0);
    for (size_t group = 0; group < groups; group++) {
      words four = (words)(0);
      for (size_t i = 0; i < GROUP && group * GROUP + i < count; i++) {
        floats step = fused(load(column + (group * GROUP + i) * PROJECTED) - steps.middle[c], inverse, all(ROUNDER));
        words whole = bits_of(smaller(larger(step, all(ROUNDER - 127)), all(ROUNDER + 127))) - ROUNDER_BITS;
        sums += whole;
        four |= (whole & 0xff) << (uint32_t)(8 * i);
      }
      int8_t *place = to + (c / PANEL_VECTORS * groups + group) * PANEL * GROUP + c % PANEL_VECTORS * LANES * GROUP;
      *(words *)place = four;
    }
    steps.sums[c] = __builtin_bit_cast(integers, sums);
  }
  return steps;
}

/// Scores of `rows` queries against all keys, and each query's highest, which goes to `most`.
INLINE void score(const int rows, size_t padded, size_t query, const evenkeel_workspace *workspace, floats *most) {
  const uint8_t *queries = workspace->queries.bytes + query * HEAD_WIDTH;
#pragma unroll
  for (int r = 0; r < rows; r++) most[r] = all(-3e38f);
  for (size_t key = 0; key < padded; key += PANEL) {
    const int8_t *keys = workspace->keys + key * HEAD_WIDTH;
    integers sum[TILE_ROWS][PANEL_VECTORS];
#pragma unroll
    for (int c = 0; c < PANEL_VECTORS; c++)
#pragma unroll
      for (int r = 0; r < rows; r++)
        sum[r][c] = *(const integers *)(workspace->key_sums + key + c * LANES) * -workspace->queries.zeros[query + r];
#pragma unroll
    for (int k = 0; k < HEAD_WIDTH; k += GROUP)
#pragma unroll
      for (int r = 0; r < rows; r++) {
        operand four = operand_of(group_at(queries + r * HEAD_WIDTH + k));
#pragma unroll
        for (int c = 0; c < PANEL_VECTORS; c++)
          sum[r][c] = dot(sum[r][c], four, weights_at(keys + k * PANEL + c * LANES * GROUP));
      }
#pragma unroll
    for (int c = 0; c < PANEL_VECTORS; c++) {
      floats scale = load(workspace->key_scales + key + c * LANES), mask = load(workspace->key_masks + key + c * LANES);
#pragma unroll
      for (int r = 0; r < rows; r++) {
        floats value = fused(converted(sum[r][c]), scale * all(workspace->queries.scales[query + r]), mask);
        store(workspace->scores + r * padded + key + c * LANES, value);
        most[r] = larger(value, most[r]);
      }
    }
  }
}

/// Turns one query's scores into probabilities in steps of 1 / STEPS of the highest; gives their sum.
INLINE float soften(size_t padded, const float *scores, floats most, uint8_t *to) {
  const floats top = all(largest(most) - LOG2_STEPS);
  words sum = (words)(0);
  for (size_t i = 0; i < padded; i += LANES) {
    // 2^x in steps is 0 long before x = -20; the bound keeps the exponent within its bits.
    floats x = larger(load(scores + i) - top, all(-20));
    floats rounded = x + all(ROUNDER);
    floats rest = x - (rounded - all(ROUNDER));
    floats p = fused(rest, all(5.55041086e-2f), all(2.42630225e-1f));
    p = fused(p, rest, all(6.93256766e-1f));
    p = fused(p, rest, all(9.99965e-1f));
    p = of_bits(bits_of(p) + (bits_of(rounded) << 23));
    words steps = bits_of(p + all(ROUNDER)) & 0xff;
    sum += steps;
    store_bytes(to + i, steps - BYTE_BASE);
  }
  uint32_t total = 0;
  for (int i = 0; i < LANES; i++) total += sum[i];
  return (float)total;
}

/// Softmax and the weighted mean of the values for `rows` queries.
INLINE void attend_rows(
    const int rows, size_t count, size_t query, const evenkeel_workspace *workspace, const value_steps *steps,
    float *to) {
  const size_t padded = padded_tokens((uint32_t)count), groups = (count + GROUP - 1) / GROUP;
  floats most[TILE_ROWS];
  score(rows, padded, query, workspace, most);
  float inverse[TILE_ROWS];
  for (int r = 0; r < rows; r++)
    inverse[r] =
        1 / soften(padded, workspace->scores + r * padded, most[r], workspace->probabilities + r * padded);
  integers sum[TILE_ROWS][HEAD_VECTORS];
#pragma unroll
  for (int c = 0; c < HEAD_VECTORS; c++)
#pragma unroll
    for (int r = 0; r < rows; r++) sum[r][c] = steps->sums[c] * BYTE_BASE;
  for (size_t group = 0; group < groups; group++) {
    integers values[HEAD_VECTORS];
#pragma unroll
    for (int c = 0; c < HEAD_VECTORS; c++)
      values[c] = weights_at(
          workspace->values + (c / PANEL_VECTORS * groups + group) * PANEL * GROUP
          + c % PANEL_VECTORS * LANES * GROUP);
#pragma unroll
    for (int r = 0; r < rows; r++) {
      operand four = operand_of(group_at(workspace->probabilities + r * padded + group * GROUP));
#pragma unroll
      for (int c = 0; c < HEAD_VECTORS; c++) sum[r][c] = dot(sum[r][c], four, values[c]);
    }
  }
#pragma unroll
  for (int r = 0; r < rows; r++)
#pragma unroll
    for (int c = 0; c < HEAD_VECTORS; c++)
      store(
          to + r * WIDTH + c * LANES,
          fused(converted(sum[r][c]), steps->scale[c] * all(inverse[r]), steps->middle[c]));
}

/// All heads: `wide` [count][PROJECTED] to `context` [count][WIDTH].
static void attend(size_t count, const evenkeel_workspace *workspace) {
  const size_t padded = padded_tokens((uint32_t)count);
  for (size_t i = 0; i < padded; i++) workspace->key_masks[i] = i < count ? 0 : -1e30f;
  // Padding has scale 0, whatever the bytes of an earlier call left there.
  for (size_t i = count; i < padded; i++) workspace->key_scales[i] = 0, workspace->key_sums[i] = 0;
  const size_t tiles = (count + TILE_ROWS - 1) / TILE_ROWS, height = count / tiles, taller = count % tiles;
  for (size_t head = 0; head < HEADS; head++) {
    const float *queries = workspace->wide + head * HEAD_WIDTH;
    pack_queries(count, queries, workspace->queries);
    pack_keys(count, queries + WIDTH, workspace);
    value_steps steps = pack_values(count, queries + 2 * WIDTH, workspace->values);
    for (size_t i = 0, query = 0; i < tiles; i++) {
      size_t rows = height + (i < taller);
      float *to = workspace->context + query * WIDTH + head * HEAD_WIDTH;
#define TILE(n) \
  case n: attend_rows(n <= TILE_ROWS ? n : TILE_ROWS, count, query, workspace, &steps, to); break
      switch (rows) { TILE(1); TILE(2); TILE(3); TILE(4); TILE(5); TILE(6); TILE(7); TILE(8); }
#undef TILE
      query += rows;
    }
  }
}
