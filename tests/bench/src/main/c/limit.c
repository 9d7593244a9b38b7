/*
 * What a training step cannot beat: its matrix products alone, by the library that is named on the
 * command line, and the update of the parameters at the speed of a copy. Each product runs in the
 * faster of two ways: two workers with half of the batch and one thread of the library each, or
 * one call with two threads of the library. The first layer's input gradient is not among them.
 *
 * A process of its own that answers requests, a line each (README.md):
 *   train WIDTHS LOSS OPTIMIZER BATCH EXAMPLES WARM SECONDS
 *   cores
 */
#include "workers.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In peak.c. */
extern int64_t peak_operations(void);
extern double timed_peak(int64_t repeats, int threads);
extern double pass_seconds(void);

enum { MOST_WIDTHS = 16, MOST_PRODUCTS = 3 * MOST_WIDTHS, PEAK_REPEATS = 2000 };

/* Longer than a thread of the library spins before it sleeps. */
static const unsigned CALM_MICROSECONDS = 60000;

static void (*library_threads)(int);

/* One product of a step: as a whole, and as the workers share it. */
struct task {
  struct product whole;
  struct product shared[WORKERS];
};

static float *block(int64_t count) {
  static uint32_t state = 1;
  float *values = aligned_alloc(64, (size_t)((count * 4 + 63) / 64 * 64));
  if (!values) {
    fail("no memory");
  }
  for (int64_t i = 0; i < count; i++) {
    state = state * 1664525 + 1013904223;
    values[i] = (float)(state >> 8) / (1 << 24) - 0.5f;
  }
  return values;
}

/* Rows, columns and inner extent without operands; the batch is m or, for weights, k. */
static struct product product(int weights, int inputs, int batch, int features, int units) {
  struct product p = {.transpose_a = weights, .transpose_b = inputs};
  p.m = weights ? features : batch;
  p.n = inputs ? features : units;
  p.k = weights ? batch : inputs ? units : features;
  p.a = block((int64_t)p.m * p.k);
  p.b = block((int64_t)p.k * p.n);
  p.c = block((int64_t)p.m * p.n);
  return p;
}

static struct task task(int weights, int inputs, int batch, int features, int units) {
  struct task t = {.whole = product(weights, inputs, batch, features, units)};
  for (int w = 0; w < WORKERS; w++) {
    int share = (int)((int64_t)batch * (w + 1) / WORKERS - (int64_t)batch * w / WORKERS);
    t.shared[w] = product(weights, inputs, share, features, units);
    if (!weights) { /* the layer's weights are the same for all */
      free(t.shared[w].b);
      t.shared[w].b = t.whole.b;
    }
  }
  return t;
}

static void release(struct task *t) {
  for (int w = 0; w < WORKERS; w++) {
    free(t->shared[w].a);
    free(t->shared[w].c);
    if (t->shared[w].b != t->whole.b) {
      free(t->shared[w].b);
    }
  }
  free(t->whole.a);
  free(t->whole.b);
  free(t->whole.c);
}

/* The products of a step; returns how many. */
static int products(struct task tasks[MOST_PRODUCTS], const int *widths, int layers, int batch) {
  int count = 0;
  for (int i = 0; i < layers; i++) {
    for (int weights = 0; weights < 2; weights++) {
      tasks[count++] = task(weights, 0, batch, widths[i], widths[i + 1]);
    }
    if (i > 0) {
      tasks[count++] = task(0, 1, batch, widths[i], widths[i + 1]);
    }
  }
  return count;
}

/* Bytes read and written by seconds, by a copy of as many bytes as an update touches. */
static double copy_bandwidth(int64_t touched, double allowed) {
  int64_t lines = touched / 2 / 64;
  float *from = block(lines * 16), *to = block(lines * 16);
  struct job jobs[WORKERS] = {0};
  for (int w = 0; w < WORKERS; w++) {
    int64_t begin = lines * w / WORKERS, end = lines * (w + 1) / WORKERS;
    jobs[w].copy =
        (struct copy){(const lanes *)from + begin, (lanes *)to + begin, end - begin};
  }
  double taken = median_seconds(jobs, 0, allowed);
  free(from);
  free(to);
  return (double)lines * 128 / taken;
}

