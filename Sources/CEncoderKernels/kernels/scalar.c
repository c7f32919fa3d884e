// The reference, without instructions of any set: what the other kernels are tested against.
#include <float.h>

#include "../encoder.h"

#define LANES 4
#define BYTE_BASE 128
#define TILE_ROWS 2
#define TILE_PANELS 1
#if !defined(__FMA__) && !defined(__aarch64__)
#define FUSED_BY_HAND
#endif
typedef int32_t integers __attribute__((ext_vector_type(LANES), may_alias));
typedef integers prepared;
typedef int8_t operand __attribute__((ext_vector_type(GROUP)));
static inline __attribute__((always_inline)) operand operand_of(int32_t group) {
  return __builtin_bit_cast(operand, group);
}
static inline __attribute__((always_inline)) prepared prepared_weights(integers bytes) { return bytes; }
static inline __attribute__((always_inline)) integers dot(integers sum, operand four, prepared weights) {
  for (int lane = 0; lane < LANES; lane++) {
    operand weight = operand_of(weights[lane]);
    for (int i = 0; i < GROUP; i++) sum[lane] += four[i] * weight[i];
  }
  return sum;
}

#include "forward.h"

const evenkeel_kernel evenkeel_kernel_scalar = {"scalar", run};
