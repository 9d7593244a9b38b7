package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.engine.Shape;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What activations give for −2, −3/8, 1/4 and 5/2 in evaluation: figures of PyTorch 1.13, but for
/// those it does not have.
final class ActivationsTest {
  private static final Decoder DECODER =
      new Decoder(Components.load(ActivationsTest.class.getClassLoader()), Path.of(""));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          elu | -0.8646647167633873, -0.31271072120902776, 0.25, 2.5
          selu | -1.5201664685956948, -0.5497765128334995, 0.2626752468388701, 2.626752468388701
          celu, alpha: 2 | -1.2642411176571153, -0.34194176363919926, 0.25, 2.5
          silu | -0.2384058440442351, -0.15275002501722384, 0.14054412522144952, 2.3103545499468914
          mish | -0.2525014826957089, -0.18004010884183475, 0.1695724096638176, 2.471392304557881
          softplus | 0.1269280110429725, 0.52312326413984, 0.8259394198788436, 2.5788897342925496
          softplus, beta: 2, threshold: 1 | 0.009074963958904869, 0.19343550305744997, 0.48703849209005334, 2.5
          gelu | -0.04550026389635842, -0.13268633749772857, 0.14967658142073093, 2.4844758366855597
          gelu, approximation: tanh | -0.04540230591222494, -0.13269223310848838, 0.149675350701685, 2.484915733910001
          hardtanh | -1, -0.375, 0.25, 1
          hardsigmoid | 0.16666666666666666, 0.4375, 0.5416666666666666, 0.9166666666666666
          hardswish | -0.3333333333333333, -0.1640625, 0.13541666666666666, 2.2916666666666665
          softsign | -0.6666666666666666, -0.2727272727272727, 0.2, 0.7142857142857143
          tanhshrink | -1.035972419924183, -0.01664260164921405, 0.005081337596290869, 1.5133857018485697
          softshrink | -1.5, 0, 0, 2
          hardshrink | -2, 0, 0, 2.5
          log-sigmoid | -2.1269280110429727, -0.8981232641398401, -0.5759394198788436, -0.07888973429254963
          glu | -1.1243530017715961, -0.3465531824920337
          rrelu | -0.4583333333333333, -0.0859375, 0.25, 2.5
          prelu | -0.5, -0.09375, 0.25, 2.5
          leaky-relu | -0.02, -0.00375, 0.25, 2.5
          relu6 | 0, 0, 0.25, 2.5
          softmax | 0.009471196021986279, 0.048098702182919374, 0.08986020591097553, 0.8525698958841188
          log-softmax | -4.6595000838785205, -3.0345000838785205, -2.4095000838785205, -0.15950008387852044
          step | 0, 0, 1, 1
          maxout | 0.25, 2.5
          """)
  void give(String component, String expected) {
    Layer layer = DECODER.component("{type: " + component + "}", Layer.class, "test");
    double[] numbers =
        Arrays.stream(expected.split(", ")).mapToDouble(Double::parseDouble).toArray();
    try (LayerTrial forward = new LayerTrial(Shape.of(1, 4), -2, -0.375, 0.25, 2.5)) {
      assertThat(forward.of(layer)).containsExactly(numbers, within(1e-14));
    }
  }
}
