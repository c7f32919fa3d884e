// Linear layers on quantised rows, and what follows them at once.

/// What becomes of a linear layer's result y.
typedef enum {
  KEEP,      // to = y, and the range of each column is widened by it
  ADD,       // to += y
  ACTIVATE,  // to = GELU(y) * smoothing
} finish;

/// v * Phi(v), wrong by less than 5e-4: Phi(v) - 1/2 as an odd polynomial, fitted to be 1/2 where it is cut off.
INLINE floats gelu(floats v) {
  floats x = smaller(larger(v, all(-3.7f)), all(3.7f)), square = x * x;
  floats p = fused(square, all(-4.89973504e-7f), all(2.68887558e-5f));
  p = fused(p, square, all(-6.1750164e-4f));
  p = fused(p, square, all(7.84869573e-3f));
  p = fused(p, square, all(-6.25877102e-2f));
  p = fused(p, square, all(3.96475078e-1f));
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
INLINE prepared weights_at(const int8_t *from) { return prepared_weights(*(const integers *)from); }

/// A tile's place in its linear layer.
typedef struct {
  size_t inputs;
  size_t stride;               // numbers from one row of `to` to the next
  const uint8_t *input;        // [rows][inputs]
  const float *input_scales;   // [rows]
  const int32_t *input_zeros;  // [rows]
  const int8_t *weights;       // [TILE_PANELS] panels
  const int32_t *sums;         // [TILE_PANELS * PANEL], as are the next three
  const float *scales;
  const float *bias;
  const float *smoothing;
  float *to;                   // [rows][stride]
  float *high, *low;           // [TILE_PANELS * PANEL], where the range is kept
} place;

/// Turns a tile's sums into numbers.
INLINE void finish_tile(const int rows, const finish then, const place at, integers sum[TILE_ROWS][TILE_VECTORS]) {
#pragma unroll
  for (int c = 0; c < TILE_VECTORS; c++) {
    const int column = c * LANES;
    range known = {all(0), all(0)};
    if (then == KEEP) known = (range){load(at.high + column), load(at.low + column)};
#pragma unroll
    for (int r = 0; r < rows; r++) {
      float *to = at.to + r * at.stride + column;
      const floats scale = all(at.input_scales[r]) * load(at.scales + column);
      floats y = fused(converted(sum[r][c]), scale, load(at.bias + column));
      if (then == KEEP) known = widened(known, y);
      if (then == ADD) y += load(to);
      if (then == ACTIVATE) y = gelu(y) * load(at.smoothing + column);
      store(to, y);
    }
    if (then == KEEP) store(at.high + column, known.high), store(at.low + column, known.low);
  }
}

/// `rows` rows times TILE_PANELS panels.
INLINE void tile(const int rows, const finish then, const place at) {
  integers sum[TILE_ROWS][TILE_VECTORS];
#pragma unroll
  for (int c = 0; c < TILE_VECTORS; c++)
#pragma unroll
    for (int r = 0; r < rows; r++) sum[r][c] = *(const integers *)(at.sums + c * LANES) * -at.input_zeros[r];
  for (size_t k = 0; k < at.inputs; k += GROUP) {
    prepared weights[TILE_VECTORS];
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
  finish_tile(rows, then, at, sum);
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

/// What a linear layer needs besides its input.
typedef struct {
  finish then;
  float *to;               // [rows][stride], of which `outputs` are written
  size_t stride;
  const float *smoothing;  // [outputs], for ACTIVATE
  float *high, *low;       // [outputs], for KEEP
} outcome;

/// The layer on `count` rows, panel after panel, so that the weights are read from memory once.
INLINE void linear(
    size_t count, size_t inputs, size_t outputs, const prepared_linear *layer, quantised_rows from, const outcome of) {
  const size_t columns = TILE_PANELS * PANEL, panels_size = columns * inputs;
  const int8_t *end = layer->weights + outputs * inputs;
  // Rows shared out evenly: two tiles of five rows keep the units busier than eight and two.
  const size_t tiles = (count + TILE_ROWS - 1) / TILE_ROWS, height = count / tiles, taller = count % tiles;
  // With few rows the hardware's own prefetching is ahead already.
  const size_t share = count < 48 ? 0 : (panels_size / tiles + 63) / 64 * 64;
  for (size_t column = 0; column < outputs; column += columns) {
    const int8_t *weights = layer->weights + column * inputs;
    place at = {
      .inputs = inputs, .stride = of.stride, .input = from.bytes, .input_scales = from.scales,
      .input_zeros = from.zeros, .weights = weights, .sums = layer->sums + column, .scales = layer->scales + column,
      .bias = layer->bias + column, .to = of.to + column,
    };
    if (of.then == ACTIVATE) at.smoothing = of.smoothing + column;
    if (of.then == KEEP) at.high = of.high + column, at.low = of.low + column;
    const int8_t *next = weights + panels_size;
    for (size_t i = 0; i < tiles; i++) {
      const size_t rows = height + (i < taller);
      prefetch(next, end, share);
      next += next + share < end ? share : 0;
      tile_of(rows, of.then, at);
      at.input += rows * inputs, at.input_scales += rows, at.input_zeros += rows, at.to += rows * of.stride;
    }
  }
}
