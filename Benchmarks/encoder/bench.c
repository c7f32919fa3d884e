// Times the encoder's kernels on random weights: milliseconds and tokens a second by instruction set and length, the
// share of the core's VNNI peak, and tokens a second by threads. The best of many runs counts: the machine may be
// shared.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CEncoderKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { LAYERS = 6, VOCABULARY = 30522, MOST_THREADS = 64 };

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void *memory(size_t size) {
  void *piece;
  if (posix_memalign(&piece, EVENKEEL_ALIGNMENT, size)) abort();
  return piece;
}

static const float *floats(size_t count, float value) {
  float *made = memory(count * sizeof *made);
  for (size_t i = 0; i < count; i++) made[i] = value * (0.5f + (float)(rand() % 1000) / 1000);
  return made;
}

static const int8_t *steps(size_t count) {
  int8_t *made = memory(count);
  for (size_t i = 0; i < count; i++) made[i] = (int8_t)(rand() % 255 - 127);
  return made;
}

static evenkeel_linear linear(size_t inputs, size_t outputs) {
  return (evenkeel_linear){
    steps(inputs * outputs), floats(outputs, 0.0007f), floats(outputs, 0.1f), floats(inputs, 1)};
}

static evenkeel_encoder_weights make_weights(evenkeel_layer layers[LAYERS]) {
  for (int i = 0; i < LAYERS; i++)
    layers[i] = (evenkeel_layer){
      linear(EVENKEEL_WIDTH, 3 * EVENKEEL_WIDTH), linear(EVENKEEL_WIDTH, EVENKEEL_WIDTH), floats(EVENKEEL_WIDTH, 1),
      floats(EVENKEEL_WIDTH, 0.1f), linear(EVENKEEL_WIDTH, EVENKEEL_INNER), linear(EVENKEEL_INNER, EVENKEEL_WIDTH),
      floats(EVENKEEL_WIDTH, 1), floats(EVENKEEL_WIDTH, 0.1f)};
  return (evenkeel_encoder_weights){
    LAYERS, VOCABULARY, EVENKEEL_MOST_TOKENS, steps((size_t)VOCABULARY * EVENKEEL_WIDTH), floats(VOCABULARY, 0.001f),
    floats(EVENKEEL_MOST_TOKENS * EVENKEEL_WIDTH, 0.02f), floats(2 * EVENKEEL_WIDTH, 0.02f), floats(EVENKEEL_WIDTH, 1),
    floats(EVENKEEL_WIDTH, 0.1f), layers};
}

/// Multiplications and additions of a layer for `queries` of its tokens: the linear layers, and attention's two products.
static double layer_operations(double tokens, double queries) {
  double keys_values = 2.0 * EVENKEEL_WIDTH * EVENKEEL_WIDTH;
  double others = EVENKEEL_WIDTH * (2.0 * EVENKEEL_WIDTH + 2.0 * EVENKEEL_INNER);
  return 2 * (tokens * keys_values + queries * (others + 2 * tokens * EVENKEEL_WIDTH));
}

/// Of one run, whose last layer is for the first token alone.
static double operations(double tokens) {
  return (LAYERS - 1) * layer_operations(tokens, tokens) + layer_operations(tokens, 1);
}

/// What a core's VNNI unit does a second when it need not load anything; 0 where there is none.
#if defined(__x86_64__)
__attribute__((target("avx512f,avx512vnni"))) static double peak_of_registers(void) {
  __m512i sums[16], a = _mm512_set1_epi8(1), b = _mm512_set1_epi8(2);
  for (int i = 0; i < 16; i++) sums[i] = _mm512_setzero_si512();
  const int rounds = 300000;
  double best = 0;
  for (int attempt = 0; attempt < 30; attempt++) {
    double start = seconds();
    for (int round = 0; round < rounds; round++) {
      // Hides from the compiler that the operands do not change.
      __asm__ volatile("" : "+v"(a), "+v"(b));
#pragma unroll
      for (int i = 0; i < 16; i++) sums[i] = _mm512_dpbusd_epi32(sums[i], a, b);
    }
    double rate = rounds * 16.0 * 64 * 2 / (seconds() - start);
    if (rate > best) best = rate;
  }
  for (int i = 1; i < 16; i++) sums[0] = _mm512_add_epi32(sums[0], sums[i]);
  volatile int kept = _mm512_reduce_add_epi32(sums[0]);
  (void)kept;
  return best;
}
static double peak(const char *name) { return strcmp(name, "avx512vnni") == 0 ? peak_of_registers() : 0; }
#else
static double peak(const char *name) { return (void)name, 0; }
#endif

