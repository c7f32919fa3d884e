// AVX-VNNI: unsigned by signed bytes, four products added to each 32-bit lane, on vectors of 256 bits.
#include <float.h>

#include "../encoder.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma,avxvnni"))), apply_to = function)

#define LANES 8
#define BYTE_BASE 0
#define TILE_ROWS 6
#define TILE_PANELS 1
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef integers prepared;
typedef __m256i operand;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) { return _mm256_set1_epi32(group); }
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) { return bytes; }
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  return (integers)_mm256_dpbusd_avx_epi32((__m256i)sum, four, (__m256i)weights);
}

#include "forward.h"

#pragma clang attribute pop

const evenkeel_kernel evenkeel_kernel_avxvnni = {"avxvnni", run};
#endif
