// What is done row by row: quantising, LayerNorm, the embedding, pooling.

/// How numbers become steps of 0...STEPS: step = number * inverse + zero, rounded.
typedef struct {
  float scale, inverse;
  int32_t zero;
} step_size;

/// Steps for numbers between `low` and `high`, 0 among them.
///
/// One step less than there is room for, and the zero point rounded up: rounding then never leaves 0...STEPS, and
/// nothing need be clamped. Where the range is not finite, neither is the scale, which shows in everything made from
/// it.
INLINE step_size steps_between(float low, float high) {
  float span = high - low;
  // Below, the quotient would leave the range of floats; such numbers count as zeros.
  float inverse = span > 1e-30f ? (STEPS - 1) / span : 0;
  float offset = -low * inverse;
  offset = offset > 0 ? offset : 0;
  offset = offset < STEPS - 1 ? offset : STEPS - 1;
  float whole = (offset + ROUNDER) - ROUNDER;
  return (step_size){span / (STEPS - 1), inverse, (int32_t)whole + (whole < offset)};
}

/// Quantises a row, given the largest and smallest of its numbers and 0.
INLINE void quantise_row(size_t width, const float *row, range known, quantised_rows to, size_t index) {
  step_size steps = steps_between(-largest(-known.low), largest(known.high));
  to.scales[index] = steps.scale;
  to.zeros[index] = steps.zero - BYTE_BASE;
  floats inverse = all(steps.inverse), shift = all(ROUNDER + (float)steps.zero);
  uint8_t *bytes = to.bytes + index * width;
  for (size_t i = 0; i < width; i += LANES)
    store_bytes(bytes + i, bits_of(fused(load(row + i), inverse, shift)) - BYTE_BASE);
}

/// Quantises `count` rows.
static void quantise(size_t count, size_t width, const float *from, quantised_rows to) {
  for (size_t row = 0; row < count; row++, from += width) {
    range known[2] = {{all(0), all(0)}, {all(0), all(0)}};
    for (size_t i = 0; i < width; i += 2 * LANES) {
      known[0] = widened(known[0], load(from + i));
      known[1] = widened(known[1], load(from + i + LANES));
    }
    range both = {larger(known[0].high, known[1].high), smaller(known[0].low, known[1].low)};
    quantise_row(width, from, both, to, row);
  }
}

/// LayerNorm of `rows` rows in place, and quantised for the next linear layer where one follows.
///
/// Rows go through it together so that one's additions fill the time that the other's take.
INLINE void normalise_rows(const int rows, float *from, const prepared_norm *norm, quantised_rows to, size_t index) {
  floats mean[2], inverse[2];
#pragma unroll
  for (int r = 0; r < rows; r++) {
    partial_sums sums = {0}, squares = {0};
    for (size_t i = 0; i < WIDTH; i += 64)
#pragma unroll
      for (size_t j = 0; j < 64 / LANES; j++) sums.part[j] += load(from + r * WIDTH + i + j * LANES);
    mean[r] = all(sum_of(sums) / WIDTH);
    for (size_t i = 0; i < WIDTH; i += 64)
#pragma unroll
      for (size_t j = 0; j < 64 / LANES; j++) {
        floats distance = load(from + r * WIDTH + i + j * LANES) - mean[r];
        squares.part[j] = fused(distance, distance, squares.part[j]);
      }
    // BERT's epsilon.
    inverse[r] = all(1) / __builtin_elementwise_sqrt(all(sum_of(squares) / WIDTH + 1e-12f));
  }
  float smoothed[2][WIDTH] __attribute__((aligned(64)));
  range known[2] = {{all(0), all(0)}, {all(0), all(0)}};
  for (size_t i = 0; i < WIDTH; i += LANES)
#pragma unroll
    for (int r = 0; r < rows; r++) {
      float *row = from + r * WIDTH + i;
      floats standard = (load(row) - mean[r]) * inverse[r];
      store(row, fused(standard, load(norm->gain + i), load(norm->offset + i)));
      if (!norm->smoothed_gain) continue;
      floats next = fused(standard, load(norm->smoothed_gain + i), load(norm->smoothed_offset + i));
      store(smoothed[r] + i, next);
      known[r] = widened(known[r], next);
    }
  if (!norm->smoothed_gain) return;
#pragma unroll
  for (int r = 0; r < rows; r++) quantise_row(WIDTH, smoothed[r], known[r], to, index + r);
}

/// LayerNorm of `count` rows.
static void normalise(size_t count, float *rows, const prepared_norm *norm, quantised_rows to) {
  size_t i = 0;
  for (; i + 2 <= count; i += 2) normalise_rows(2, rows + i * WIDTH, norm, to, i);
  if (i < count) normalise_rows(1, rows + i * WIDTH, norm, to, i);
}

/// [count][WIDTH]: each token's word, position and segment, added up.
static void embed(
    const evenkeel_encoder_weights *weights, const uint32_t *tokens, size_t count, size_t second_segment,
    float *rows) {
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
  }
}

/// Mean and maximum of all rows; `pooled` may lie anywhere.
static void pool(size_t count, const float *rows, float *pooled) {
  for (size_t j = 0; j < WIDTH; j += LANES) {
    floats sum = load(rows + j), most = sum;
    for (size_t i = 1; i < count; i++) {
      floats value = load(rows + i * WIDTH + j);
      sum += value;
      most = larger(value, most);
    }
    floats mean = sum / all((float)count);
    __builtin_memcpy(pooled + j, &mean, sizeof mean);
    __builtin_memcpy(pooled + WIDTH + j, &most, sizeof most);
  }
}
