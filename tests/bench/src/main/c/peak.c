/* What the machine's cores can do at best: independent chains of fused multiply-adds that stay in
 * registers, and the time a number takes from one core to another. */
#define _GNU_SOURCE
#include "timed.h"

#include "pinned.h"

#include <stdatomic.h>

/* Enough chains for two units of four cycles' latency, and no more than there are registers. */
#if defined __AVX512F__
enum { BYTES = 64, CHAINS = 16 };
#elif defined __AVX2__ && defined __FMA__
enum { BYTES = 32, CHAINS = 12 };
#else
enum { BYTES = 16, CHAINS = 12 };
#endif

enum { INNER = 1024, MOST_THREADS = 256 };

typedef float lanes __attribute__((vector_size(BYTES)));

struct work {
  int thread;
  int64_t repeats;
  pthread_barrier_t *start;
  double begin;
  double end;
  float result;
};

static void *chains(void *argument) {
  struct work *work = argument;
  lanes factor = {0};
  lanes term = {0};
  lanes sums[CHAINS];
  factor += 0.999f;
  term += 0.001f;
  for (int c = 0; c < CHAINS; c++) {
    sums[c] = term * (float)c;
  }
  cpu_set_t allowed = pin(work->thread);
  pthread_barrier_wait(work->start);
  work->begin = seconds();
  for (int64_t i = 0; i < work->repeats * INNER; i++) {
#pragma GCC unroll 16
    for (int c = 0; c < CHAINS; c++) {
      sums[c] = sums[c] * factor + term;
    }
  }
  work->end = seconds();
  unpin(allowed);
  for (int c = 0; c < CHAINS; c++) {
    work->result += sums[c][0];
  }
  return 0;
}

/* Bits of the vectors used. */
int peak_bits(void) { return 8 * BYTES; }

/* Floating-point operations that one repetition makes on one thread. */
int64_t peak_operations(void) {
  return (int64_t)2 * CHAINS * INNER * (BYTES / (int)sizeof(float));
}

/* Seconds from the first thread's start to the last one's end; negative where threads fail. */
double timed_peak(int64_t repeats, int threads) {
  pthread_barrier_t start;
  pthread_t others[MOST_THREADS];
  struct work works[MOST_THREADS];
  if (threads < 1 || threads > MOST_THREADS || pthread_barrier_init(&start, 0, (unsigned)threads)) {
    return -1;
  }
  for (int t = 0; t < threads; t++) {
    works[t] = (struct work){.thread = t, .repeats = repeats, .start = &start};
    if (t > 0 && pthread_create(&others[t], 0, chains, &works[t])) {
      return -1;
    }
  }
  chains(&works[0]);
  double begin = works[0].begin;
  double end = works[0].end;
  for (int t = 1; t < threads; t++) {
    pthread_join(others[t], 0);
    begin = works[t].begin < begin ? works[t].begin : begin;
    end = works[t].end > end ? works[t].end : end;
  }
  pthread_barrier_destroy(&start);
  static volatile float sink;
  sink = works[0].result;
  (void)sink;
  return end - begin;
}

static atomic_llong passed;

/* Every other turn; pinned, since two threads on one processor would wait for the system. */
static void pass(int64_t turns, int64_t first) {
  for (int64_t i = first; i < turns; i += 2) {
    while (atomic_load(&passed) != i) {
    }
    atomic_store(&passed, i + 1);
  }
}

static void *answer(void *turns) {
  pin(1);
  atomic_store(&passed, 0);
  pass(*(int64_t *)turns, 1);
  return 0;
}

/* Seconds that a number takes from one thread to another; negative where threads fail. */
double pass_seconds(void) {
  int64_t turns = 4000;
  pthread_t other;
  atomic_store(&passed, -1);
  if (pthread_create(&other, 0, answer, &turns)) {
    return -1;
  }
  cpu_set_t allowed = pin(0); /* not before: the other one would inherit it */
  while (atomic_load(&passed) < 0) {
  }
  double begin = seconds();
  pass(turns, 0);
  pthread_join(other, 0);
  double end = seconds();
  unpin(allowed);
  return (end - begin) / (double)turns;
}
