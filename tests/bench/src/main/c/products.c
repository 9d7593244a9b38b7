/* Matrix products by the library that the JVM has loaded, called from C. */
#include "timed.h"

typedef void sgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                   const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };

/* c = op(a) op(b), dense and row-major, `repeats` times, by `cblas_sgemm` at `library`. */
double timed_sgemm(sgemm *library, int64_t repeats, int transpose_a, int transpose_b, int m, int n,
                   int k, const float *a, const float *b, float *c) {
  int lda = transpose_a ? m : k;
  int ldb = transpose_b ? k : n;
  double begin = seconds();
  for (int64_t i = 0; i < repeats; i++) {
    library(ROW_MAJOR, transpose_a ? TRANSPOSED : PLAIN, transpose_b ? TRANSPOSED : PLAIN, m, n, k,
            1.0f, a, lda, b, ldb, 0.0f, c, n);
  }
  return seconds() - begin;
}
