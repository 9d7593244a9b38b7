package dev.gatun.engine;

/// The checks in front of [NormalizationKernels].
final class NormalizationChecks {
  private final Checks checks;

  NormalizationChecks(Checks checks) {
    this.checks = checks;
  }

  void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    String operation = "layerNorm";
    epsilon(operation, epsilon);
    checks.numbers(operation, x, gain, bias, y);
    checks.sizes(operation, "gain", gain, 1, x.columns());
    checks.sizes(operation, "bias", bias, 1, x.columns());
    checks.same(operation, "x", x, "y", y);
    checks.apart(operation, "x", x, "y", y);
    checks.apart(operation, "gain", gain, "y", y);
    checks.apart(operation, "bias", bias, "y", y);
  }

  void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    String operation = "layerNormGradient";
    epsilon(operation, epsilon);
    checks.sizes(operation, "gain", gain, 1, x.columns());
    gradients(operation, x, gain, dy, dx, dgain, dbias);
  }

  void moments(Tensor x, Tensor mean, Tensor variance) {
    String operation = "channelMoments";
    checks.numbers(operation, x, mean, variance);
    channels(operation, x, "mean", mean);
    checks.same(operation, "mean", mean, "variance", variance);
    checks.apart(operation, "x", x, "mean", mean);
    checks.apart(operation, "x", x, "variance", variance);
    checks.apart(operation, "mean", mean, "variance", variance);
  }

  void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    String operation = "batchNorm";
    scaling(operation, epsilon, x, mean, variance, gain);
    checks.numbers(operation, bias, y);
    checks.same(operation, "gain", gain, "bias", bias);
    checks.same(operation, "x", x, "y", y);
    checks.apart(operation, "x", x, "y", y);
    checks.apart(operation, "mean", mean, "y", y);
    checks.apart(operation, "variance", variance, "y", y);
    checks.apart(operation, "gain", gain, "y", y);
    checks.apart(operation, "bias", bias, "y", y);
  }

  void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    String operation = "batchNormGradient";
    scaling(operation, epsilon, x, mean, variance, gain);
    gradients(operation, x, gain, dy, dx, dgain, dbias);
    outputs(operation, "mean", mean, dx, dgain, dbias);
    outputs(operation, "variance", variance, dx, dgain, dbias);
  }

  private void scaling(
      String operation, double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain) {
    epsilon(operation, epsilon);
    checks.numbers(operation, x, mean, variance, gain);
    channels(operation, x, "mean", mean);
    checks.same(operation, "mean", mean, "variance", variance);
    checks.same(operation, "mean", mean, "gain", gain);
  }

  private void gradients(
      String operation, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    checks.numbers(operation, x, gain, dy, dx);
    checks.numbers(operation, dgain, dbias);
    checks.same(operation, "x", x, "dy", dy);
    checks.same(operation, "dy", dy, "dx", dx);
    checks.same(operation, "gain", gain, "dgain", dgain);
    checks.same(operation, "gain", gain, "dbias", dbias);
    outputs(operation, "x", x, dx, dgain, dbias);
    outputs(operation, "gain", gain, dx, dgain, dbias);
    outputs(operation, "dy", dy, dx, dgain, dbias);
    checks.apart(operation, "dx", dx, "dgain", dgain);
    checks.apart(operation, "dx", dx, "dbias", dbias);
    checks.apart(operation, "dgain", dgain, "dbias", dbias);
  }

  private void outputs(
      String operation, String name, Tensor input, Tensor dx, Tensor dgain, Tensor dbias) {
    checks.apart(operation, name, input, "dx", dx);
    checks.apart(operation, name, input, "dgain", dgain);
    checks.apart(operation, name, input, "dbias", dbias);
  }

  private static void channels(String operation, Tensor x, String name, Tensor tensor) {
    int channels = tensor.columns();
    if (tensor.rows() != 1 || (channels == 0 ? x.columns() != 0 : x.columns() % channels != 0)) {
      throw Checks.mismatch(
          operation, name + " must be [1, c], c dividing the columns of x", name, tensor, "x", x);
    }
  }

  private static void epsilon(String operation, double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(operation + ": epsilon must be above 0, got " + epsilon);
    }
  }
}