static uint32_t tokens[EVENKEEL_MOST_TOKENS];

static double best_time(const evenkeel_encoder *encoder, uint32_t count, double patience) {
  static float pooled[EVENKEEL_POOLED];
  evenkeel_workspace *workspace = evenkeel_workspace_create(count);
  double best = 1e9, end = seconds() + patience;
  do {
    double start = seconds();
    if (evenkeel_encoder_run(encoder, workspace, tokens, count, count, pooled)) abort();
    double taken = seconds() - start;
    if (taken < best) best = taken;
  } while (seconds() < end);
  evenkeel_workspace_destroy(workspace);
  return best;
}

typedef struct {
  const evenkeel_encoder *encoder;
  double end;
  long runs;
} worker;

static void *work(void *argument) {
  worker *self = argument;
  float pooled[EVENKEEL_POOLED];
  evenkeel_workspace *workspace = evenkeel_workspace_create(64);
  for (; seconds() < self->end; self->runs++)
    if (evenkeel_encoder_run(self->encoder, workspace, tokens, 64, 64, pooled)) abort();
  evenkeel_workspace_destroy(workspace);
  return NULL;
}

static void time_threads(const evenkeel_encoder *encoder, int most) {
  for (int count = 1; count <= most && count <= MOST_THREADS; count *= 2) {
    worker workers[MOST_THREADS];
    pthread_t threads[MOST_THREADS];
    double start = seconds();
    long runs = 0;
    for (int i = 0; i < count; i++) {
      workers[i] = (worker){encoder, start + 1, 0};
      if (pthread_create(&threads[i], NULL, work, &workers[i])) abort();
    }
    for (int i = 0; i < count; i++) {
      pthread_join(threads[i], NULL);
      runs += workers[i].runs;
    }
    printf("%2d threads, 64 tokens each: %9.0f tokens/s\n", count, (double)runs * 64 / (seconds() - start));
  }
}

int main(int count, char **arguments) {
  static evenkeel_layer layers[LAYERS];
  evenkeel_encoder_weights weights = make_weights(layers);
  for (uint32_t i = 0; i < EVENKEEL_MOST_TOKENS; i++) tokens[i] = 1000 + i * 37 % 20000;
  const uint32_t lengths[] = {4, 8, 16, 32, 64, 128, 256, 512};
  for (size_t set = 0; set < evenkeel_instruction_set_count(); set++) {
    const char *name = evenkeel_instruction_set_name(set);
    evenkeel_encoder *encoder = evenkeel_encoder_create(&weights, name);
    if (!encoder) abort();
    double highest = peak(name);
    printf("%s\n%6s %10s %12s %8s %6s\n", name, "tokens", "ms", "tokens/s", "GOP/s", "peak");
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
      double taken = best_time(encoder, lengths[i], 0.4), rate = operations(lengths[i]) / taken;
      printf("%6u %10.3f %12.0f %8.1f ", lengths[i], taken * 1e3, lengths[i] / taken, rate * 1e-9);
      if (highest > 0) printf("%5.0f%%", 100 * rate / highest);
      puts("");
      if (strcmp(name, "scalar") == 0 && lengths[i] == 16) break;
    }
    if (set == 0) time_threads(encoder, count > 1 ? atoi(arguments[1]) : 1);
    evenkeel_encoder_destroy(encoder);
  }
  return 0;
}
