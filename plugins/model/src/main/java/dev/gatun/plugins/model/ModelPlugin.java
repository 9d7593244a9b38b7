package dev.gatun.plugins.model;

import dev.gatun.api.Plugin;
import java.util.List;
import java.util.stream.Stream;

/// Offers the built-in layers, activations and initializers.
public final class ModelPlugin implements Plugin {
  private static final List<Class<? extends Record>> LAYERS =
      List.of(
          Sequential.class,
          Residual.class,
          Linear.class,
          Dropout.class,
          BatchNorm.class,
          LayerNorm.class,
          Flatten.class,
          Reshape.class);

  private static final List<Class<? extends Record>> IMAGE_LAYERS =
      List.of(
          Convolution.class,
          TransposedConvolution.class,
          MaxPool.class,
          AveragePool.class,
          AdaptiveMaxPool.class,
          AdaptiveAveragePool.class,
          Upsample.class,
          Pad.class);

  private static final List<Class<? extends Record>> ACTIVATIONS =
      List.of(
          Relu.class,
          LeakyRelu.class,
          Prelu.class,
          Rrelu.class,
          Relu6.class,
          Elu.class,
          Selu.class,
          Celu.class,
          Gelu.class,
          Silu.class,
          Mish.class,
          Softplus.class,
          Sigmoid.class,
          Hardsigmoid.class,
          Hardswish.class,
          LogSigmoid.class,
          Tanh.class,
          Hardtanh.class,
          Softsign.class,
          Tanhshrink.class,
          Softshrink.class,
          Hardshrink.class,
          Step.class,
          Softmax.class,
          LogSoftmax.class,
          Glu.class,
          Maxout.class);

  private static final List<Class<? extends Record>> INITIALIZERS =
      List.of(
          TorchDefault.class,
          He.class,
          Xavier.class,
          Orthogonal.class,
          Normal.class,
          Uniform.class,
          Constant.class,
          Zeros.class);

  /// Makes the plugin.
  public ModelPlugin() {}

  @Override
  public List<Class<? extends Record>> components() {
    return Stream.of(LAYERS, IMAGE_LAYERS, ACTIVATIONS, INITIALIZERS)
        .<Class<? extends Record>>flatMap(List::stream)
        .toList();
  }
}
