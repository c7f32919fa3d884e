// The forward pass of one instruction set (Devlin et al., arXiv 1810.04805, post-LayerNorm), which has defined what
// vectors.h says.
#include "vectors.h"
// In this order: each builds on those before.
#include "rows.h"
#include "linear.h"
#include "packing.h"
#include "attention.h"

/// `outputs` of the queries, keys and values from `first` on, for the first `count` tokens.
INLINE void project_some(
    size_t count, size_t first, size_t outputs, const prepared_linear *layer, const evenkeel_workspace *workspace) {
  const prepared_linear some = {
    layer->weights + first * WIDTH, layer->scales + first, layer->bias + first, layer->sums + first};
  outcome projected = {
    .then = KEEP, .to = workspace->wide + first, .stride = PROJECTED, .high = workspace->high + first,
    .low = workspace->low + first};
  linear(count, WIDTH, outputs, &some, workspace->input, projected);
}

/// Keys and values of all tokens, and queries of the first `queries`, [count][PROJECTED]; and the range of each column.
static void project(
    size_t count, size_t queries, const prepared_linear *layer, const evenkeel_workspace *workspace) {
  for (size_t i = 0; i < PROJECTED; i++) workspace->high[i] = -FLT_MAX, workspace->low[i] = FLT_MAX;
  if (queries == count) {
    project_some(count, 0, PROJECTED, layer, workspace);
  } else {
    project_some(queries, 0, WIDTH, layer, workspace);
    project_some(count, WIDTH, 2 * WIDTH, layer, workspace);
  }
}

/// The feed-forward part of a layer, added to the residual stream, INNER_ROWS tokens at a time.
static void feed_forward(size_t count, const prepared_layer *layer, const evenkeel_workspace *workspace) {
  const size_t pieces = (count + INNER_ROWS - 1) / INNER_ROWS;
  for (size_t i = 0, row = 0; i < pieces; i++) {
    size_t rows = count / pieces + (i < count % pieces);
    quantised_rows input = {
      workspace->input.bytes + row * WIDTH, workspace->input.scales + row, workspace->input.zeros + row};
    outcome inner = {.then = ACTIVATE, .to = workspace->wide, .stride = INNER, .smoothing = layer->down_smoothing};
    linear(rows, WIDTH, INNER, &layer->up, input, inner);
    quantise(rows, INNER, workspace->wide, workspace->inner);
    outcome sum = {.then = ADD, .to = workspace->rows + row * WIDTH, .stride = WIDTH};
    linear(rows, INNER, WIDTH, &layer->down, workspace->inner, sum);
    row += rows;
  }
}

/// One layer for the first `queries` rows, each of which sees all `count`; 0 where something was not finite.
static int run_layer(
    size_t count, size_t queries, const prepared_layer *layer, const evenkeel_workspace *workspace) {
  project(count, queries, &layer->queries_keys_values, workspace);
  const int finite = attend(count, queries, workspace);
  quantise(queries, WIDTH, workspace->context, workspace->input);
  outcome sum = {.then = ADD, .to = workspace->rows, .stride = WIDTH};
  linear(queries, WIDTH, WIDTH, &layer->attention_output, workspace->input, sum);
  normalise(queries, workspace->rows, &layer->attention_norm, workspace->input);
  feed_forward(queries, layer, workspace);
  normalise(queries, workspace->rows, &layer->output_norm, workspace->input);
  return finite;
}

/// Encodes `count` tokens; 0 where something on the way was not finite.
static int run(
    const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
    uint32_t second_segment, float *pooled) {
  embed(&encoder->weights, tokens, count, second_segment, workspace->rows);
  normalise(count, workspace->rows, &encoder->embedding_norm, workspace->input);
  int finite = 1;
  const uint32_t last = encoder->weights.layers - 1;
  for (uint32_t i = 0; i < last; i++) finite &= run_layer(count, count, &encoder->layers[i], workspace);
  pool(count, workspace->rows, pooled + WIDTH);
  finite &= run_layer(count, 1, &encoder->layers[last], workspace);
  __builtin_memcpy(pooled, workspace->rows, WIDTH * sizeof *pooled);
  return finite;
}
