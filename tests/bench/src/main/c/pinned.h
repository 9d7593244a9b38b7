/* Threads with a processor each: the system is slow to move one of two that share one. Needs
 * _GNU_SOURCE. */
#ifndef GATUN_PINNED_H
#define GATUN_PINNED_H

#include <pthread.h>
#include <sched.h>

/* Keeps this thread on the processor of that number among those it may use, and returns what those
 * are. Where there are fewer, it stays free. */
static inline cpu_set_t pin(int number) {
  cpu_set_t allowed, one;
  CPU_ZERO(&one);
  pthread_getaffinity_np(pthread_self(), sizeof allowed, &allowed);
  for (int c = 0; c < CPU_SETSIZE; c++) {
    if (CPU_ISSET(c, &allowed) && number-- == 0) {
      CPU_SET(c, &one);
      pthread_setaffinity_np(pthread_self(), sizeof one, &one);
    }
  }
  return allowed;
}

static inline void unpin(cpu_set_t allowed) {
  pthread_setaffinity_np(pthread_self(), sizeof allowed, &allowed);
}

#endif
