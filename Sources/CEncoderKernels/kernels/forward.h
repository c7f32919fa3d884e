// The forward pass of one instruction set (Devlin et al., arXiv 1810.04805, post-LayerNorm), which has defined what
// vectors.h says.
#include "vectors.h"
// In this order: each builds on those before.
#include "rows.h"
#include "linear.h"
#include "attention.h"

/// The feed-forward part of a layer, added to the residual stream, INNER_ROWS tokens at a time.
static void feed_forward(size_t count, const prepared_layer *layer, const evenkeel_workspace *workspace) {
  const size_t pieces = (count + INNER_ROWS - 1) / INNER_ROWS;
  for (size_t i = 0, row = 0; i < pieces; i++) {
    size_t rows = count / pieces + (i < count % pieces);
    quantised_rows input = {
      workspace->input.bytes + row * WIDTH, workspace->input.scales + row, workspace->input.zeros + row};
    linear(rows, WIDTH, INNER, &layer->up, input, ACTIVATE, layer->down_smoothing, workspace->wide);
    quantise(rows, INNER, workspace->wide, workspace->inner);
    linear(rows, INNER, WIDTH, &layer->down, workspace->inner, ADD, NULL, workspace->rows + row * WIDTH);
    row += rows;
  }
}

/// Encodes `count` tokens.
static void run(
    const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
    uint32_t second_segment, float *pooled) {
  embed(encoder, tokens, count, second_segment, workspace->rows, workspace->input);
  for (uint32_t i = 0; i < encoder->weights.layers; i++) {
    const prepared_layer *layer = &encoder->layers[i];
    linear(count, WIDTH, PROJECTED, &layer->queries_keys_values, workspace->input, KEEP, NULL, workspace->wide);
    attend(count, workspace);
    quantise(count, WIDTH, workspace->context, workspace->input);
    linear(count, WIDTH, WIDTH, &layer->attention_output, workspace->input, ADD, NULL, workspace->rows);
    normalise(count, workspace->rows, &layer->attention_norm, workspace->input);
    feed_forward(count, layer, workspace);
    normalise(count, workspace->rows, &layer->output_norm, workspace->input);
  }
  pool(count, workspace->rows, pooled);
}
