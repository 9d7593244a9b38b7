/*
 * The twins of Gatun's kernels that need exp, log and tanh. Compiled with -ffast-math, without
 * which gcc neither calls the vector functions of libmvec nor adds up in vectors: C at its best.
 */
#include "timed.h"

#include <math.h>

/* Floats worked on at a time where a kernel passes over its rows more than once. */
enum { CHUNK = 2048 };

static int64_t rows_per_chunk(int64_t columns) {
  return columns < CHUNK ? CHUNK / columns : 1;
}

/* b = exp(a) */
KERNEL(exponential) {
  const float *restrict x = a;
  float *restrict y = b;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = expf(x[i]);
  }
}
TIMED(exponential)

/* b = 1 / (1 + exp(-a)) */
KERNEL(sigmoid) {
  const float *restrict x = a;
  float *restrict y = b;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = 1 / (1 + expf(-x[i]));
  }
}
TIMED(sigmoid)

/* b = tanh(a) */
KERNEL(hyperbolic_tangent) {
  const float *restrict x = a;
  float *restrict y = b;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = tanhf(x[i]);
  }
}
TIMED(hyperbolic_tangent)

static float maximum_of(int64_t columns, const float *x) {
  float maximum = x[0];
  for (int64_t j = 1; j < columns; j++) {
    maximum = x[j] > maximum ? x[j] : maximum;
  }
  return maximum;
}

/* y = x less its maximum, a row. */
static void shift(int64_t columns, const float *restrict x, float *restrict y) {
  float maximum = maximum_of(columns, x);
  for (int64_t j = 0; j < columns; j++) {
    y[j] = x[j] - maximum;
  }
}

static float sum(int64_t columns, const float *x) {
  float total = 0;
  for (int64_t j = 0; j < columns; j++) {
    total += x[j];
  }
  return total;
}

/* b, a column: the sum of each row of a */
KERNEL(row_sums) {
  for (int64_t i = 0; i < rows; i++) {
    ((float *)b)[i] = sum(columns, (const float *)a + i * columns);
  }
}
TIMED(row_sums)

/* b, a column: the maximum of each row of a */
KERNEL(row_maxima) {
  for (int64_t i = 0; i < rows; i++) {
    ((float *)b)[i] = maximum_of(columns, (const float *)a + i * columns);
  }
}
TIMED(row_maxima)

static void exponentials(int64_t count, float *x) {
  for (int64_t i = 0; i < count; i++) {
    x[i] = expf(x[i]);
  }
}

static void scale(int64_t columns, float factor, float *x) {
  for (int64_t j = 0; j < columns; j++) {
    x[j] *= factor;
  }
}

/* b = softmax of the rows of a. Several rows go through exp together: short ones fill no vector. */
KERNEL(softmax) {
  const float *x = a;
  float *y = b;
  int64_t most = rows_per_chunk(columns);
  for (int64_t from = 0; from < rows; from += most) {
    int64_t count = rows - from < most ? rows - from : most;
    float *chunk = y + from * columns;
    for (int64_t i = 0; i < count; i++) {
      shift(columns, x + (from + i) * columns, chunk + i * columns);
    }
    exponentials(count * columns, chunk);
    for (int64_t i = 0; i < count; i++) {
      float *row = chunk + i * columns;
      scale(columns, 1 / sum(columns, row), row);
    }
  }
}
TIMED(softmax)

/* Scores a, labels b, seeds c; losses d and gradients e. */
KERNEL(softmax_cross_entropy) {
  const float *x = a;
  const int32_t *labels = b;
  const float *seeds = c;
  float *losses = d;
  float *dx = e;
  int64_t most = rows_per_chunk(columns);
  for (int64_t from = 0; from < rows; from += most) {
    int64_t count = rows - from < most ? rows - from : most;
    float *chunk = dx + from * columns;
    for (int64_t i = 0; i < count; i++) {
      shift(columns, x + (from + i) * columns, chunk + i * columns);
      int32_t label = labels[from + i];
      losses[from + i] = label >= 0 && label < columns ? chunk[i * columns + label] : NAN;
    }
    exponentials(count * columns, chunk);
    for (int64_t i = 0; i < count; i++) {
      float *row = chunk + i * columns;
      float total = sum(columns, row);
      int32_t label = labels[from + i];
      float seed = seeds[from + i];
      losses[from + i] = logf(total) - losses[from + i];
      scale(columns, seed / total, row);
      if (label >= 0 && label < columns) {
        row[label] -= seed;
      }
    }
  }
}
TIMED(softmax_cross_entropy)
