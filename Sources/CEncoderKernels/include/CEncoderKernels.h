// The int8 forward pass of a BERT-type encoder of the shape of MiniLM-L6, but with a narrower feed-forward part, for one
// text at a time.
//
// Nothing here reads a file: the caller hands in pointers into weights that it has validated (shapes, alignment). What
// can still be wrong (a token outside the vocabulary, too many tokens, an unknown instruction set) is an error code.
// An encoder is immutable and may be used from several threads at once; a workspace belongs to one call at a time.
//
// The same tokens give the same bits on every instruction set and machine, in every workspace and thread. An
// unoptimised build gives them too, but takes up to a hundred times as long: run what encodes much in release.
#ifndef EVENKEEL_ENCODER_KERNELS_H
#define EVENKEEL_ENCODER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum {
  EVENKEEL_WIDTH = 384,
  EVENKEEL_HEADS = 12,
  EVENKEEL_HEAD_WIDTH = 32,
  /// Neurons of a layer's feed-forward part; MiniLM-L6 has 1536 (docs/decisions/0017-narrower-layers.md).
  EVENKEEL_INNER = 1152,
  EVENKEEL_MOST_LAYERS = 12,
  EVENKEEL_MOST_TOKENS = 512,
  /// The first token's row after the last layer, and mean and maximum of all rows before it, one after the other.
  EVENKEEL_POOLED = 3 * EVENKEEL_WIDTH,
  /// Weights lie in panels of this many outputs, and within a panel in runs of this many inputs.
  EVENKEEL_PANEL_OUTPUTS = 16,
  EVENKEEL_PANEL_INPUTS = 4,
  /// Every pointer into the weights has this alignment, in bytes.
  EVENKEEL_ALIGNMENT = 64,
};

/// One linear layer. y = dequantised(x * smoothing) * W^T + bias.
typedef struct {
  /// [outputs / 16][inputs / 4][16][4], each in -127...127, per-output scale.
  const int8_t *weights;
  /// [outputs]: what one step of an output's weights is worth.
  const float *scales;
  /// [outputs].
  const float *bias;
  /// [inputs]: an activation is multiplied by it before it is quantised (SmoothQuant, arXiv 2211.10438; its inverse is
  /// in the weights).
  const float *smoothing;
} evenkeel_linear;

typedef struct {
  /// 384 to 1152: queries, keys, values, each 12 heads of 32.
  evenkeel_linear queries_keys_values;
  /// 384 to 384.
  evenkeel_linear attention_output;
  /// LayerNorm after the attention, [384] each.
  const float *attention_gain;
  const float *attention_offset;
  /// 384 to 1152, then GELU.
  evenkeel_linear up;
  /// 1152 to 384.
  evenkeel_linear down;
  /// LayerNorm at the layer's end, [384] each.
  const float *output_gain;
  const float *output_offset;
} evenkeel_layer;

typedef struct {
  uint32_t layers;      // 1...EVENKEEL_MOST_LAYERS
  uint32_t vocabulary;  // tokens are 0..<vocabulary
  uint32_t positions;   // 1...EVENKEEL_MOST_TOKENS
  /// [vocabulary][384] in -127...127, and what one step is worth for each token, [vocabulary].
  const int8_t *words;
  const float *word_scales;
  /// [positions][384].
  const float *position_rows;
  /// [2][384], the second for the tokens of the second segment.
  const float *segment_rows;
  /// LayerNorm after the sum of the three, [384] each.
  const float *embedding_gain;
  const float *embedding_offset;
  /// [layers].
  const evenkeel_layer *layer;
} evenkeel_encoder_weights;

typedef struct evenkeel_encoder evenkeel_encoder;
typedef struct evenkeel_workspace evenkeel_workspace;

typedef enum {
  EVENKEEL_OK = 0,
  /// No tokens, more than the workspace or the positions hold, or a segment start beyond their end.
  EVENKEEL_BAD_LENGTH = 1,
  /// A token outside the vocabulary.
  EVENKEEL_BAD_TOKEN = 2,
  /// A scale, bias or other number of the weights, or what came of them, is not finite: the weights are not what they
  /// claim to be.
  EVENKEEL_NOT_FINITE = 3,
} evenkeel_status;

/// How many kernels this processor can run, 1 or more, and their names, best first: `avx512vnni`, `avxvnni`, `avx2` on
/// x86-64, `neondot`, `neon` on 64-bit ARM, and `scalar`, which is always there. NULL beyond the end.
size_t evenkeel_instruction_set_count(void);
const char *evenkeel_instruction_set_name(size_t index);

/// Makes an encoder over weights that stay where they are until it is destroyed; the struct itself and `layer` are
/// copied.
///
/// NULL where memory is short, a count is outside its range, a pointer is NULL or misaligned, or the instruction set is
/// not one of this processor's (NULL: the best).
evenkeel_encoder *evenkeel_encoder_create(const evenkeel_encoder_weights *weights, const char *instruction_set);
void evenkeel_encoder_destroy(evenkeel_encoder *encoder);
const char *evenkeel_encoder_instruction_set(const evenkeel_encoder *encoder);

/// Memory for calls of up to `tokens` tokens (1...EVENKEEL_MOST_TOKENS); NULL where there is none.
evenkeel_workspace *evenkeel_workspace_create(uint32_t tokens);
void evenkeel_workspace_destroy(evenkeel_workspace *workspace);

/// Encodes `count` tokens, those from `second_segment` on (0...count) with the second segment's row, into
/// `pooled` [EVENKEEL_POOLED].
evenkeel_status evenkeel_encoder_run(
    const evenkeel_encoder *encoder, evenkeel_workspace *workspace, const uint32_t *tokens, uint32_t count,
    uint32_t second_segment, float *pooled);

#endif
