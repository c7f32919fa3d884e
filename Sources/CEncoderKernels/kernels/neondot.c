// NEON with the dot product instructions of Armv8.2: signed bytes, four products added to each 32-bit lane.
#include <float.h>

#include "../encoder.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#define LANES 4
#define BYTE_BASE 128
#define TILE_ROWS 6
#define TILE_PANELS 1
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef integers prepared;
typedef int8x16_t operand;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) {
  return vreinterpretq_s8_s32(vdupq_n_s32(group));
}
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) { return bytes; }
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  return (integers)vdotq_s32((int32x4_t)sum, (int8x16_t)weights, four);
}

#include "forward.h"

#pragma clang attribute pop

const evenkeel_kernel evenkeel_kernel_neondot = {"neondot", run};
#endif
