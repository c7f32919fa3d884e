// A run's memory, and the run itself up to the kernel.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "encoder.h"

/// Takes memory piece by piece: once without memory, to add up the sizes, then for good.
typedef struct {
  char *memory;
  size_t used;
} supply;

static void *take(supply *from, size_t count, size_t size) {
  char *taken = from->memory ? from->memory + from->used : NULL;
  from->used += (count * size + EVENKEEL_ALIGNMENT - 1) / EVENKEEL_ALIGNMENT * EVENKEEL_ALIGNMENT;
  return taken;
}

static quantised_rows take_rows(supply *from, size_t count, size_t width) {
  uint8_t *bytes = take(from, count * width, 1);
  float *scales = take(from, count, sizeof(float));
  return (quantised_rows){bytes, scales, take(from, count, sizeof(int32_t))};
}

static void lay_out(evenkeel_workspace *workspace, supply *from) {
  size_t tokens = workspace->tokens, padded = padded_tokens(workspace->tokens);
  size_t inner_rows = tokens < INNER_ROWS ? tokens : INNER_ROWS;
  size_t projected = tokens * PROJECTED, inner = inner_rows * INNER;
  workspace->rows = take(from, tokens * WIDTH, sizeof(float));
  workspace->wide = take(from, projected > inner ? projected : inner, sizeof(float));
  workspace->high = take(from, PROJECTED, sizeof(float));
  workspace->low = take(from, PROJECTED, sizeof(float));
  workspace->context = take(from, tokens * WIDTH, sizeof(float));
  workspace->input = take_rows(from, tokens, WIDTH);
  workspace->inner = take_rows(from, inner_rows, INNER);
  workspace->queries = take(from, tokens * WIDTH, 1);
  workspace->keys = take(from, padded * WIDTH, 1);
  workspace->values = take(from, padded * WIDTH, 1);
  workspace->key_offsets = take(from, padded, sizeof(int32_t));
  workspace->scores = take(from, MOST_TILE_ROWS * padded, sizeof(int32_t));
  workspace->probabilities = take(from, MOST_TILE_ROWS * padded, 1);
}

evenkeel_workspace *evenkeel_workspace_create(uint32_t tokens) {
  if (tokens < 1 || tokens > EVENKEEL_MOST_TOKENS) return NULL;
  evenkeel_workspace *workspace = calloc(1, sizeof *workspace);
  if (!workspace) return NULL;
  workspace->tokens = tokens;
  supply sizes = {NULL, 0};
  lay_out(workspace, &sizes);
  if (posix_memalign(&workspace->memory, EVENKEEL_ALIGNMENT, sizes.used)) {
    free(workspace);
    return NULL;
  }
  // Also brings the pages in, so that the first run is as fast as the others.
  memset(workspace->memory, 0, sizes.used);
  supply memory = {workspace->memory, 0};
  lay_out(workspace, &memory);
  return workspace;
}

void evenkeel_workspace_destroy(evenkeel_workspace *workspace) {
  if (!workspace) return;
  free(workspace->memory);
  free(workspace);
}

evenkeel_status evenkeel_encoder_run(
    const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
    uint32_t second_segment, float *pooled) {
  if (count < 1 || count > workspace->tokens || count > encoder->weights.positions || second_segment > count)
    return EVENKEEL_BAD_LENGTH;
  for (uint32_t i = 0; i < count; i++)
    if (tokens[i] >= encoder->weights.vocabulary) return EVENKEEL_BAD_TOKEN;
  if (!encoder->finite) return EVENKEEL_NOT_FINITE;
  if (!encoder->kernel->run(encoder, workspace, tokens, count, second_segment, pooled)) return EVENKEEL_NOT_FINITE;
  for (size_t i = 0; i < EVENKEEL_POOLED; i++)
    if (!isfinite(pooled[i])) return EVENKEEL_NOT_FINITE;
  return EVENKEEL_OK;
}
