package dev.gatun.engine.java;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Splits large products among a few threads of the process; the bits are those of one thread.
///
/// One caller at a time has the threads; another that comes meanwhile computes alone.
final class GemmThreads {
  /// Multiply-adds below which waking a thread costs more than it saves.
  private static final long LARGE = 4_000_000;

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final List<GemmWorker> WORKERS = new ArrayList<>();

  private GemmThreads() {}

  static void multiply(Product product, int threads) {
    boolean large = (long) product.m * product.n * product.k >= LARGE;
    if (threads == 1 || !large || !LOCK.tryLock()) {
      VectorGemm.multiply(product, Buffers.ofThread());
      return;
    }
    try {
      split(product, threads);
    } finally {
      LOCK.unlock();
    }
  }

  private static void split(Product product, int threads) {
    while (WORKERS.size() < threads - 1) {
      WORKERS.add(new GemmWorker(WORKERS.size() + 1));
    }
    boolean byRows = product.m >= product.n;
    int extent = byRows ? product.m : product.n;
    int unit = byRows ? Tile8.ROWS : Packing.WIDTH;
    int share = Math.ceilDiv(Math.ceilDiv(extent, unit), threads) * unit;
    int others = Math.ceilDiv(extent, share) - 1;
    for (int i = 0; i < others; i++) {
      int from = (i + 1) * share;
      WORKERS.get(i).start(product, byRows, from, Math.min(share, extent - from));
    }
    Buffers buffers = Buffers.ofThread();
    buffers.part.setPart(product, byRows, 0, Math.min(share, extent));
    try {
      VectorGemm.multiply(buffers.part, buffers);
    } finally {
      // Even after a failure here: the workers must not write into memory that the caller may free.
      for (int i = 0; i < others; i++) {
        WORKERS.get(i).await();
      }
    }
  }
}
