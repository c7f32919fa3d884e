// Makes an encoder: checks the pointers, and works out once what every run would repeat.
#include "encoder.h"

#include <stdlib.h>
#include <string.h>

// One layer's share of the encoder's memory, in 4-byte cells.
enum {
  LINEAR_SUMS = PROJECTED + WIDTH + INNER + WIDTH,
  FOLDED = 2 * PROJECTED,
  NORMS = 4 * WIDTH,
  LAYER_CELLS = LINEAR_SUMS + FOLDED + NORMS,
};

static int usable(const void *pointer) { return pointer && (uintptr_t)pointer % EVENKEEL_ALIGNMENT == 0; }

static int usable_linear(const evenkeel_linear *linear) {
  return usable(linear->weights) && usable(linear->scales) && usable(linear->bias) && usable(linear->smoothing);
}

static int usable_layer(const evenkeel_layer *layer) {
  return usable_linear(&layer->queries_keys_values) && usable_linear(&layer->attention_output)
         && usable(layer->attention_gain) && usable(layer->attention_offset) && usable_linear(&layer->up)
         && usable_linear(&layer->down) && usable(layer->output_gain) && usable(layer->output_offset);
}

static int usable_weights(const evenkeel_encoder_weights *weights) {
  if (!weights || weights->layers < 1 || weights->layers > EVENKEEL_MOST_LAYERS) return 0;
  if (weights->vocabulary < 1 || weights->positions < 1 || weights->positions > EVENKEEL_MOST_TOKENS) return 0;
  if (!usable(weights->words) || !usable(weights->word_scales) || !usable(weights->position_rows)
      || !usable(weights->segment_rows) || !usable(weights->embedding_gain) || !usable(weights->embedding_offset)
      || !weights->layer)
    return 0;
  for (uint32_t i = 0; i < weights->layers; i++)
    if (!usable_layer(&weights->layer[i])) return 0;
  return 1;
}

/// Whether no number is infinite or none. Every exponent bit set is the mark of both.
static int finite(const float *numbers, size_t count) {
  uint32_t marked = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, &numbers[i], sizeof bits);
    marked |= (bits & 0x7f800000) == 0x7f800000;
  }
  return !marked;
}

static int finite_linear(const evenkeel_linear *linear, size_t inputs, size_t outputs) {
  return finite(linear->scales, outputs) && finite(linear->bias, outputs) && finite(linear->smoothing, inputs);
}

static int finite_weights(const evenkeel_encoder_weights *weights) {
  int all = finite(weights->word_scales, weights->vocabulary)
            && finite(weights->position_rows, (size_t)weights->positions * WIDTH)
            && finite(weights->segment_rows, 2 * WIDTH) && finite(weights->embedding_gain, WIDTH)
            && finite(weights->embedding_offset, WIDTH);
  for (uint32_t i = 0; i < weights->layers && all; i++) {
    const evenkeel_layer *layer = &weights->layer[i];
    all = finite_linear(&layer->queries_keys_values, WIDTH, PROJECTED)
          && finite_linear(&layer->attention_output, WIDTH, WIDTH) && finite(layer->attention_gain, WIDTH)
          && finite(layer->attention_offset, WIDTH) && finite_linear(&layer->up, WIDTH, INNER)
          && finite_linear(&layer->down, INNER, WIDTH) && finite(layer->output_gain, WIDTH)
          && finite(layer->output_offset, WIDTH);
  }
  return all;
}

/// The next `count` cells of the memory.
static void *take(char **memory, size_t count) {
  char *taken = *memory;
  *memory += count * sizeof(float);
  return taken;
}

/// Adds up each output's weights.
static prepared_linear prepare_linear(const evenkeel_linear *linear, size_t inputs, size_t outputs, char **memory) {
  int32_t *sums = take(memory, outputs);
  memset(sums, 0, outputs * sizeof *sums);
  const int8_t *weight = linear->weights;
  for (size_t panel = 0; panel < outputs; panel += PANEL)
    for (size_t group = 0; group < inputs; group += GROUP)
      for (size_t output = 0; output < PANEL; output++, weight += GROUP)
        sums[panel + output] += weight[0] + weight[1] + weight[2] + weight[3];
  return (prepared_linear){linear->weights, linear->scales, linear->bias, sums};
}

