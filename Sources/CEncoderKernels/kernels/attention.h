// Attention on 8-bit queries, keys, probabilities and values.

// The largest probability of a query is written as STEPS - 1, so that 0.4 % more still is a byte: this is its logarithm
// in base 2.
#define LOG2_STEPS 7.98868469f
// A score's power of two is a fixed-point number with so many bits behind the point, laid onto 2^23 by an addition;
// moved to the left it becomes the exponent and mantissa of a float.
#define POWER_BITS 15
#define POWER_BASE 8388608.0f

/// One head's share of what was packed, and its scales.
typedef struct {
  size_t count, padded, groups;
  const uint8_t *queries;      // [count][HEAD_WIDTH]
  const int8_t *keys;          // [padded / PANEL][HEAD_WIDTH / GROUP][PANEL][GROUP]
  const int8_t *values;        // [HEAD_WIDTH / PANEL][groups][PANEL][GROUP]
  const int32_t *key_offsets;  // [padded]: what the queries' zero point takes away, and padding's handicap
  const float *value_scales, *value_middles;  // [HEAD_WIDTH]
  float score_scale;
  words last;  // every bit of the lanes that hold keys in the last vector that is not full
  integers value_offsets[HEAD_VECTORS];
  int32_t *scores;         // [TILE_ROWS][padded]
  uint8_t *probabilities;  // [TILE_ROWS][padded]
} head_place;

INLINE integers larger_integers(integers a, integers b) { return a > b ? a : b; }

INLINE int32_t largest_integer(integers value) {
  int32_t most = value[0];
  for (int i = 1; i < LANES; i++) most = value[i] > most ? value[i] : most;
  return most;
}

INLINE uint32_t sum_of_words(words value) {
  uint32_t sum = 0;
  for (int i = 0; i < LANES; i++) sum += value[i];
  return sum;
}

/// Products of `rows` queries with `panels` panels of keys from `key` on; `most` takes in each query's highest.
INLINE void score(
    const int rows, const int panels, size_t query, size_t key, const head_place *head, integers *most) {
  const int vectors = panels * PANEL_VECTORS;
  const uint8_t *queries = head->queries + query * HEAD_WIDTH;
  const int8_t *keys = head->keys + key * HEAD_WIDTH;
  integers sum[TILE_ROWS][2 * PANEL_VECTORS];
#pragma unroll
  for (int c = 0; c < vectors; c++)
#pragma unroll
    for (int r = 0; r < rows; r++) sum[r][c] = *(const integers *)(head->key_offsets + key + c * LANES);
#pragma unroll
  for (int k = 0; k < HEAD_WIDTH; k += GROUP) {
    prepared at[2 * PANEL_VECTORS];
#pragma unroll
    for (int c = 0; c < vectors; c++)
      at[c] = weights_at(keys + c / PANEL_VECTORS * HEAD_WIDTH * PANEL + k * PANEL + c % PANEL_VECTORS * LANES * GROUP);
#pragma unroll
    for (int r = 0; r < rows; r++) {
      operand four = operand_of(group_at(queries + r * HEAD_WIDTH + k));
#pragma unroll
      for (int c = 0; c < vectors; c++) sum[r][c] = dot(sum[r][c], four, at[c]);
    }
  }
#pragma unroll
  for (int r = 0; r < rows; r++)
#pragma unroll
    for (int c = 0; c < vectors; c++) {
      *(integers *)(head->scores + r * head->padded + key + c * LANES) = sum[r][c];
      most[r] = larger_integers(sum[r][c], most[r]);
    }
}

