#include "CModelWeights.h"

// Built without it where the file is not there: training writes it (training/README.md).
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
#if __has_embed("weights/encoder.bin")
_Alignas(64) static const uint8_t weights[] = {
#embed "weights/encoder.bin"
};

const uint8_t *evenkeel_encoder_weights_file(size_t *count) {
  *count = sizeof weights;
  return weights;
}
#else
const uint8_t *evenkeel_encoder_weights_file(size_t *count) {
  *count = 0;
  return NULL;
}
#endif
#pragma clang diagnostic pop