static const float *product(const float *a, const float *b, char **memory) {
  float *result = take(memory, WIDTH);
  for (size_t i = 0; i < WIDTH; i++) result[i] = a[i] * b[i];
  return result;
}

/// A LayerNorm before a linear layer, or before nothing.
static prepared_norm prepare_norm(const float *gain, const float *offset, const evenkeel_linear *next, char **memory) {
  if (!next) return (prepared_norm){gain, offset, NULL, NULL};
  const float *smoothed_gain = product(gain, next->smoothing, memory);
  return (prepared_norm){gain, offset, smoothed_gain, product(offset, next->smoothing, memory)};
}

/// Carries the smoothing of the attention's output into the projection that makes the values.
static void fold_into_values(prepared_linear *linear, const float *smoothing, char **memory) {
  float *scales = take(memory, PROJECTED), *bias = take(memory, PROJECTED);
  memcpy(scales, linear->scales, PROJECTED * sizeof *scales);
  memcpy(bias, linear->bias, PROJECTED * sizeof *bias);
  for (size_t i = 0; i < WIDTH; i++) {
    scales[2 * WIDTH + i] *= smoothing[i];
    bias[2 * WIDTH + i] *= smoothing[i];
  }
  linear->scales = scales;
  linear->bias = bias;
}

static void prepare_layer(prepared_layer *to, const evenkeel_layer *from, const evenkeel_layer *next, char **memory) {
  to->queries_keys_values = prepare_linear(&from->queries_keys_values, WIDTH, PROJECTED, memory);
  fold_into_values(&to->queries_keys_values, from->attention_output.smoothing, memory);
  to->attention_output = prepare_linear(&from->attention_output, WIDTH, WIDTH, memory);
  to->attention_norm = prepare_norm(from->attention_gain, from->attention_offset, &from->up, memory);
  to->up = prepare_linear(&from->up, WIDTH, INNER, memory);
  to->down_smoothing = from->down.smoothing;
  to->down = prepare_linear(&from->down, INNER, WIDTH, memory);
  to->output_norm =
      prepare_norm(from->output_gain, from->output_offset, next ? &next->queries_keys_values : NULL, memory);
}

static const evenkeel_kernel *kernel_named(const char *name) {
  const evenkeel_kernel *kernel = evenkeel_kernel_at(0);
  for (size_t i = 1; name && kernel && strcmp(name, kernel->name) != 0; i++) kernel = evenkeel_kernel_at(i);
  return kernel;
}

evenkeel_encoder *evenkeel_encoder_create(const evenkeel_encoder_weights *weights, const char *instruction_set) {
  const evenkeel_kernel *kernel = kernel_named(instruction_set);
  if (!kernel || !usable_weights(weights)) return NULL;
  evenkeel_encoder *encoder = calloc(1, sizeof *encoder);
  if (!encoder) return NULL;
  size_t cells = (size_t)weights->layers * LAYER_CELLS + 2 * WIDTH;
  if (posix_memalign(&encoder->memory, EVENKEEL_ALIGNMENT, cells * sizeof(float))) {
    free(encoder);
    return NULL;
  }
  char *memory = encoder->memory;
  encoder->weights = *weights;
  encoder->weights.layer = NULL;  // The caller's array may be gone; `layers` has what is needed of it.
  encoder->kernel = kernel;
  encoder->finite = finite_weights(weights);
  encoder->embedding_norm = prepare_norm(
      weights->embedding_gain, weights->embedding_offset, &weights->layer[0].queries_keys_values, &memory);
  for (uint32_t i = 0; i < weights->layers; i++)
    prepare_layer(
        &encoder->layers[i], &weights->layer[i], i + 1 < weights->layers ? &weights->layer[i + 1] : NULL, &memory);
  return encoder;
}

void evenkeel_encoder_destroy(evenkeel_encoder *encoder) {
  if (!encoder) return;
  free(encoder->memory);
  free(encoder);
}

const char *evenkeel_encoder_instruction_set(const evenkeel_encoder *encoder) { return encoder->kernel->name; }
