package dev.gatun.kit.engine;

import java.util.List;

/// Calls of layer and batch normalization.
final class NormalizationSamples {
  private static final double EPSILON = 0x1p-16;

  private NormalizationSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("layerNorm", Group.NORMALIZATION, NormalizationSamples::layerNorm),
        new Operation(
            "layerNormGradient", Group.NORMALIZATION, NormalizationSamples::layerGradient),
        new Operation("channelMoments", Group.NORMALIZATION, NormalizationSamples::moments),
        new Operation("batchNorm", Group.NORMALIZATION, NormalizationSamples::batchNorm),
        new Operation(
            "batchNormGradient", Group.NORMALIZATION, NormalizationSamples::batchGradient));
  }

  /// Numbers around means other than 0, as cancellation wants.
  private static double[] shifted(Draw draw, int count, int channels) {
    double[] values = draw.numbers(count);
    double[] means = draw.numbers(Math.max(channels, 1));
    for (int i = 0; i < count; i++) {
      values[i] = (float) (values[i] + 8 * means[i % means.length]);
    }
    return values;
  }

  private static List<Sample> layerNorm(Draw draw, int rows, int columns) {
    return List.of(
        Sample.of(
                "layerNorm",
                EPSILON,
                Operand.in("x", shifted(draw, rows * columns, 1), rows, columns),
                Operand.in("gain", draw.numbers(columns), 1, columns),
                Operand.in("bias", draw.numbers(columns), 1, columns),
                Operand.out("y", rows, columns))
            .within(NormalizationBounds.layerNorm())
            .byRows("gain", "bias"));
  }

  private static List<Sample> layerGradient(Draw draw, int rows, int columns) {
    return List.of(
        Sample.of(
                "layerNormGradient",
                EPSILON,
                Operand.in("x", shifted(draw, rows * columns, 1), rows, columns),
                Operand.in("gain", draw.numbers(columns), 1, columns),
                Operand.in("dy", draw.numbers(rows * columns), rows, columns),
                Operand.out("dx", rows, columns),
                Operand.out("dgain", 1, columns),
                Operand.out("dbias", 1, columns))
            .within(NormalizationBounds.layerNormGradient()));
  }

  private static List<Sample> moments(Draw draw, int rows, int columns) {
    return List.of(moments(draw, rows, columns, 1), moments(draw, rows, columns, columns));
  }

  private static Sample moments(Draw draw, int rows, int channels, int spread) {
    int columns = channels * Math.min(spread, 7);
    Operand x = Operand.in("x", shifted(draw, rows * columns, channels), rows, columns);
    return Sample.of(
            "channelMoments",
            x.free(0),
            Operand.out("mean", 1, channels),
            Operand.out("variance", 1, channels))
        .within(NormalizationBounds.moments());
  }

  private static List<Sample> batchNorm(Draw draw, int rows, int columns) {
    return List.of(batchNorm(draw, rows, columns, 1), batchNorm(draw, rows, columns, 5));
  }

  private static Sample batchNorm(Draw draw, int rows, int channels, int spread) {
    int columns = channels * spread;
    return Sample.of(
            "batchNorm",
            EPSILON,
            Operand.in("x", draw.numbers(rows * columns), rows, columns),
            Operand.in("mean", draw.numbers(channels), 1, channels),
            Operand.in("variance", draw.positive(channels), 1, channels),
            Operand.in("gain", draw.numbers(channels), 1, channels),
            Operand.in("bias", draw.numbers(channels), 1, channels),
            Operand.out("y", rows, columns))
        .within(NormalizationBounds.batchNorm())
        .byRows("mean", "variance", "gain", "bias");
  }

  private static List<Sample> batchGradient(Draw draw, int rows, int columns) {
    return List.of(batchGradient(draw, rows, columns, 1), batchGradient(draw, rows, columns, 5));
  }

  private static Sample batchGradient(Draw draw, int rows, int channels, int spread) {
    int columns = channels * spread;
    double[] x = shifted(draw, rows * columns, channels);
    double[][] moments = Standardized.byChannels(x, columns, channels).moments();
    return Sample.of(
            "batchNormGradient",
            EPSILON,
            Operand.in("x", x, rows, columns),
            Operand.in("mean", moments[0], 1, channels),
            Operand.in("variance", moments[1], 1, channels),
            Operand.in("gain", draw.numbers(channels), 1, channels),
            Operand.in("dy", draw.numbers(rows * columns), rows, columns),
            Operand.out("dx", rows, columns),
            Operand.out("dgain", 1, channels),
            Operand.out("dbias", 1, channels))
        .within(NormalizationBounds.batchNormGradient());
  }
}
