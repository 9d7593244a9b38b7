#define _GNU_SOURCE
#include "workers.h"

#include "pinned.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112, MOST_SAMPLES = 256 };

static const double SAMPLE_SECONDS = 0.004;

sgemm *library;

static void multiply(const struct product *p) {
  library(ROW_MAJOR, p->transpose_a ? TRANSPOSED : PLAIN, p->transpose_b ? TRANSPOSED : PLAIN, p->m,
          p->n, p->k, 1.0f, p->a, p->transpose_a ? p->m : p->k, p->b,
          p->transpose_b ? p->k : p->n, 0.0f, p->c, p->n);
  BARRIER();
}

static void copy(const struct copy *work) {
  for (int64_t i = 0; i < work->count; i++) {
    work->to[i] = work->from[i];
  }
  BARRIER();
}

static void *work(void *argument) {
  struct job *job = argument;
  cpu_set_t allowed = pin(job->worker);
  atomic_fetch_sub(job->waiting, 1);
  while (atomic_load(job->waiting) > 0) {
  }
  job->begin = seconds();
  for (int64_t i = 0; i < job->repeats; i++) {
    if (job->product) {
      multiply(job->product);
    } else {
      copy(&job->copy);
    }
  }
  job->end = seconds();
  unpin(allowed);
  return 0;
}

_Noreturn void fail(const char *reason) {
  printf("error %s\n", reason);
  exit(1);
}

/* Seconds of one repetition, from the first worker's start to the last one's end. */
static double together(struct job jobs[WORKERS], int64_t repeats) {
  atomic_int waiting = WORKERS;
  pthread_t others[WORKERS];
  for (int w = 0; w < WORKERS; w++) {
    jobs[w].worker = w;
    jobs[w].repeats = repeats;
    jobs[w].waiting = &waiting;
    if (w > 0 && pthread_create(&others[w], 0, work, &jobs[w])) {
      fail("no thread could be started");
    }
  }
  work(&jobs[0]);
  double begin = jobs[0].begin, end = jobs[0].end;
  for (int w = 1; w < WORKERS; w++) {
    pthread_join(others[w], 0);
    begin = jobs[w].begin < begin ? jobs[w].begin : begin;
    end = jobs[w].end > end ? jobs[w].end : end;
  }
  return (end - begin) / (double)repeats;
}

static double alone(const struct product *product, int64_t repeats) {
  double begin = seconds();
  for (int64_t i = 0; i < repeats; i++) {
    multiply(product);
  }
  return (seconds() - begin) / (double)repeats;
}

static int ascending(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

double median_seconds(struct job jobs[WORKERS], const struct product *product, double allowed) {
  double samples[MOST_SAMPLES];
  int count = 0;
  double one = jobs ? together(jobs, 1) : alone(product, 1);
  one = jobs ? together(jobs, 3) : alone(product, 3);
  int64_t repeats = one < SAMPLE_SECONDS ? (int64_t)(SAMPLE_SECONDS / one) + 1 : 1;
  double begin = seconds();
  do {
    samples[count++] = jobs ? together(jobs, repeats) : alone(product, repeats);
  } while (count < MOST_SAMPLES && (count < 3 || seconds() - begin < allowed));
  qsort(samples, (size_t)count, sizeof(double), ascending);
  return samples[count / 2];
}