/// 2^x in steps, in the low bits above ROUNDER_BITS, for scores whose x is score * unit + base.
INLINE words powers(const int32_t *scores, floats unit, floats base) {
  floats fixed = fused(converted(*(const integers *)scores), unit, base);
  // Far below one step: keeps the exponent within its bits.
  fixed = larger(fixed, all(POWER_BASE + (float)(100 << POWER_BITS)));
  // 2^n * (1 + f) instead of 2^(n + f): put right by a polynomial in 1 + f, wrong by 0.4 %.
  words bits = bits_of(fixed) << (23 - POWER_BITS);
  floats mantissa = of_bits((bits & 0x7fffff) | 0x3f800000);
  floats factor = fused(fused(mantissa, all(0.233700015f), all(-0.694211704f)), mantissa, all(1.45706752f));
  return bits_of(fused(of_bits(bits), factor, all(ROUNDER)));
}

/// Turns the scores of `rows` queries into probabilities in steps of 1 / (STEPS - 1) of the highest, and gives the
/// inverses of their sums.
INLINE void soften(const int rows, const head_place *head, const integers *most, float *inverses) {
  const floats units = all(head->score_scale * (1 << POWER_BITS));
  floats bases[TILE_ROWS];
  words sums[TILE_ROWS];
#pragma unroll
  for (int r = 0; r < rows; r++) {
    const floats top = all(-(float)largest_integer(most[r]));
    bases[r] = fused(top, units, all(POWER_BASE + (127 + LOG2_STEPS) * (1 << POWER_BITS)));
    sums[r] = (words)(0);
  }
  size_t i = 0;
  for (; i + LANES <= head->count; i += LANES)
#pragma unroll
    for (int r = 0; r < rows; r++) {
      words steps = powers(head->scores + r * head->padded + i, units, bases[r]);
      sums[r] += steps;
      store_bytes(head->probabilities + r * head->padded + i, steps - BYTE_BASE);
    }
  // Padding is not counted.
  for (size_t j = i; j < head->padded; j += LANES)
#pragma unroll
    for (int r = 0; r < rows; r++) {
      words steps = powers(head->scores + r * head->padded + j, units, bases[r]);
      if (j == i) sums[r] += steps & head->last;
      store_bytes(head->probabilities + r * head->padded + j, steps - BYTE_BASE);
    }
#pragma unroll
  for (int r = 0; r < rows; r++)
    // Every number counted had ROUNDER_BITS in it; they cancel modulo 2^32.
    inverses[r] = 1 / (float)(sum_of_words(sums[r]) - (uint32_t)head->count * ROUNDER_BITS);
}

/// The mean of the values that the probabilities weigh, for `rows` queries.
INLINE void mix(const int rows, const head_place *head, const float *inverses, float *to) {
  integers sum[TILE_ROWS][HEAD_VECTORS];
#pragma unroll
  for (int c = 0; c < HEAD_VECTORS; c++)
#pragma unroll
    for (int r = 0; r < rows; r++) sum[r][c] = head->value_offsets[c];
  for (size_t group = 0; group < head->groups; group++) {
    prepared values[HEAD_VECTORS];
#pragma unroll
    for (int c = 0; c < HEAD_VECTORS; c++)
      values[c] = weights_at(
          head->values + (c / PANEL_VECTORS * head->groups + group) * PANEL * GROUP
          + c % PANEL_VECTORS * LANES * GROUP);
#pragma unroll
    for (int r = 0; r < rows; r++) {
      operand four = operand_of(group_at(head->probabilities + r * head->padded + group * GROUP));
#pragma unroll
      for (int c = 0; c < HEAD_VECTORS; c++) sum[r][c] = dot(sum[r][c], four, values[c]);
    }
  }
#pragma unroll
  for (int c = 0; c < HEAD_VECTORS; c++)
#pragma unroll
    for (int r = 0; r < rows; r++)
      store(
          to + r * WIDTH + c * LANES,
          fused(
              converted(sum[r][c]), load(head->value_scales + c * LANES) * all(inverses[r]),
              load(head->value_middles + c * LANES)));
}

