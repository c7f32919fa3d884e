// Linear layers on quantised rows, and what follows them at once.

/// What becomes of a linear layer's result y.
typedef enum {
  KEEP,      // to = y
  ADD,       // to += y
  ACTIVATE,  // to = GELU(y) * smoothing
} finish;

/// v * Phi(v), wrong by less than 6e-5 |v|: Phi(v) - 1/2 as an odd polynomial on -4...4.
INLINE floats gelu(floats v) {
  floats x = smaller(larger(v, all(-4)), all(4)), square = x * x;
  floats p = fused(square, all(-1.5807674346704455e-09f), all(1.2171012283623724e-07f));
  p = fused(p, square, all(-4.100847000066935e-06f));
  p = fused(p, square, all(8.066722298902918e-05f));
  p = fused(p, square, all(-0.001048203838441338f));
  p = fused(p, square, all(0.009664875000318337f));
  p = fused(p, square, all(-0.06617538672203116f));
  p = fused(p, square, all(0.3988475183415809f));
  return v * fused(x, p, all(0.5f));
}

// Vectors of columns in a panel, and in a tile.
#define PANEL_VECTORS (PANEL / LANES)
#define TILE_VECTORS (TILE_PANELS * PANEL_VECTORS)

/// Four quantised activations, or one vector of weights: GROUP bytes a lane.
INLINE int32_t group_at(const uint8_t *from) {
  int32_t group;
  __builtin_memcpy(&group, from, sizeof group);
  return group;
}
INLINE integers weights_at(const int8_t *from) { return *(const integers *)from; }

/// A tile's place in its linear layer.
typedef struct {
  size_t inputs, outputs;
  const uint8_t *input;        // [rows][inputs]
  const float *input_scales;   // [rows]
  const int32_t *input_zeros;  // [rows]
  const int8_t *weights;       // [TILE_PANELS] panels
  const int32_t *sums;         // [TILE_PANELS * PANEL], as are the next three
  const float *scales;
  const float *bias;
  const float *smoothing;
  float *to;                   // [rows][outputs]
} place;

/// `rows` rows times TILE_PANELS panels.
INLINE void tile(const int rows, const finish then, const place at) {
  integers sum[TILE_ROWS][TILE_VECTORS];
#pragma unroll
  for (int c = 0; c < TILE_VECTORS; c++)
#pragma unroll
    for (int r = 0; r < rows; r++) sum[r][c] = *(const integers *)(at.sums + c * LANES) * -at.input_zeros[r];
  for (size_t k = 0; k < at.inputs; k += GROUP) {
    integers weights[TILE_VECTORS];
#pragma unroll
    for (int c = 0; c < TILE_VECTORS; c++)
      weights[c] = weights_at(
          at.weights + c / PANEL_VECTORS * at.inputs * PANEL + k * PANEL + c % PANEL_VECTORS * LANES * GROUP);
#pragma unroll
    for (int r = 0; r < rows; r++) {
      operand four = operand_of(group_at(at.input + r * at.inputs + k));
#pragma unroll
      for (int c = 0; c < TILE_VECTORS; c++) sum[r][c] = dot(sum[r][c], four, weights[c]);
    }
  }
#pragma unroll
  for (int r = 0; r < rows; r++) {
    floats input_scale = all(at.input_scales[r]);
#pragma unroll
    for (int c = 0; c < TILE_VECTORS; c++) {
      float *to = at.to + r * at.outputs + c * LANES;
      floats y = fused(converted(sum[r][c]), input_scale * load(at.scales + c * LANES), load(at.bias + c * LANES));
      if (then == ACTIVATE) y = gelu(y) * load(at.smoothing + c * LANES);
      if (then == ADD) y += load(to);
      store(to, y);
    }
  }
}

/// A tile of up to TILE_ROWS rows, each number of rows compiled by itself.
INLINE void tile_of(size_t rows, const finish then, const place at) {
#define TILE(n) case n: tile(n <= TILE_ROWS ? n : TILE_ROWS, then, at); break
  switch (rows) { TILE(1); TILE(2); TILE(3); TILE(4); TILE(5); TILE(6); TILE(7); TILE(8); }
#undef TILE
}

/// Asks for the part of the next panels that this tile's share of the rows leaves time to fetch.
INLINE void prefetch(const int8_t *from, const int8_t *end, size_t length) {
  if ((size_t)(end - from) < length) length = (size_t)(end - from);
  for (size_t i = 0; i < length; i += 64) __builtin_prefetch(from + i, 0, 2);
}

/// The layer on `count` rows, panel after panel, so that the weights are read from memory once.
INLINE void linear(
    size_t count, size_t inputs, size_t outputs, const prepared_linear *layer, quantised_rows from,
    const finish then, const float *smoothing, float *to) {
  const size_t columns = TILE_PANELS * PANEL, panels_size = columns * inputs;
  const int8_t *end = layer->weights + outputs * inputs;
  // Rows shared out evenly: two tiles of five rows keep the units busier than eight and two.
  const size_t tiles = (count + TILE_ROWS - 1) / TILE_ROWS, height = count / tiles, taller = count % tiles;
  // With few rows the hardware's own prefetching is ahead already.
  const size_t share = count < 24 ? 0 : (panels_size / tiles + 63) / 64 * 64;
  for (size_t column = 0; column < outputs; column += columns) {
    const int8_t *weights = layer->weights + column * inputs;
    for (size_t i = 0, row = 0; i < tiles; i++) {
      size_t rows = height + (i < taller);
      place at = {
        inputs, outputs, from.bytes + row * inputs, from.scales + row, from.zeros + row, weights,
        layer->sums + column, layer->scales + column, layer->bias + column, then == ACTIVATE ? smoothing + column : NULL,
        to + row * outputs + column,
      };
      if (share) prefetch(weights + panels_size + i * share < end ? weights + panels_size + i * share : end, end, share);
      tile_of(rows, then, at);
      row += rows;
    }
  }
}
