package dev.gatun.engine;

import java.lang.foreign.ValueLayout;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// An engine, opened: kernels with every argument checked.
///
/// Each operation checks liveness, element types, shapes and overlap, and then calls the kernels. A
/// plan that repeats a call with tensors that were checked once may use [#kernels] directly.
/// Threads may share an engine.
public final class Engine implements Kernels {
  private final String id;
  private final Kernels kernels;
  private final Checks checks;
  private final ImageChecks imageChecks;
  private final NormalizationChecks normalizationChecks;
  private final LinearAlgebraChecks linearAlgebraChecks;
  private int threads = 1;

  /// Puts the checks in front of kernels.
  ///
  /// @param id the provider's
  /// @param kernels of that provider
  /// @throws EngineException if the kernels have a memory of their own and a fallback without
  public Engine(String id, Kernels kernels) {
    Memory memory = kernels.memory();
    if (!memory.equals(Memory.HOST) && !StagedKernels.serves(kernels.fallback(), memory)) {
      throw new EngineException(
          "engine '%s': its memory is not the host's, so its fallback must copy; give StagedKernels.over(fallback, memory) as its fallback"
              .formatted(id));
    }
    this.id = id;
    this.kernels = kernels;
    this.checks = new Checks(kernels.type());
    this.imageChecks = new ImageChecks(checks, memory.equals(Memory.HOST));
    this.normalizationChecks = new NormalizationChecks(checks);
    this.linearAlgebraChecks = new LinearAlgebraChecks(this, checks);
  }

  /// {@return the name definitions use}
  public String id() {
    return id;
  }

  /// {@return the same operations without checks: memory unsafe for arguments that were not checked
  /// before}
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public Kernels fallback() {
    return kernels.fallback();
  }

  @Override
  public ElementType type() {
    return kernels.type();
  }

  @Override
  public Memory memory() {
    return kernels.memory();
  }

  @Override
  public Map<String, String> description() {
    return kernels.description();
  }

  /// {@return how many threads one call may use}
  public int threads() {
    return threads;
  }

