// AVX-512 with VNNI: unsigned by signed bytes, four products added to each 32-bit lane.
#include <float.h>

#include "../encoder.h"

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(                                                                                       \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma"))), apply_to = function)

#define LANES 16
#define BYTE_BASE 0
#define TILE_ROWS 8
#define TILE_PANELS 3
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef integers prepared;
typedef __m512i operand;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) { return _mm512_set1_epi32(group); }
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) { return bytes; }
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  return (integers)_mm512_dpbusd_epi32((__m512i)sum, four, (__m512i)weights);
}

#include "forward.h"

#pragma clang attribute pop

const evenkeel_kernel evenkeel_kernel_avx512vnni = {"avx512vnni", run};
#endif
