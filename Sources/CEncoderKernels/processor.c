// Which kernels this processor can run.
#include "encoder.h"

#if defined(__x86_64__)
#include <cpuid.h>

// `__builtin_cpu_supports` asks the operating system's part (XCR0) too, and older compilers have no name for AVX-VNNI.
static int has_avxvnni(void) {
  unsigned a, b, c, d;
  return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}
#endif

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
static int has_dot_product(void) { return (getauxval(AT_HWCAP) >> 20 & 1) != 0; }
#elif defined(__aarch64__)
static int has_dot_product(void) { return 1; }
#endif

const evenkeel_kernel *evenkeel_kernel_at(size_t index) {
  const evenkeel_kernel *found[8];
  size_t count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
    found[count++] = &evenkeel_kernel_avx512vnni;
  if (has_avxvnni() && __builtin_cpu_supports("fma")) found[count++] = &evenkeel_kernel_avxvnni;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found[count++] = &evenkeel_kernel_avx2;
#elif defined(__aarch64__)
  if (has_dot_product()) found[count++] = &evenkeel_kernel_neondot;
  found[count++] = &evenkeel_kernel_neon;
#endif
  found[count++] = &evenkeel_kernel_scalar;
  return index < count ? found[index] : NULL;
}

size_t evenkeel_instruction_set_count(void) {
  size_t count = 0;
  while (evenkeel_kernel_at(count)) count += 1;
  return count;
}

const char *evenkeel_instruction_set_name(size_t index) {
  const evenkeel_kernel *kernel = evenkeel_kernel_at(index);
  return kernel ? kernel->name : NULL;
}
