#include "CModelWeights.h"

// #embed is standard from C23 on; clang takes it in older dialects as an extension. It records the file as a dependency, so a changed
// file is compiled anew.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"
static const uint8_t weights[] = {
#embed "weights/ngram.bin"
};
#pragma clang diagnostic pop

const uint8_t *evenkeel_ngram_weights(size_t *count) {
  *count = sizeof weights;
  return weights;
}
