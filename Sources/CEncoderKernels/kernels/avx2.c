// AVX2: |activation| times the weight with the activation's sign.
#include <float.h>

#include "../encoder.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define LANES 8
// Signed activations: with 0...255, two products could be more than the 16 bits they are added in.
#define BYTE_BASE 128
#define TILE_ROWS 4
#define TILE_PANELS 1
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef struct {
  __m256i magnitudes, signs;
} operand;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) {
  __m256i four = _mm256_set1_epi32(group);
  return (operand){_mm256_abs_epi8(four), four};
}
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, integers weights) {
  // At most 2 * 128 * 127, which 16 bits hold.
  __m256i pairs = _mm256_maddubs_epi16(four.magnitudes, _mm256_sign_epi8((__m256i)weights, four.signs));
  return (integers)_mm256_add_epi32((__m256i)sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#include "forward.h"

#pragma clang attribute pop

const evenkeel_kernel evenkeel_kernel_avx2 = {"avx2", run};
#endif
