// What is done row by row: quantising, LayerNorm, the embedding, pooling.

/// The largest and the smallest number of a row, 0 counted in.
typedef struct {
  floats high, low;
} range;

INLINE range widened(range known, floats value) {
  return (range){larger(known.high, value), smaller(known.low, value)};
}

/// Quantises a row to 0...STEPS between its smallest and largest number.
///
/// A row that is not finite gets a scale that is not, which shows in everything made from it.
INLINE void quantise_row(
    size_t width, const float *row, range known, uint8_t *to, float *scale, int32_t *zero) {
  float low = -largest(-known.low), span = largest(known.high) - low;
  // Below, the quotient would leave the numbers' range; such a row counts as zeros.
  float inverse = span > 1e-30f ? STEPS / span : 0;
  float offset = -low * inverse;
  offset = offset > 0 ? offset : 0;
  offset = offset < STEPS ? offset : STEPS;
  float nearest = (offset + ROUNDER) - ROUNDER;
  *scale = span / STEPS;
  *zero = (int32_t)nearest - BYTE_BASE;
  floats shift = all(ROUNDER + nearest), bottom = all(ROUNDER), top = all(ROUNDER + STEPS);
  for (size_t i = 0; i < width; i += LANES) {
    floats steps = smaller(larger(fused(load(row + i), all(inverse), shift), bottom), top);
    store_bytes(to + i, bits_of(steps) - BYTE_BASE);
  }
}

/// Quantises `count` rows.
static void quantise(size_t count, size_t width, const float *from, quantised_rows to) {
  for (size_t row = 0; row < count; row++, from += width) {
    range known[2] = {{all(0), all(0)}, {all(0), all(0)}};
    for (size_t i = 0; i < width; i += 2 * LANES) {
      known[0] = widened(known[0], load(from + i));
      known[1] = widened(known[1], load(from + i + LANES));
    }
    known[0] = (range){larger(known[0].high, known[1].high), smaller(known[0].low, known[1].low)};
    quantise_row(width, from, known[0], to.bytes + row * width, to.scales + row, to.zeros + row);
  }
}

/// LayerNorm of one row in place, and quantised for the next linear layer where one follows.
INLINE void normalise_row(float *row, const prepared_norm *norm, quantised_rows to, size_t index) {
  sixteen sums = {0}, squares = {0};
  for (size_t i = 0; i < WIDTH; i += 16)
    for (size_t j = 0; j < 16 / LANES; j++) sums.part[j] += load(row + i + j * LANES);
  floats mean = all(sum_of(sums) / WIDTH);
  for (size_t i = 0; i < WIDTH; i += 16)
    for (size_t j = 0; j < 16 / LANES; j++) {
      floats distance = load(row + i + j * LANES) - mean;
      squares.part[j] = fused(distance, distance, squares.part[j]);
    }
  // BERT's epsilon.
  floats deviation = __builtin_elementwise_sqrt(all(sum_of(squares) / WIDTH + 1e-12f));
  floats inverse = all(1) / deviation;
  if (!norm->smoothed_gain) {
    for (size_t i = 0; i < WIDTH; i += LANES)
      store(row + i, fused((load(row + i) - mean) * inverse, load(norm->gain + i), load(norm->offset + i)));
    return;
  }
  float smoothed[WIDTH] __attribute__((aligned(64)));
  range known = {all(0), all(0)};
  for (size_t i = 0; i < WIDTH; i += LANES) {
    floats standard = (load(row + i) - mean) * inverse;
    store(row + i, fused(standard, load(norm->gain + i), load(norm->offset + i)));
    floats next = fused(standard, load(norm->smoothed_gain + i), load(norm->smoothed_offset + i));
    store(smoothed + i, next);
    known = widened(known, next);
  }
  quantise_row(WIDTH, smoothed, known, to.bytes + index * WIDTH, to.scales + index, to.zeros + index);
}

/// LayerNorm of `count` rows.
static void normalise(size_t count, float *rows, const prepared_norm *norm, quantised_rows to) {
  for (size_t i = 0; i < count; i++) normalise_row(rows + i * WIDTH, norm, to, i);
}

/// [count][WIDTH]: each token's word, position and segment, added up and normalised.
static void embed(
    const evenkeel_encoder *encoder, const uint32_t *tokens, size_t count, size_t second_segment, float *rows,
    quantised_rows to) {
  const evenkeel_encoder_weights *weights = &encoder->weights;
  typedef int8_t weight_bytes __attribute__((ext_vector_type(LANES), may_alias));
  for (size_t i = 0; i < count; i++) {
    const int8_t *word = weights->words + (size_t)tokens[i] * WIDTH;
    const float *position = weights->position_rows + i * WIDTH;
    const float *segment = weights->segment_rows + (i < second_segment ? 0 : WIDTH);
    floats scale = all(weights->word_scales[tokens[i]]);
    for (size_t j = 0; j < WIDTH; j += LANES) {
      floats steps = __builtin_convertvector(*(const weight_bytes *)(word + j), floats);
      store(rows + i * WIDTH + j, fused(steps, scale, load(position + j) + load(segment + j)));
    }
    normalise_row(rows + i * WIDTH, &encoder->embedding_norm, to, i);
  }
}

/// First row, mean and maximum of all rows; `pooled` may lie anywhere.
static void pool(size_t count, const float *rows, float *pooled) {
  for (size_t j = 0; j < WIDTH; j += LANES) {
    floats sum = load(rows + j), most = sum;
    for (size_t i = 1; i < count; i++) {
      floats value = load(rows + i * WIDTH + j);
      sum += value;
      most = larger(value, most);
    }
    floats mean = sum / all((float)count);
    __builtin_memcpy(pooled + j, rows + j, sizeof mean);
    __builtin_memcpy(pooled + WIDTH + j, &mean, sizeof mean);
    __builtin_memcpy(pooled + 2 * WIDTH + j, &most, sizeof most);
  }
}
