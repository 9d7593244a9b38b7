package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small network of convolutions with states, from definition to evaluation.
final class ConvolutionRunTest {
  private static final String DEFINITION =
      """
      name: small
      seed: 7
      collect:
        source: {type: synthetic-digits, examples: 1500, test-examples: 300}
        transforms: [{type: scale, to: [0, 1]}]
      model:
        type: sequential
        layers:
          - {id: first, type: convolution, channels: 6, kernel: 5, stride: 2, padding: 2, bias: false}
          - {id: norm, type: batch-norm}
          - relu
          - {type: residual, branch: [{type: convolution, channels: 6, padding: same}, batch-norm, relu]}
          - max-pool
          - {type: linear, units: auto}
      loss: cross-entropy
      train:
        epochs: 3
        batch-size: 32
        optimizer: {type: adam, learning-rate: 0.01}
      evaluate:
        metrics: [accuracy]
      """;

  @TempDir private Path folder;

  @Test
  void learnsAndKeepsItsStates() throws IOException {
    Path definition = Files.writeString(folder.resolve("small.yaml"), DEFINITION);
    Path run = folder.resolve("run");
    Map<String, @Nullable Object> trained =
        gatun("run", definition.toString(), "--threads", "2", "--json", "--out", run.toString())
            .done();
    assertThat(number(trained, "test", "accuracy")).isGreaterThan(0.75);
    assertThat(Files.readString(run.resolve("model.safetensors"), StandardCharsets.ISO_8859_1))
        .contains("\"norm.mean\"", "\"norm.variance\"", "\"norm.gain\"")
        .contains("\"residual.batch-norm.variance\"");
    assertThat(Files.readString(run.resolve("provenance.json"))).contains("\"train.parallel\"");
    Map<String, @Nullable Object> evaluated = gatun("evaluate", run.toString(), "--json").done();
    assertThat(evaluated.get("test")).isEqualTo(trained.get("test"));
  }

  @Test
  void flatInputsOfAConvolutionAreAnErrorOfTheDefinition() throws IOException {
    String flat = DEFINITION.replace("layers:\n", "layers:\n    - flatten\n");
    Path definition = Files.writeString(folder.resolve("flat.yaml"), flat);
    Command result = gatun("run", definition.toString(), "--out", folder.resolve("x").toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("model.layers[1]: needs images [n, channels, height, width], got [n, 784]")
        .contains("reshape");
  }
}
