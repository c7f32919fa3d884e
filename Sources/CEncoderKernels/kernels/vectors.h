// Vectors of one instruction set, and arithmetic on them. Included once per instruction set, which has defined:
//
//   LANES                     32-bit numbers in a vector
//   BYTE_BASE                 how much less the stored byte of an activation is than 0...255: 0 where the set multiplies
//                             unsigned by signed bytes, 128 where it multiplies signed bytes
//   TILE_ROWS, TILE_PANELS    how many rows and panels of weights one tile multiplies
//   operand_of(group)         an activation's GROUP bytes in every lane, prepared for many products
//   prepared_weights(bytes)   a vector of weights, prepared for many products
//   dot(sum, operand, prepared)   adds the products of GROUP bytes to every lane
//
// Every kernel gives the same bits: integers are exact, floating point is added in the same order everywhere and fused
// only where `fused` says so.
#pragma STDC FP_CONTRACT OFF

#define INLINE static inline __attribute__((always_inline))

typedef float floats __attribute__((ext_vector_type(LANES), may_alias));
typedef uint32_t words __attribute__((ext_vector_type(LANES), may_alias));
typedef uint8_t bytes __attribute__((ext_vector_type(LANES), may_alias));

INLINE floats load(const float *from) { return *(const floats *)from; }
INLINE void store(float *to, floats value) { *(floats *)to = value; }
INLINE floats all(float value) { return (floats)(value); }

// The second where either is not a number: a clamp's constant goes there.
INLINE floats larger(floats a, floats b) { return a > b ? a : b; }
INLINE floats smaller(floats a, floats b) { return a < b ? a : b; }

#ifdef FUSED_BY_HAND
/// a * b + c, rounded once, where the instruction set lacks it: the sum in double precision is rounded to odd, so that
/// the second rounding cannot go wrong (Boldo and Melquiond, 2008).
INLINE float fused_number(float a, float b, float c) {
  double product = (double)a * b, addend = c, sum = product + addend, part = sum - product;
  double lost = (product - (sum - part)) + (addend - part);
  uint64_t bits = __builtin_bit_cast(uint64_t, sum);
  if ((lost > 0 || lost < 0) && !(bits & 1)) bits += (lost > 0) == (sum > 0) ? 1 : UINT64_MAX;
  return (float)__builtin_bit_cast(double, bits);
}
INLINE floats fused(floats a, floats b, floats c) {
  floats result;
  for (int i = 0; i < LANES; i++) result[i] = fused_number(a[i], b[i], c[i]);
  return result;
}
#else
/// a * b + c, rounded once.
INLINE floats fused(floats a, floats b, floats c) { return __builtin_elementwise_fma(a, b, c); }
#endif

/// 1.5 * 2^23: added to a number of up to 2^22, it leaves the nearest integer in the low bits.
#define ROUNDER 12582912.0f
#define ROUNDER_BITS 0x4B400000u

/// The largest and the smallest of some numbers, lane by lane.
typedef struct {
  floats high, low;
} range;

INLINE range widened(range known, floats value) {
  return (range){larger(value, known.high), smaller(value, known.low)};
}

INLINE words bits_of(floats value) { return __builtin_bit_cast(words, value); }
INLINE floats of_bits(words value) { return __builtin_bit_cast(floats, value); }

/// The low byte of every lane.
INLINE void store_bytes(uint8_t *to, words value) { *(bytes *)to = __builtin_convertvector(value, bytes); }

/// The integers as numbers; exact up to 2^24.
INLINE floats converted(integers value) { return __builtin_convertvector(value, floats); }

#if LANES == 16
typedef float eight_floats __attribute__((ext_vector_type(8)));
#endif
#if LANES >= 8
typedef float four_floats __attribute__((ext_vector_type(4)));
#else
typedef floats four_floats;
#endif

/// The largest number of all lanes.
INLINE float largest(floats value) {
#if LANES == 16
  eight_floats half = value.lo > value.hi ? value.lo : value.hi;
  four_floats quarter = half.lo > half.hi ? half.lo : half.hi;
#elif LANES == 8
  four_floats quarter = value.lo > value.hi ? value.lo : value.hi;
#else
  four_floats quarter = value;
#endif
  float a = quarter[0] > quarter[2] ? quarter[0] : quarter[2], b = quarter[1] > quarter[3] ? quarter[1] : quarter[3];
  return a > b ? a : b;
}

/// Partial sums, as many in every instruction set so that all add in the same order.
typedef struct {
  floats part[64 / LANES];
} partial_sums;

/// The sum of all parts, by halves.
INLINE float sum_of(partial_sums sums) {
#pragma unroll
  for (int half = 32 / LANES; half > 0; half /= 2)
#pragma unroll
    for (int i = 0; i < half; i++) sums.part[i] += sums.part[i + half];
  floats value = sums.part[0];
#if LANES == 16
  eight_floats eight = value.lo + value.hi;
  four_floats four = eight.lo + eight.hi;
#elif LANES == 8
  four_floats four = value.lo + value.hi;
#else
  four_floats four = value;
#endif
  return (four[0] + four[2]) + (four[1] + four[3]);
}
