package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.ffi.BlasLibrary;
import dev.gatun.ffi.openblas.Cblas;
import java.util.ArrayList;
import java.util.List;

/// What a training step cannot beat: its matrix products alone, by raw calls of the library, each
/// in the faster of two ways: two workers with one thread on half of the batch each, or the
/// library's own two threads.
final class ProductLimit implements AutoCloseable {
  private static final long LEAST_NANOS = 100_000_000;

  private final Workspace workspace = Workspace.open("limit");

  ProductLimit() {
    if (!(BlasLibrary.load() instanceof BlasLibrary.Loaded)) {
      throw new IllegalStateException("the limit needs OpenBLAS: " + BlasLibrary.load());
    }
  }

  /// One product of a step: `c = op(a)·op(b)`, whose batch extent is among m and k.
  private record Product(Tensor a, Tensor b, Tensor c, boolean transposeA, boolean transposeB) {
    void run() {
      Cblas.cblas_sgemm(
          Cblas.CblasRowMajor(),
          transposeA ? Cblas.CblasTrans() : Cblas.CblasNoTrans(),
          transposeB ? Cblas.CblasTrans() : Cblas.CblasNoTrans(),
          c.rows(),
          c.columns(),
          transposeA ? a.rows() : a.columns(),
          1f,
          a.segment(),
          a.columns(),
          b.segment(),
          b.columns(),
          0f,
          c.segment(),
          c.columns());
    }
  }

  /// {@return seconds for the products of one step of a network of linear layers}
  ///
  /// @param widths of the layers, the inputs first
  /// @param batch examples in a step
  double seconds(int[] widths, int batch) {
    List<Product> whole = products(widths, batch);
    List<Product> left = products(widths, batch / 2);
    List<Product> right = products(widths, batch - batch / 2);
    double sum = 0;
    for (int i = 0; i < whole.size(); i++) {
      int index = i;
      Cblas.openblas_set_num_threads(2);
      double threads = time(() -> whole.get(index).run());
      Cblas.openblas_set_num_threads(1);
      double workers =
          Math.max(
              together(left.get(index), right.get(index)),
              together(right.get(index), left.get(index)));
      sum += Math.min(threads, workers);
    }
    return sum;
  }

  private List<Product> products(int[] widths, int batch) {
    List<Product> products = new ArrayList<>();
    for (int i = 0; i + 1 < widths.length; i++) {
      Tensor x = tensor(batch, widths[i]);
      Tensor w = tensor(widths[i], widths[i + 1]);
      Tensor y = tensor(batch, widths[i + 1]);
      products.add(new Product(x, w, y, false, false));
      products.add(new Product(x, y, tensor(widths[i], widths[i + 1]), true, false));
      if (i > 0) {
        products.add(new Product(y, w, tensor(batch, widths[i]), false, true));
      }
    }
    return products;
  }

  private Tensor tensor(int rows, int columns) {
    return workspace.allocate(ElementType.F32, Shape.of(rows, columns));
  }

  /// The time of one product while another runs beside it.
  private static double together(Product mine, Product other) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                other.run();
              }
            });
    double seconds = time(mine::run);
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return seconds;
  }

  private static double time(Runnable work) {
    work.run();
    double best = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + LEAST_NANOS;
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        work.run();
      }
      best = Math.min(best, (System.nanoTime() - begin) / 10e9);
    }
    return best;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
