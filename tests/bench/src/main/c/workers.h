/* Matrix products and copies by workers of one thread each, timed. */
#ifndef GATUN_WORKERS_H
#define GATUN_WORKERS_H

#include "timed.h"

#include <stdatomic.h>

enum { WORKERS = 2 };

typedef void sgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                   const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

/* Set before the first product. */
extern sgemm *library;

/* c = op(a) op(b), dense and row-major. */
struct product {
  int transpose_a, transpose_b, m, n, k;
  float *a, *b, *c;
};

/* Vectors rather than memcpy, which bypasses the caches sooner than a training step would. */
typedef float lanes __attribute__((vector_size(64)));

struct copy {
  const lanes *from;
  lanes *to;
  int64_t count;
};

/* What one worker does beside the other; those who start it set the product or the copy. */
struct job {
  const struct product *product; /* or, where there is none, */
  struct copy copy;
  int worker;
  int64_t repeats;
  atomic_int *waiting;
  double begin, end;
};

/* The median, over the samples that fit into some seconds, of the seconds that one repetition
 * takes: of jobs side by side or, where there are none, of a product alone. */
double median_seconds(struct job jobs[WORKERS], const struct product *product, double allowed);

/* Says why there is no answer, and ends the process. */
_Noreturn void fail(const char *reason);

#endif
