/* Timed loops: what the benchmark calls. Each repeats one kernel and returns the seconds taken. */
#ifndef GATUN_TIMED_H
#define GATUN_TIMED_H

#include <stdint.h>
#include <time.h>

static inline double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Keeps the compiler from merging repetitions or leaving any of them out. */
#define BARRIER() __asm__ volatile("" : : : "memory")

/*
 * Makes `double timed_NAME(repeats, rows, columns, a, b, c, d, e)` of a kernel
 * `NAME(rows, columns, a, b, c, d, e)`; matrices are row-major and dense, and each kernel says what
 * the pointers are.
 */
#define TIMED(name)                                                                              \
  double timed_##name(int64_t repeats, int64_t rows, int64_t columns, void *a, void *b, void *c, \
                      void *d, void *e) {                                                        \
    double begin = seconds();                                                                    \
    for (int64_t i = 0; i < repeats; i++) {                                                      \
      name(rows, columns, a, b, c, d, e);                                                        \
      BARRIER();                                                                                 \
    }                                                                                            \
    return seconds() - begin;                                                                    \
  }

/* A kernel's head; every argument is named, used or not. */
#define KERNEL(name)                                                                     \
  static __attribute__((noinline)) void name(int64_t rows, int64_t columns, void *a, void *b, \
                                             void *c, void *d, void *e)

#endif
