// The forward pass of one instruction set (Devlin et al., arXiv 1810.04805, post-LayerNorm), which has defined what
// vectors.h says.
#include "vectors.h"
// In this order: each builds on those before.
#include "rows.h"
#include "linear.h"
#include "packing.h"
#include "attention.h"

/// Queries, keys and values, [count][PROJECTED], and the range of each column.
static void project(size_t count, const prepared_linear *layer, const evenkeel_workspace *workspace) {
  for (size_t i = 0; i < PROJECTED; i++) workspace->high[i] = -FLT_MAX, workspace->low[i] = FLT_MAX;
  outcome projected = {.then = KEEP, .to = workspace->wide, .high = workspace->high, .low = workspace->low};
  linear(count, WIDTH, PROJECTED, layer, workspace->input, projected);
}

/// The feed-forward part of a layer, added to the residual stream, INNER_ROWS tokens at a time.
static void feed_forward(size_t count, const prepared_layer *layer, const evenkeel_workspace *workspace) {
  const size_t pieces = (count + INNER_ROWS - 1) / INNER_ROWS;
  for (size_t i = 0, row = 0; i < pieces; i++) {
    size_t rows = count / pieces + (i < count % pieces);
    quantised_rows input = {
      workspace->input.bytes + row * WIDTH, workspace->input.scales + row, workspace->input.zeros + row};
    outcome inner = {.then = ACTIVATE, .to = workspace->wide, .smoothing = layer->down_smoothing};
    linear(rows, WIDTH, INNER, &layer->up, input, inner);
    quantise(rows, INNER, workspace->wide, workspace->inner);
    outcome sum = {.then = ADD, .to = workspace->rows + row * WIDTH};
    linear(rows, INNER, WIDTH, &layer->down, workspace->inner, sum);
    row += rows;
  }
}

/// Encodes `count` tokens; 0 where something on the way was not finite.
static int run(
    const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
    uint32_t second_segment, float *pooled) {
  embed(&encoder->weights, tokens, count, second_segment, workspace->rows);
  normalise(count, workspace->rows, &encoder->embedding_norm, workspace->input);
  int finite = 1;
  for (uint32_t i = 0; i < encoder->weights.layers; i++) {
    const prepared_layer *layer = &encoder->layers[i];
    project(count, &layer->queries_keys_values, workspace);
    finite &= attend(count, workspace);
    quantise(count, WIDTH, workspace->context, workspace->input);
    outcome sum = {.then = ADD, .to = workspace->rows};
    linear(count, WIDTH, WIDTH, &layer->attention_output, workspace->input, sum);
    normalise(count, workspace->rows, &layer->attention_norm, workspace->input);
    feed_forward(count, layer, workspace);
    normalise(count, workspace->rows, &layer->output_norm, workspace->input);
  }
  pool(count, workspace->rows, pooled);
  return finite;
}