  @Override
  public void threads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads: must be at least 1, got " + count);
    }
    threads = count;
    kernels.threads(count);
  }

  /// {@return the operations these kernels provide themselves, sorted}
  public SortedSet<String> operations() {
    return operations(true);
  }

  /// {@return the operations that come from the fallback, sorted}
  public SortedSet<String> borrowedOperations() {
    return operations(false);
  }

  private SortedSet<String> operations(boolean own) {
    SortedSet<String> names = new TreeSet<>();
    for (Method operation : Kernels.class.getMethods()) {
      try {
        Class<?>[] parameters = operation.getParameterTypes();
        Method served = kernels.getClass().getMethod(operation.getName(), parameters);
        boolean computes = Arrays.asList(parameters).contains(Tensor.class);
        if (computes && own == (served.getDeclaringClass() != operation.getDeclaringClass())) {
          names.add(operation.getName());
        }
      } catch (NoSuchMethodException e) {
        throw new AssertionError("kernels lack an operation of their interface", e);
      }
    }
    return names;
  }

  /// Opens a workspace in this engine's memory.
  ///
  /// @param name appears in messages
  /// @return an open workspace, to be closed by the caller
  public Workspace workspace(String name) {
    return new Workspace(name, kernels.memory());
  }

  /// Copies numbers into a tensor, converting to its element type.
  ///
  /// @param values as many as the tensor has elements
  /// @param to overwritten; F32, F64 or I32, on this engine
  /// @throws ShapeMismatchException if the counts differ
  public void upload(double[] values, Tensor to) {
    checkTransfer("upload", values.length, to);
    Transfer.upload(values, to, kernels.memory());
  }

  /// Copies a tensor's numbers out.
  ///
  /// @param from any tensor of this engine; not modified
  /// @return its elements in row-major order, converted to double exactly
  public double[] download(Tensor from) {
    double[] values = new double[Math.toIntExact(from.size())];
    checkTransfer("download", values.length, from);
    Transfer.download(from, values, kernels.memory());
    return values;
  }

  private void checkTransfer(String operation, int count, Tensor tensor) {
    checks.alive(operation, tensor);
    if (count != tensor.size()) {
      throw new ShapeMismatchException(
          "%s: %d values for tensor %s of %d elements"
              .formatted(operation, count, tensor.shape(), tensor.size()));
    }
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    checks.numbers("gemm", a, b, c);
    int m = transposeA ? a.columns() : a.rows();
    int k = transposeA ? a.rows() : a.columns();
    int bRows = transposeB ? b.columns() : b.rows();
    int n = transposeB ? b.rows() : b.columns();
    if (k != bRows) {
      throw new ShapeMismatchException(
          "gemm: inner extents differ: op(a) is [%d, %d], op(b) is [%d, %d]"
              .formatted(m, k, bRows, n));
    }
    checks.sizes("gemm", "c", c, m, n);
    checks.apart("gemm", "a", a, "c", c);
    checks.apart("gemm", "b", b, "c", c);
    kernels.gemm(transposeA, transposeB, alpha, a, b, beta, c);
  }

  @Override
  public void weightGradient(Tensor x, Tensor dy, int from, double beta, Tensor dw) {
    checks.numbers("weightGradient", x, dy, dw);
    checks.apart("weightGradient", "x", x, "dw", dw);
    checks.apart("weightGradient", "dy", dy, "dw", dw);
    if (from < 0 || from > x.columns() - dw.rows()) {
      throw Checks.mismatch(
          "weightGradient", "no %d columns from %d".formatted(dw.rows(), from), "x", x, "dw", dw);
    }
    checks.sizes("weightGradient", "dy", dy, x.rows(), dw.columns());
    kernels.weightGradient(x, dy, from, beta, dw);
  }

  @Override
  public void fill(double value, Tensor y) {
    checks.numbers("fill", y);
    kernels.fill(value, y);
  }

  @Override
  public void copy(Tensor x, Tensor y) {
    checks.numbers("copy", x, y);
    checks.repeats("copy", "x", x, "y", y);
    checks.apart("copy", "x", x, "y", y);
    kernels.copy(x, y);
  }

  @Override
  public void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    checks.numbers("copyColumns", x, y);
    checks.apart("copyColumns", "x", x, "y", y);
    boolean inX = fromX >= 0 && count >= 0 && fromX <= x.columns() - count;
    boolean inY = fromY >= 0 && count >= 0 && fromY <= y.columns() - count;
    if (x.rows() != y.rows() || !inX || !inY) {
      throw Checks.mismatch(
          "copyColumns",
          "no block of %d columns from %d to %d".formatted(count, fromX, fromY),
          "x",
          x,
          "y",
          y);
    }
    kernels.copyColumns(x, fromX, y, fromY, count);
  }

  @Override
  public void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    checks.alive("gather", x);
    if (x.type() != ElementType.U8 && x.type() != ElementType.F32) {
      checks.ofType("gather", kernels.type(), x);
    }
    checks.ofType("gather", ElementType.I32, rows);
    checks.numbers("gather", scale, shift, y);
    if (x.columns() != y.columns()) {
      throw Checks.mismatch("gather", "columns differ", "x", x, "y", y);
    }
    checks.sizes("gather", "rows", rows, y.rows(), 1);
    checks.sizes("gather", "scale", scale, 1, scale.columns() == 1 ? 1 : y.columns());
    checks.same("gather", "scale", scale, "shift", shift);
    checks.apart("gather", "x", x, "y", y);
    checks.apart("gather", "rows", rows, "y", y);
    checks.apart("gather", "scale", scale, "y", y);
    checks.apart("gather", "shift", shift, "y", y);
    checkRowNumbers(x, rows);
    kernels.gather(x, rows, scale, shift, y);
  }

  private void checkRowNumbers(Tensor x, Tensor rows) {
    if (!memory().equals(Memory.HOST)) {
      return; // the plan, which wrote them, has checked them
    }
    for (int i = 0; i < rows.rows(); i++) {
      int row = rows.segment().getAtIndex(ValueLayout.JAVA_INT, i);
      if (row < 0 || row >= x.rows()) {
        throw new IllegalArgumentException(
            "gather: rows must be in [0, %d), got %d".formatted(x.rows(), row));
      }
    }
  }

  @Override
  public void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    checks.numbers("unary", x, y);
    checks.same("unary", "x", x, "y", y);
    checks.inPlaceOrApart("unary", "x", x, "y", y);
    kernels.unary(f, p, q, x, y);
  }

  @Override
  public void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    checks.numbers("unaryGradient", x, y, dy, dx);
    checks.same("unaryGradient", "x", x, "y", y);
    checks.same("unaryGradient", "y", y, "dy", dy);
    checks.same("unaryGradient", "dy", dy, "dx", dx);
    checks.apart("unaryGradient", "x", x, "dx", dx);
    checks.apart("unaryGradient", "y", y, "dx", dx);
    checks.inPlaceOrApart("unaryGradient", "dy", dy, "dx", dx);
    kernels.unaryGradient(f, p, q, x, y, dy, dx);
  }

  @Override
  public void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    checks.numbers("binary", a, b, y);
    checks.repeats("binary", "a", a, "y", y);
    checks.repeats("binary", "b", b, "y", y);
    checks.inPlaceOrApart("binary", "a", a, "y", y);
    checks.inPlaceOrApart("binary", "b", b, "y", y);
    kernels.binary(f, a, b, y);
  }

  @Override
  public void axpby(double alpha, Tensor x, double beta, Tensor y) {
    checks.numbers("axpby", x, y);
    checks.same("axpby", "x", x, "y", y);
    checks.apart("axpby", "x", x, "y", y);
    kernels.axpby(alpha, x, beta, y);
  }

  @Override
  public void reduce(Reduction f, Tensor x, Tensor y) {
    checks.numbers("reduce", x, y);
    checks.repeats("reduce", "y", y, "x", x);
    checks.apart("reduce", "x", x, "y", y);
    kernels.reduce(f, x, y);
  }

  @Override
  public void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    checkFusable("biasActivation", f);
    checks.numbers("biasActivation", x, bias, y);
    checks.sizes("biasActivation", "bias", bias, 1, x.columns());
    checks.same("biasActivation", "x", x, "y", y);
    checks.inPlaceOrApart("biasActivation", "x", x, "y", y);
    checks.apart("biasActivation", "bias", bias, "y", y);
    kernels.biasActivation(f, p, q, x, bias, y);
  }

  @Override
  public void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    checkFusable("biasActivationGradient", f);
    checks.numbers("biasActivationGradient", y, dy, dx, dbias);
    checks.same("biasActivationGradient", "y", y, "dy", dy);
    checks.same("biasActivationGradient", "dy", dy, "dx", dx);
    checks.sizes("biasActivationGradient", "dbias", dbias, 1, y.columns());
    checks.apart("biasActivationGradient", "y", y, "dx", dx);
    checks.inPlaceOrApart("biasActivationGradient", "dy", dy, "dx", dx);
    checks.apart("biasActivationGradient", "y", y, "dbias", dbias);
    checks.apart("biasActivationGradient", "dy", dy, "dbias", dbias);
    checks.apart("biasActivationGradient", "dx", dx, "dbias", dbias);
    kernels.biasActivationGradient(f, p, q, y, dy, dx, dbias);
  }

  private static void checkFusable(String operation, Unary f) {
    if (!f.gradientFromOutput()) {
      throw new IllegalArgumentException(
          "%s: the gradient of %s does not follow from its output; use unary"
              .formatted(operation, f));
    }
  }

  @Override
  public void softmax(Tensor x, Tensor y) {
    checkRowwise("softmax", x, y);
    kernels.softmax(x, y);
  }

  @Override
  public void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    checkRowwiseGradient("softmaxGradient", y, dy, dx);
    kernels.softmaxGradient(y, dy, dx);
  }

  @Override
  public void logSoftmax(Tensor x, Tensor y) {
    checkRowwise("logSoftmax", x, y);
    kernels.logSoftmax(x, y);
  }

  @Override
  public void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    checkRowwiseGradient("logSoftmaxGradient", y, dy, dx);
    kernels.logSoftmaxGradient(y, dy, dx);
  }

  private void checkRowwise(String operation, Tensor x, Tensor y) {
    checks.numbers(operation, x, y);
    checks.same(operation, "x", x, "y", y);
    checks.inPlaceOrApart(operation, "x", x, "y", y);
  }

  private void checkRowwiseGradient(String operation, Tensor y, Tensor dy, Tensor dx) {
    checks.numbers(operation, y, dy, dx);
    checks.same(operation, "y", y, "dy", dy);
    checks.same(operation, "dy", dy, "dx", dx);
    checks.apart(operation, "y", y, "dx", dx);
    checks.inPlaceOrApart(operation, "dy", dy, "dx", dx);
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    checks.ofType("softmaxCrossEntropy", ElementType.I32, labels);
    checks.sizes("softmaxCrossEntropy", "labels", labels, x.rows(), 1);
    checkLosses("softmaxCrossEntropy", x, "labels", labels, seeds, losses, dx);
    kernels.softmaxCrossEntropy(x, labels, seeds, losses, dx);
  }

  @Override
  public void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    checks.numbers("squaredDistance", y);
    checks.same("squaredDistance", "x", x, "y", y);
    checkLosses("squaredDistance", x, "y", y, seeds, losses, dx);
    kernels.squaredDistance(x, y, seeds, losses, dx);
  }

  private void checkLosses(
      String operation,
      Tensor x,
      String name,
      Tensor target,
      Tensor seeds,
      Tensor losses,
      @Nullable Tensor dx) {
    checks.numbers(operation, x, seeds, losses);
    checks.sizes(operation, "seeds", seeds, x.rows(), 1);
    checks.sizes(operation, "losses", losses, x.rows(), 1);
    checks.apart(operation, "x", x, "losses", losses);
    checks.apart(operation, name, target, "losses", losses);
    checks.apart(operation, "seeds", seeds, "losses", losses);
    if (dx != null) {
      checks.numbers(operation, dx);
      checks.same(operation, "x", x, "dx", dx);
      checks.apart(operation, "x", x, "dx", dx);
      checks.apart(operation, name, target, "dx", dx);
      checks.apart(operation, "seeds", seeds, "dx", dx);
      checks.apart(operation, "losses", losses, "dx", dx);
    }
  }

  @Override
  public void random(long key, long stream, Tensor ids, Tensor y) {
    checks.ofType("random", ElementType.I32, ids);
    checks.numbers("random", y);
    checks.sizes("random", "ids", ids, y.rows(), 1);
    checks.apart("random", "ids", ids, "y", y);
    kernels.random(key, stream, ids, y);
  }

  @Override
  public void sgd(
      double rate,
      double momentum,
      double decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    checkUpdate("sgd", gradients, parameters);
    if (velocity != null) {
      checkSlot("sgd", "velocity", velocity, gradients, parameters);
    } else if (momentum != 0) {
      throw new IllegalArgumentException(
          "sgd: momentum " + momentum + " needs a velocity, got none");
    }
    kernels.sgd(rate, momentum, decay, nesterov, gradients, velocity, parameters);
  }

  @Override
  public void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      boolean decoupled,
      long step,
      Tensor[] gradients,
      Tensor mean,
      Tensor variance,
      Tensor parameters) {
    checkUpdate("adam", gradients, parameters);
    checkSlot("adam", "mean", mean, gradients, parameters);
    checkSlot("adam", "variance", variance, gradients, parameters);
    checks.apart("adam", "mean", mean, "variance", variance);
    if (step < 1) {
      throw new IllegalArgumentException("adam: step must be at least 1, got " + step);
    }
    kernels.adam(
        rate, beta1, beta2, epsilon, decay, decoupled, step, gradients, mean, variance, parameters);
  }

  private void checkUpdate(String operation, Tensor[] gradients, Tensor parameters) {
    checks.numbers(operation, parameters);
    if (gradients.length == 0) {
      throw new IllegalArgumentException(operation + ": needs at least one gradient, got none");
    }
    for (Tensor gradient : gradients) {
      checks.numbers(operation, gradient);
      checks.same(operation, "gradient", gradient, "parameters", parameters);
      checks.apart(operation, "gradient", gradient, "parameters", parameters);
    }
  }

  private void checkSlot(
      String operation, String name, Tensor slot, Tensor[] gradients, Tensor parameters) {
    checks.numbers(operation, slot);
    checks.same(operation, name, slot, "parameters", parameters);
    checks.apart(operation, name, slot, "parameters", parameters);
    for (Tensor gradient : gradients) {
      checks.apart(operation, "gradient", gradient, name, slot);
    }
  }

  @Override
  public void convolution(Window window, Tensor x, Tensor weight, @Nullable Tensor bias, Tensor y) {
    imageChecks.convolution(window, x, weight, bias, y);
    kernels.convolution(window, x, weight, bias, y);
  }

  @Override
  public void convolutionInputGradient(Window window, Tensor dy, Tensor weight, Tensor dx) {
    imageChecks.inputGradient(window, dy, weight, dx);
    kernels.convolutionInputGradient(window, dy, weight, dx);
  }

  @Override
  public void convolutionParameterGradient(
      Window window, Tensor x, Tensor dy, Tensor dweight, @Nullable Tensor dbias) {
    imageChecks.parameterGradient(window, x, dy, dweight, dbias);
    kernels.convolutionParameterGradient(window, x, dy, dweight, dbias);
  }

  @Override
  public void maxPool(Window window, Tensor x, Tensor y, Tensor indices) {
    imageChecks.maxPool(window, x, y, indices);
    kernels.maxPool(window, x, y, indices);
  }

  @Override
  public void maxPoolGradient(Tensor dy, Tensor indices, Tensor dx) {
    imageChecks.maxPoolGradient(dy, indices, dx);
    kernels.maxPoolGradient(dy, indices, dx);
  }

  @Override
  public void averagePool(Window window, boolean countPadding, Tensor x, Tensor y) {
    imageChecks.averagePool(window, x, y);
    kernels.averagePool(window, countPadding, x, y);
  }

  @Override
  public void averagePoolGradient(Window window, boolean countPadding, Tensor dy, Tensor dx) {
    imageChecks.averagePoolGradient(window, dy, dx);
    kernels.averagePoolGradient(window, countPadding, dy, dx);
  }

  @Override
  public void gatherColumns(Tensor x, Tensor indices, Tensor y) {
    imageChecks.gatherColumns("gatherColumns", x, indices, y, false);
    kernels.gatherColumns(x, indices, y);
  }

  @Override
  public void gatherColumnsGradient(Tensor dy, Tensor indices, Tensor dx) {
    imageChecks.gatherColumns("gatherColumnsGradient", dx, indices, dy, true);
    kernels.gatherColumnsGradient(dy, indices, dx);
  }

  @Override
  public void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    normalizationChecks.layerNorm(epsilon, x, gain, bias, y);
    kernels.layerNorm(epsilon, x, gain, bias, y);
  }

  @Override
  public void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    normalizationChecks.layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
    kernels.layerNormGradient(epsilon, x, gain, dy, dx, dgain, dbias);
  }

  @Override
  public void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    normalizationChecks.moments(x, mean, variance);
    kernels.channelMoments(x, mean, variance);
  }

  @Override
  public void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    normalizationChecks.batchNorm(epsilon, x, mean, variance, gain, bias, y);
    kernels.batchNorm(epsilon, x, mean, variance, gain, bias, y);
  }

  @Override
  public void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    normalizationChecks.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
    kernels.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
  }

  @Override
  public void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    linearAlgebraChecks.svd(a, u, s, vt);
    kernels.svd(a, u, s, vt);
  }

  @Override
  public int leastSquares(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    linearAlgebraChecks.leastSquares(a, b, x, s);
    return kernels.leastSquares(a, b, cutoff, x, s);
  }

  /// Computes the factor.
  ///
  /// @return 0
  /// @throws ArithmeticException if `a` is not positive definite
  @Override
  public int cholesky(Tensor a, Tensor l) {
    linearAlgebraChecks.cholesky(a, l);
    int order = kernels.cholesky(a, l);
    if (order != 0) {
      throw new ArithmeticException(
          "cholesky: a %s must be positive definite, its leading minor of order %d is not; add to its diagonal, or use leastSquares"
              .formatted(a.shape(), order));
    }
    return 0;
  }

  @Override
  public void choleskySolve(Tensor l, Tensor b, Tensor x) {
    linearAlgebraChecks.choleskySolve(l, b, x);
    kernels.choleskySolve(l, b, x);
  }

  @Override
  public void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    linearAlgebraChecks.symmetricEigen(a, values, vectors);
    kernels.symmetricEigen(a, values, vectors);
  }

  @Override
  public void qr(Tensor a, Tensor q, Tensor r) {
    linearAlgebraChecks.qr(a, q, r);
    kernels.qr(a, q, r);
  }
}
