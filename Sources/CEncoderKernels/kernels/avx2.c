// AVX2: bytes widened to 16 bits, products added in pairs to 32.
//
// Its own product of bytes adds pairs in 16 bits, which only hold them where the activation's sign is moved to the
// weight; that needs three multiplier operations for what these two do.
#include <float.h>

#include "../encoder.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define LANES 8
#define BYTE_BASE 0
#define TILE_ROWS 4
#define TILE_PANELS 1
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
/// The first and third byte of every lane as 16-bit numbers, and the second and fourth.
typedef struct {
  __m256i even, odd;
} split;
typedef split operand;
typedef split prepared;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) {
  __m256i four = _mm256_set1_epi32(group);
  return (operand){_mm256_and_si256(four, _mm256_set1_epi16(0xff)), _mm256_srli_epi16(four, 8)};
}
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) {
  __m256i four = (__m256i)bytes;
  return (prepared){_mm256_srai_epi16(_mm256_slli_epi16(four, 8), 8), _mm256_srai_epi16(four, 8)};
}
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  __m256i even = _mm256_madd_epi16(four.even, weights.even), odd = _mm256_madd_epi16(four.odd, weights.odd);
  return (integers)_mm256_add_epi32((__m256i)sum, _mm256_add_epi32(even, odd));
}

#include "forward.h"

#pragma clang attribute pop

const evenkeel_kernel evenkeel_kernel_avx2 = {"avx2", run};
#endif
