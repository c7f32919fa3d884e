// Queries, keys and values quantised and laid out for attention.

// 1 / sqrt(HEAD_WIDTH), times the logarithm of e in base 2: softmax by powers of two.
#define SCORE_SCALE (0.17677669529663687f * 1.4426950408889634f)
#define HEAD_VECTORS (HEAD_WIDTH / LANES)

/// How one call's queries, keys and values are quantised.
typedef struct {
  // Of each column: a key or value is step * scale + middle, and `..._inverses` are the scales' inverses.
  float key_middles[WIDTH], key_inverses[WIDTH], value_middles[WIDTH], value_inverses[WIDTH], value_scales[WIDTH];
  /// A query's column is multiplied by the scale of the key's, so that products of steps all are worth the same.
  float query_factors[WIDTH];
  /// Of each head: the zero point of its queries, and what a product of steps adds to the power of two.
  int32_t query_zeros[HEADS];
  float score_scales[HEADS];
} attention_steps __attribute__((aligned(64)));

/// Symmetric steps around the middle of each column's range.
INLINE floats steps_around(range known, float *middles, float *inverses) {
  floats scale = (known.high * all(0.5f) - known.low * all(0.5f)) * all(1.0f / 127);
  // A column of one value has no scale of its own; its distances from the middle are 0.
  scale = larger(scale, all(1e-30f));
  store(middles, known.high * all(0.5f) + known.low * all(0.5f));
  store(inverses, all(1) / scale);
  return scale;
}

/// Works out all steps from the columns' ranges; 0 where they are not finite.
///
/// The keys' middles add the same to all scores of a query, so softmax does not see them.
static int plan_attention(const evenkeel_workspace *workspace, attention_steps *steps) {
  // 0 while everything is finite.
  floats doubt = all(0);
  for (size_t head = 0; head < HEADS; head++) {
    range products = {all(0), all(0)};
    for (size_t i = head * HEAD_WIDTH; i < (head + 1) * HEAD_WIDTH; i += LANES) {
      const float *high = workspace->high + i, *low = workspace->low + i;
      range queries = {load(high), load(low)}, keys = {load(high + WIDTH), load(low + WIDTH)};
      range values = {load(high + 2 * WIDTH), load(low + 2 * WIDTH)};
      floats key_scale = steps_around(keys, steps->key_middles + i, steps->key_inverses + i);
      products = widened(widened(products, queries.high * key_scale), queries.low * key_scale);
      store(steps->query_factors + i, key_scale);
      store(steps->value_scales + i, steps_around(values, steps->value_middles + i, steps->value_inverses + i));
      doubt += all(0) * (queries.high - queries.low + keys.high - keys.low + values.high - values.low);
    }
    step_size step = steps_between(-largest(-products.low), largest(products.high));
    for (size_t i = head * HEAD_WIDTH; i < (head + 1) * HEAD_WIDTH; i += LANES)
      store(steps->query_factors + i, load(steps->query_factors + i) * all(step.inverse));
    steps->query_zeros[head] = step.zero;
    steps->score_scales[head] = step.scale * SCORE_SCALE;
  }
  float sum = 0;
  for (int i = 0; i < LANES; i++) sum += doubt[i];
  return sum == 0;
}

/// The low bytes of (number - middle) * inverse, rounded.
INLINE words steps_of(const float *from, const float *middles, const float *inverses) {
  return bits_of(fused(load(from) - load(middles), load(inverses), all(ROUNDER)));
}

/// [HEADS][count][HEAD_WIDTH].
static void pack_queries(size_t count, const evenkeel_workspace *workspace, const attention_steps *steps) {
  for (size_t head = 0; head < HEADS; head++) {
    floats shift = all(ROUNDER + (float)steps->query_zeros[head]);
    const float *from = workspace->wide + head * HEAD_WIDTH, *factors = steps->query_factors + head * HEAD_WIDTH;
    uint8_t *to = workspace->queries + head * count * HEAD_WIDTH;
    for (size_t t = 0; t < count; t++, from += PROJECTED, to += HEAD_WIDTH)
#pragma unroll
      for (size_t i = 0; i < HEAD_WIDTH; i += LANES)
        store_bytes(to + i, bits_of(fused(load(from + i), load(factors + i), shift)) - BYTE_BASE);
  }
}

/// [HEADS][padded / PANEL][HEAD_WIDTH / GROUP][PANEL][GROUP].
static void pack_keys(size_t count, const evenkeel_workspace *workspace, const attention_steps *steps) {
  const size_t head_size = padded_tokens((uint32_t)count) * HEAD_WIDTH;
  for (size_t t = 0; t < count; t++) {
    const float *from = workspace->wide + t * PROJECTED + WIDTH;
    int8_t *to = workspace->keys + t / PANEL * HEAD_WIDTH * PANEL + t % PANEL * GROUP;
    for (size_t head = 0; head < HEADS; head++, to += head_size) {
      uint8_t packed[HEAD_WIDTH] __attribute__((aligned(HEAD_WIDTH)));
#pragma unroll
      for (size_t i = 0; i < HEAD_WIDTH; i += LANES) {
        size_t column = head * HEAD_WIDTH + i;
        store_bytes(packed + i, steps_of(from + column, steps->key_middles + column, steps->key_inverses + column));
      }
#pragma unroll
      for (size_t i = 0; i < HEAD_WIDTH; i += GROUP) __builtin_memcpy(to + i * PANEL, packed + i, GROUP);
    }
  }
}

/// [HEADS][HEAD_WIDTH / PANEL][groups][PANEL][GROUP], where `groups` hold the tokens; padding is 0.
static void pack_values(size_t count, const evenkeel_workspace *workspace, const attention_steps *steps) {
  const size_t groups = (count + GROUP - 1) / GROUP;
  for (size_t group = 0; group < groups; group++) {
    const size_t first = group * GROUP, present = count - first < GROUP ? count - first : GROUP;
    for (size_t column = 0; column < WIDTH; column += LANES) {
      const float *from = workspace->wide + first * PROJECTED + 2 * WIDTH + column;
      const float *middles = steps->value_middles + column, *inverses = steps->value_inverses + column;
      words four = steps_of(from, middles, inverses) & 0xff;
      for (size_t i = 1; i < present; i++)
        four |= (steps_of(from + i * PROJECTED, middles, inverses) & 0xff) << (uint32_t)(8 * i);
      int8_t *to = workspace->values + (column / PANEL * groups + group) * PANEL * GROUP + column % PANEL * GROUP;
      *(words *)to = four;
    }
  }
}
