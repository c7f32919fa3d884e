// What the parts of this target share: an encoder prepared for running, its workspace, and the table of kernels.
#ifndef EVENKEEL_ENCODER_H
#define EVENKEEL_ENCODER_H

#include "CEncoderKernels.h"

enum {
  WIDTH = EVENKEEL_WIDTH,
  HEADS = EVENKEEL_HEADS,
  HEAD_WIDTH = EVENKEEL_HEAD_WIDTH,
  INNER = EVENKEEL_INNER,
  PROJECTED = 3 * EVENKEEL_WIDTH,  // queries, keys and values of a token
  PANEL = EVENKEEL_PANEL_OUTPUTS,
  GROUP = EVENKEEL_PANEL_INPUTS,
  /// Activations are quantised to 0...255.
  STEPS = 255,
  /// The feed-forward part runs on so many tokens at a time, so that its inner rows stay in the second-level cache.
  INNER_ROWS = 64,
  /// A kernel's tiles are at most so many rows high.
  MOST_TILE_ROWS = 8,
};

// INVARIANT: no sum of products overflows 32 bits, whatever the bytes: activations reach 255, weights -128, and the
// correction for the zero point is another such sum.
_Static_assert(2LL * STEPS * 128 * INNER <= INT32_MAX, "a dot product of the longest row fits an int32_t");
_Static_assert(2LL * STEPS * 128 * EVENKEEL_MOST_TOKENS <= INT32_MAX, "so does the longest sum over values");
_Static_assert(WIDTH == HEADS * HEAD_WIDTH, "the heads share the width");

/// A linear layer with what is worked out once: y = (row - zero) * weights * row's scale * scales + bias.
typedef struct {
  const int8_t *weights;
  const float *scales;
  const float *bias;
  /// [outputs]: the sum of each output's weights, for the zero points.
  const int32_t *sums;
} prepared_linear;

/// A LayerNorm with two results: the row itself, and the row times the next linear layer's smoothing.
typedef struct {
  const float *gain;
  const float *offset;
  /// Multiplied by the smoothing; NULL where nothing follows.
  const float *smoothed_gain;
  const float *smoothed_offset;
} prepared_norm;

typedef struct {
  /// The values' scales and bias carry the smoothing of the attention's output: averaging leaves it as it is.
  prepared_linear queries_keys_values;
  prepared_linear attention_output;
  prepared_norm attention_norm;
  prepared_linear up;
  const float *down_smoothing;
  prepared_linear down;
  prepared_norm output_norm;
} prepared_layer;

typedef struct evenkeel_kernel evenkeel_kernel;

struct evenkeel_encoder {
  evenkeel_encoder_weights weights;
  const evenkeel_kernel *kernel;
  prepared_norm embedding_norm;
  prepared_layer layers[EVENKEEL_MOST_LAYERS];
  /// Whether every scale, bias, gain, offset and row is a finite number.
  int finite;
  /// What was worked out, in one piece of memory.
  void *memory;
};

/// Rows quantised each with its own scale and zero point: value = (byte - zero) * scale, where the stored byte is less
/// by the kernel's BYTE_BASE.
typedef struct {
  uint8_t *bytes;
  float *scales;
  int32_t *zeros;
} quantised_rows;

struct evenkeel_workspace {
  uint32_t tokens;
  float *rows;           // [tokens][WIDTH], the residual stream
  float *wide;           // [tokens][PROJECTED], later [INNER_ROWS][INNER]
  float *high, *low;     // [PROJECTED], the largest and smallest number of each column
  float *context;        // [tokens][WIDTH]
  quantised_rows input;  // [tokens][WIDTH]
  quantised_rows inner;  // [INNER_ROWS][INNER]
  // All heads, one after the other; laid out as kernels/packing.h says.
  uint8_t *queries;  // [tokens][WIDTH]
  int8_t *keys;      // [padded][WIDTH]
  int8_t *values;    // [padded][WIDTH]
  // Of one head at a time.
  int32_t *key_offsets;  // [padded]
  // Of one tile of queries at a time.
  int32_t *scores;         // [MOST_TILE_ROWS][padded]
  uint8_t *probabilities;  // [MOST_TILE_ROWS][padded]
  void *memory;
};

/// Tokens rounded up to whole panels of keys.
static inline uint32_t padded_tokens(uint32_t tokens) { return (tokens + PANEL - 1) / PANEL * PANEL; }

/// One instruction set's forward pass. The arguments have been checked.
struct evenkeel_kernel {
  const char *name;
  /// 0 where something on the way was not finite.
  int (*run)(
      const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
      uint32_t second_segment, float *pooled);
};

/// The kernels that this processor can run, best first; NULL beyond the end.
const evenkeel_kernel *evenkeel_kernel_at(size_t index);

extern const evenkeel_kernel evenkeel_kernel_avx512vnni;
extern const evenkeel_kernel evenkeel_kernel_avxvnni;
extern const evenkeel_kernel evenkeel_kernel_avx2;
extern const evenkeel_kernel evenkeel_kernel_neondot;
extern const evenkeel_kernel evenkeel_kernel_neon;
extern const evenkeel_kernel evenkeel_kernel_scalar;

#endif
