// NEON as every Armv8 processor has it: products of signed bytes in 16 bits, then added in pairs.
#include <float.h>

#include "../encoder.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define LANES 4
#define BYTE_BASE 128
#define TILE_ROWS 4
#define TILE_PANELS 1
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef integers prepared;
typedef int8x16_t operand;
static inline __attribute__((always_inline)) operand operand_of(int32_t group) {
  return vreinterpretq_s8_s32(vdupq_n_s32(group));
}
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) { return bytes; }
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  // Two products add up to at most 2 * 128 * 127, which 16 bits hold.
  int16x8_t low = vmull_s8(vget_low_s8((int8x16_t)weights), vget_low_s8(four));
  int16x8_t high = vmull_high_s8((int8x16_t)weights, four);
  return (integers)vpadalq_s16((int32x4_t)sum, vpaddq_s16(low, high));
}

#include "forward.h"

const evenkeel_kernel evenkeel_kernel_neon = {"neon", run};
#endif