/* Operations a second of some threads together: the best of a few samples. */
static double machine_peak(int threads, int samples) {
  double best = timed_peak(PEAK_REPEATS, threads);
  for (int i = 1; i < samples; i++) {
    double taken = timed_peak(PEAK_REPEATS, threads);
    best = taken < best ? taken : best;
  }
  return (double)peak_operations() * PEAK_REPEATS * threads / best;
}

/* Answers one request. `slots` are the numbers that the optimizer keeps for each parameter. */
static void train(const int *widths, int layers, int slots, int batch, double allowed) {
  struct task tasks[MOST_PRODUCTS];
  double workers[MOST_PRODUCTS];
  int count = products(tasks, widths, layers, batch);
  double each = allowed / (2 * count + 1);
  int64_t parameters = 0;
  double operations = 0, sum = 0;
  for (int i = 0; i < layers; i++) {
    parameters += (int64_t)(widths[i] + 1) * widths[i + 1];
  }
  double peak = machine_peak(WORKERS, 9);
  /* Read: parameters, gradients, slots; written: parameters, slots. */
  int64_t touched = parameters * 4 * (2 + slots), moved = parameters * 4 * (3 + 2 * slots);
  double bandwidth = copy_bandwidth(touched, each);
  library_threads(1);
  for (int i = 0; i < count; i++) {
    struct job jobs[WORKERS] = {{.product = &tasks[i].shared[0]}, {.product = &tasks[i].shared[1]}};
    workers[i] = median_seconds(jobs, 0, each);
  }
  library_threads(WORKERS);
  int threaded = 0;
  for (int i = 0; i < count; i++) {
    const struct product *p = &tasks[i].whole;
    double threads = median_seconds(0, p, each);
    threaded += threads < workers[i];
    sum += threads < workers[i] ? threads : workers[i];
    operations += 2.0 * p->m * p->n * p->k;
    release(&tasks[i]);
  }
  double update = (double)moved / bandwidth;
  printf("ok rate=%.6g gflops=%.4g peak=%.4g copy=%.4g products=%.6g update=%.6g threaded=%d/%d\n",
         batch / (sum + update), operations / sum * 1e-9, peak * 1e-9, bandwidth * 1e-9, sum,
         update, threaded, count);
  usleep(CALM_MICROSECONDS);
}

static int parse_widths(char *text, int *widths) {
  int count = 0;
  for (char *word = strtok(text, ","); word && count < MOST_WIDTHS; word = strtok(0, ",")) {
    widths[count++] = atoi(word);
  }
  return count;
}

int main(int count, char **arguments) {
  void *loaded = count == 2 ? dlopen(arguments[1], RTLD_NOW | RTLD_GLOBAL) : 0;
  if (!loaded) {
    fail(count == 2 ? dlerror() : "usage: limit LIBRARY");
  }
  *(void **)&library = dlsym(loaded, "cblas_sgemm");
  *(void **)&library_threads = dlsym(loaded, "openblas_set_num_threads");
  if (!library || !library_threads) {
    fail("the library is no OpenBLAS");
  }
  char line[1024], text[256], optimizer[128];
  while (fgets(line, sizeof line, stdin)) {
    int batch, widths[MOST_WIDTHS];
    double allowed;
    if (sscanf(line, "train %255s %*s %127s %d %*d %*f %lf", text, optimizer, &batch, &allowed) ==
        4) {
      int layers = parse_widths(text, widths) - 1;
      int slots = !strncmp(optimizer, "adam", 4) ? 2 : !strncmp(optimizer, "momentum", 8);
      train(widths, layers, slots, batch, allowed);
    } else if (!strcmp(line, "cores\n")) {
      printf("ok one=%.4g two=%.4g pass=%.4g\n", machine_peak(1, 3) * 1e-9,
             machine_peak(2, 3) * 1e-9, pass_seconds());
    } else {
      printf("none\n");
    }
    fflush(stdout);
  }
  return 0;
}