/// Softmax and the mean of the values for `rows` queries from `query` on.
INLINE void attend_rows(const int rows, size_t query, const head_place *head, float *to) {
  integers most[TILE_ROWS];
#pragma unroll
  for (int r = 0; r < rows; r++) most[r] = (integers)(INT32_MIN);
  size_t key = 0;
  for (; key + 2 * PANEL <= head->padded && LANES == 16; key += 2 * PANEL) score(rows, 2, query, key, head, most);
  for (; key < head->padded; key += PANEL) score(rows, 1, query, key, head, most);
  float inverses[TILE_ROWS];
  soften(rows, head, most, inverses);
  mix(rows, head, inverses, to);
}

/// Works out what zero points and padding add to one head's sums.
INLINE void offset_head(head_place *head, int32_t zero, int32_t *key_offsets) {
  // Once in each lane and byte.
  const operand ones = operand_of(0x01010101);
  for (size_t key = 0; key < head->padded; key += PANEL)
    for (int c = 0; c < PANEL_VECTORS; c++) {
      integers sum = (integers)(0);
      for (int k = 0; k < HEAD_WIDTH; k += GROUP)
        sum = dot(sum, ones, weights_at(head->keys + key * HEAD_WIDTH + k * PANEL + c * LANES * GROUP));
      *(integers *)(key_offsets + key + c * LANES) = sum * (BYTE_BASE - zero);
    }
  // No product reaches it, so padding never is the highest; its probability is multiplied by values of 0.
  for (size_t key = head->count; key < head->padded; key++) key_offsets[key] = -(1 << 30);
  for (int c = 0; c < HEAD_VECTORS; c++) {
    integers sum = (integers)(0);
    const int8_t *values =
        head->values + c / PANEL_VECTORS * head->groups * PANEL * GROUP + c % PANEL_VECTORS * LANES * GROUP;
    for (size_t group = 0; BYTE_BASE && group < head->groups; group++)
      sum = dot(sum, ones, weights_at(values + group * PANEL * GROUP));
    head->value_offsets[c] = sum * BYTE_BASE;
  }
}

/// All heads: `wide` [count][PROJECTED] to `context` [queries][WIDTH], what the first `queries` tokens make of all; 0
/// where the input is not finite.
static int attend(size_t count, size_t queries, const evenkeel_workspace *workspace) {
  attention_steps steps;
  const int finite = plan_attention(workspace, &steps);
  pack_queries(queries, workspace, &steps);
  pack_keys(count, workspace, &steps);
  pack_values(count, workspace, &steps);
  const size_t padded = padded_tokens((uint32_t)count), groups = (count + GROUP - 1) / GROUP;
  const size_t tiles = (queries + TILE_ROWS - 1) / TILE_ROWS, height = queries / tiles, taller = queries % tiles;
  words last;
  for (size_t lane = 0; lane < LANES; lane++) last[lane] = lane < count % LANES ? UINT32_MAX : 0;
  for (size_t i = 0; i < HEADS; i++) {
    head_place head = {
      .count = count, .padded = padded, .groups = groups,
      .queries = workspace->queries + i * queries * HEAD_WIDTH,
      .keys = workspace->keys + i * padded * HEAD_WIDTH,
      .values = workspace->values + i * groups * GROUP * HEAD_WIDTH,
      .key_offsets = workspace->key_offsets,
      .value_scales = steps.value_scales + i * HEAD_WIDTH, .value_middles = steps.value_middles + i * HEAD_WIDTH,
      .score_scale = steps.score_scales[i], .last = last,
      .scores = workspace->scores, .probabilities = workspace->probabilities,
    };
    offset_head(&head, steps.query_zeros[i], workspace->key_offsets);
    for (size_t j = 0, query = 0; j < tiles; j++) {
      const size_t rows = height + (j < taller);
      float *to = workspace->context + query * WIDTH + i * HEAD_WIDTH;
#define TILE(n) case n: attend_rows(n <= TILE_ROWS ? n : TILE_ROWS, query, &head, to); break
      switch (rows) { TILE(1); TILE(2); TILE(3); TILE(4); TILE(5); TILE(6); TILE(7); TILE(8); }
#undef TILE
      query += rows;
    }
  }
  return finite;
}
