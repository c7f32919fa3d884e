// Runs every kernel over random and hostile input, for sanitizers and emulators (scripts/test-sanitizers): each
// instruction set must give the bytes of the scalar one, alone and in two threads at once. Prints a digest of all
// results, which is the same on every machine.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CEncoderKernels.h"

enum { LAYERS = 1, VOCABULARY = 40, POSITIONS = 200, ARRAYS = 6 + 20 * LAYERS, THREADS = 2 };

static uint64_t state;

/// SplitMix64.
static uint64_t next(void) {
  uint64_t mixed = state += 0x9e3779b97f4a7c15;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
  return mixed ^ (mixed >> 31);
}

static float between(float low, float high) { return low + (high - low) * (float)(next() >> 40) * 0x1p-24f; }

static void require(int truth, const char *what) {
  if (truth) return;
  fprintf(stderr, "driver: %s\n", what);
  exit(1);
}

/// Arrays of exactly their size, so that AddressSanitizer sees a read beyond.
static void *pieces[ARRAYS];
static size_t piece_count;

static void *piece(size_t size) {
  require(posix_memalign(&pieces[piece_count], EVENKEEL_ALIGNMENT, size) == 0, "out of memory");
  return pieces[piece_count++];
}

/// Whether the weights are made to break things: any bits at all.
static int hostile;

static const float *floats(size_t count, float low, float high) {
  float *made = piece(count * sizeof *made);
  const int spoilt = hostile && next() % 4 == 0;
  for (size_t i = 0; i < count; i++) {
    made[i] = between(low, high);
    uint32_t bits = (uint32_t)next();
    // Finite in most hostile runs, or nothing behind the first check would be reached.
    if (hostile == 1 && (bits & 0x7f800000) == 0x7f800000) bits &= 0xbfffffff;
    if (spoilt && next() % 8 == 0) memcpy(&made[i], &bits, sizeof bits);
  }
  return made;
}

static const int8_t *steps(size_t count) {
  int8_t *made = piece(count);
  // -128 is against the rules.
  for (size_t i = 0; i < count; i++) made[i] = (int8_t)((int)(next() % (hostile ? 256 : 255)) - (hostile ? 128 : 127));
  return made;
}

static evenkeel_linear linear(size_t inputs, size_t outputs) {
  const float scale = 0.05f / (float)inputs;
  evenkeel_linear made;
  made.weights = steps(inputs * outputs);
  made.scales = floats(outputs, scale / 2, scale);
  made.bias = floats(outputs, -0.2f, 0.2f);
  made.smoothing = floats(inputs, 0.5f, 2);
  return made;
}

static evenkeel_encoder_weights make_weights(evenkeel_layer layers[LAYERS]) {
  evenkeel_encoder_weights made = {LAYERS, VOCABULARY, POSITIONS, 0, 0, 0, 0, 0, 0, layers};
  made.words = steps(VOCABULARY * EVENKEEL_WIDTH);
  made.word_scales = floats(VOCABULARY, 0.0005f, 0.001f);
  made.position_rows = floats(POSITIONS * EVENKEEL_WIDTH, -0.02f, 0.02f);
  made.segment_rows = floats(2 * EVENKEEL_WIDTH, -0.02f, 0.02f);
  made.embedding_gain = floats(EVENKEEL_WIDTH, 0.5f, 1.5f);
  made.embedding_offset = floats(EVENKEEL_WIDTH, -0.3f, 0.3f);
  for (int i = 0; i < LAYERS; i++) {
    layers[i].queries_keys_values = linear(EVENKEEL_WIDTH, 3 * EVENKEEL_WIDTH);
    layers[i].attention_output = linear(EVENKEEL_WIDTH, EVENKEEL_WIDTH);
    layers[i].attention_gain = floats(EVENKEEL_WIDTH, 0.5f, 1.5f);
    layers[i].attention_offset = floats(EVENKEEL_WIDTH, -0.3f, 0.3f);
    layers[i].up = linear(EVENKEEL_WIDTH, EVENKEEL_INNER);
    layers[i].down = linear(EVENKEEL_INNER, EVENKEEL_WIDTH);
    layers[i].output_gain = floats(EVENKEEL_WIDTH, 0.5f, 1.5f);
    layers[i].output_offset = floats(EVENKEEL_WIDTH, -0.3f, 0.3f);
  }
  return made;
}

/// One thread's share of a run.
typedef struct {
  const evenkeel_encoder *encoder;
  const uint32_t *tokens;
  uint32_t count, second_segment;
  evenkeel_status status;
  float pooled[EVENKEEL_POOLED];
} call;

static void *make_call(void *argument) {
  call *made = argument;
  evenkeel_workspace *workspace = evenkeel_workspace_create(made->count);
  require(workspace != NULL, "no workspace");
  made->status = evenkeel_encoder_run(
      made->encoder, workspace, made->tokens, made->count, made->second_segment, made->pooled);
  evenkeel_workspace_destroy(workspace);
  return NULL;
}

/// FNV-1a, over all results.
static uint64_t digest = 0xcbf29ce484222325;

static void digest_call(const call *made) {
  const unsigned char *bytes = (const unsigned char *)made->pooled;
  for (size_t i = 0; i < sizeof made->pooled; i++) digest = (digest ^ bytes[i]) * 0x100000001b3;
}

/// Runs one length on every instruction set; the scalar one's results count.
static void run_length(const evenkeel_encoder_weights *weights, uint32_t count) {
  uint32_t *tokens = malloc(count * sizeof *tokens);
  require(tokens != NULL, "out of memory");
  for (uint32_t i = 0; i < count; i++) tokens[i] = (uint32_t)(next() % VOCABULARY);
  const uint32_t second_segment = (uint32_t)(next() % (count + 1));
  static call expected;
  for (size_t i = evenkeel_instruction_set_count(); i-- > 0;) {
    evenkeel_encoder *encoder = evenkeel_encoder_create(weights, evenkeel_instruction_set_name(i));
    require(encoder != NULL, "no encoder");
    static call calls[THREADS];
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++) {
      calls[t] = (call){encoder, tokens, count, second_segment, EVENKEEL_OK, {0}};
      require(pthread_create(&threads[t], NULL, make_call, &calls[t]) == 0, "no thread");
    }
    for (int t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);
    if (i + 1 == evenkeel_instruction_set_count()) expected = calls[0];
    for (int t = 0; t < THREADS; t++) {
      require(hostile || calls[t].status == EVENKEEL_OK, "a run failed");
      require(hostile || !memcmp(calls[t].pooled, expected.pooled, sizeof expected.pooled), "results differ");
    }
    evenkeel_encoder_destroy(encoder);
  }
  if (!hostile) digest_call(&expected);
  free(tokens);
}

int main(void) {
  const uint32_t lengths[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 31, 66, 130};
  // Harmless weights, four times hostile ones, then some with infinities and numbers that are none.
  for (int round = 0; round < 7; round++) {
    state = (uint64_t)round;
    hostile = round == 0 ? 0 : round < 5 ? 1 : 2;
    evenkeel_layer layers[LAYERS];
    evenkeel_encoder_weights weights = make_weights(layers);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i += hostile ? 3 : 1) run_length(&weights, lengths[i]);
    while (piece_count > 0) free(pieces[--piece_count]);
  }
  for (size_t i = 0; i < evenkeel_instruction_set_count(); i++) printf("%s ", evenkeel_instruction_set_name(i));
  printf("%016llx\n", (unsigned long long)digest);
  return 0;
}
