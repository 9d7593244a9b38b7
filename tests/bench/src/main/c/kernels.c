/*
 * The twins of Gatun's kernels that need no functions but the square root, and so no relaxed
 * arithmetic. The constants are those that KernelBench gives the engines.
 */
#include "timed.h"

#include <math.h>
#include <string.h>

/* b = a */
KERNEL(copy) { memcpy(b, a, (size_t)(rows * columns) * sizeof(float)); }
TIMED(copy)

/* a = 1.5 */
KERNEL(fill) {
  float *restrict y = a;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = 1.5f;
  }
}
TIMED(fill)

/* b = 0.5 a + 0.25 b */
KERNEL(axpby) {
  const float *restrict x = a;
  float *restrict y = b;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = 0.5f * x[i] + 0.25f * y[i];
  }
}
TIMED(axpby)

/* c = a + 0.5 b */
KERNEL(triad) {
  const float *restrict x = a;
  const float *restrict y = b;
  float *restrict z = c;
  for (int64_t i = 0; i < rows * columns; i++) {
    z[i] = x[i] + 0.5f * y[i];
  }
}
TIMED(triad)

/* c = a + b */
KERNEL(plus) {
  const float *restrict x = a;
  const float *restrict y = b;
  float *restrict z = c;
  for (int64_t i = 0; i < rows * columns; i++) {
    z[i] = x[i] + y[i];
  }
}
TIMED(plus)

/* c = a + b, b a row */
KERNEL(plus_row) {
  const float *restrict x = a;
  const float *restrict y = b;
  float *restrict z = c;
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      z[i * columns + j] = x[i * columns + j] + y[j];
    }
  }
}
TIMED(plus_row)

/* c = a b */
KERNEL(times) {
  const float *restrict x = a;
  const float *restrict y = b;
  float *restrict z = c;
  for (int64_t i = 0; i < rows * columns; i++) {
    z[i] = x[i] * y[i];
  }
}
TIMED(times)

/* b = the root of a */
KERNEL(square_root) {
  const float *restrict x = a;
  float *restrict y = b;
  for (int64_t i = 0; i < rows * columns; i++) {
    y[i] = sqrtf(x[i]);
  }
}
TIMED(square_root)

/* a = max(a + b, 0), b a row */
KERNEL(bias_relu) {
  float *restrict y = a;
  const float *restrict bias = b;
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      float sum = y[i * columns + j] + bias[j];
      y[i * columns + j] = sum > 0 ? sum : 0;
    }
  }
}
TIMED(bias_relu)

/* b = b where a > 0, else 0; c, a row: the sum of the rows of b */
KERNEL(bias_relu_gradient) {
  const float *restrict y = a;
  float *restrict dx = b;
  float *restrict dbias = c;
  memset(dbias, 0, (size_t)columns * sizeof(float));
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      float gradient = y[i * columns + j] > 0 ? dx[i * columns + j] : 0;
      dx[i * columns + j] = gradient;
      dbias[j] += gradient;
    }
  }
}
TIMED(bias_relu_gradient)

/* b, a row: the sum of the rows of a */
KERNEL(column_sums) {
  const float *restrict x = a;
  float *restrict sums = b;
  memset(sums, 0, (size_t)columns * sizeof(float));
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      sums[j] += x[i * columns + j];
    }
  }
}
TIMED(column_sums)

/* b, a column: the sum of each row of a, in order: what C says without relaxed arithmetic */
KERNEL(ordered_row_sums) {
  const float *restrict x = a;
  float *restrict sums = b;
  for (int64_t i = 0; i < rows; i++) {
    float total = 0;
    for (int64_t j = 0; j < columns; j++) {
      total += x[i * columns + j];
    }
    sums[i] = total;
  }
}
TIMED(ordered_row_sums)

/* b, a column: the maximum of each row of a */
KERNEL(ordered_row_maxima) {
  const float *restrict x = a;
  float *restrict maxima = b;
  for (int64_t i = 0; i < rows; i++) {
    float maximum = -INFINITY;
    for (int64_t j = 0; j < columns; j++) {
      float value = x[i * columns + j];
      maximum = value > maximum ? value : maximum;
    }
    maxima[i] = maximum;
  }
}
TIMED(ordered_row_maxima)

/* b, a row: the maximum of each column of a */
KERNEL(column_maxima) {
  const float *restrict x = a;
  float *restrict maxima = b;
  for (int64_t j = 0; j < columns; j++) {
    maxima[j] = -INFINITY;
  }
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) {
      float value = x[i * columns + j];
      maxima[j] = value > maxima[j] ? value : maxima[j];
    }
  }
}
TIMED(column_maxima)

/* Gradient a, velocity b, parameters c; momentum and weight decay. */
KERNEL(sgd) {
  const float rate = 1e-4f;
  const float momentum = 0.9f;
  const float decay = 1e-4f;
  const float *restrict gradient = a;
  float *restrict velocity = b;
  float *restrict theta = c;
  for (int64_t i = 0; i < rows * columns; i++) {
    float v = momentum * velocity[i] + (gradient[i] + decay * theta[i]);
    velocity[i] = v;
    theta[i] -= rate * v;
  }
}
TIMED(sgd)

/* Gradient a, mean b, variance c, parameters d; the tenth step. */
KERNEL(adam) {
  const float beta1 = 0.9f;
  const float beta2 = 0.999f;
  const float epsilon = 1e-8f;
  const float rate = (float)(1e-4 / (1 - pow(0.9, 10)));
  const float scale = (float)(1 / sqrt(1 - pow(0.999, 10)));
  const float *restrict gradient = a;
  float *restrict mean = b;
  float *restrict variance = c;
  float *restrict theta = d;
  for (int64_t i = 0; i < rows * columns; i++) {
    float g = gradient[i];
    float m = beta1 * mean[i] + (1 - beta1) * g;
    float v = beta2 * variance[i] + (1 - beta2) * (g * g);
    mean[i] = m;
    variance[i] = v;
    theta[i] -= rate * m / (sqrtf(v) * scale + epsilon);
  }
}
TIMED(adam)

/* d = the rows of a, bytes, that b names, times c[0] plus c[1] */
KERNEL(gather) {
  const uint8_t *restrict x = a;
  const int32_t *restrict chosen = b;
  const float scale = ((const float *)c)[0];
  const float shift = ((const float *)c)[1];
  float *restrict y = d;
  for (int64_t i = 0; i < rows; i++) {
    const uint8_t *restrict row = x + chosen[i] * columns;
    for (int64_t j = 0; j < columns; j++) {
      y[i * columns + j] = (float)row[j] * scale + shift;
    }
  }
}
TIMED(gather)

/* d = the rows of a, floats, that b names, times c[0] plus c[1] */
KERNEL(gather_floats) {
  const float *restrict x = a;
  const int32_t *restrict chosen = b;
  const float scale = ((const float *)c)[0];
  const float shift = ((const float *)c)[1];
  float *restrict y = d;
  for (int64_t i = 0; i < rows; i++) {
    const float *restrict row = x + chosen[i] * columns;
    for (int64_t j = 0; j < columns; j++) {
      y[i * columns + j] = row[j] * scale + shift;
    }
  }
}
TIMED(gather_floats)
