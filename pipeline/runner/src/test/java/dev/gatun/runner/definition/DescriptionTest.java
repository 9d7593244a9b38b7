package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.definition.Fakes.FakeLayer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptionTest {
  private static final String HERE = Components.origin(DescriptionTest.class);

  @Test
  void describeShowsAllKindsOfAName() {
    assertThat(Fakes.COMPONENTS.describe("confusion-matrix"))
        .extracting(Description::kind)
        .containsExactly("figure", "metric");
    assertThat(Fakes.COMPONENTS.describe("sgdd")).isEmpty();
  }

  @Test
  void aDescriptionSaysAllThereIs() {
    Description linear = Fakes.COMPONENTS.describe("linear").getFirst();
    assertThat(linear)
        .isEqualTo(
            new Description(
                "layer",
                "linear",
                "fully connected layer",
                "x·W + b",
                "",
                Fakes.Linear.class.getName(),
                HERE,
                List.of(
                    new Description.Setting(
                        "units",
                        "integer or auto",
                        false,
                        "auto",
                        "at least 1",
                        "outputs; auto: what the target needs"),
                    new Description.Setting(
                        "bias", "true or false", false, "true", "", "add a bias"),
                    new Description.Setting(
                        "initializer", "initializer", false, "he", "", "weight initializer")),
                "{type: linear, units: auto, bias: true, initializer: he}"));
    assertThat(linear.text())
        .isEqualTo(
            """
            layer linear: fully connected layer
              formula  x·W + b
              example  {type: linear, units: auto, bias: true, initializer: he}
              from     %s
              options
                units        integer or auto, at least 1, default auto  outputs; auto: what the target needs
                bias         true or false, default true                add a bias
                initializer  initializer, default he                    weight initializer
            """
                .formatted(HERE));
  }

  @Test
  void examplesDecode() {
    Decoder decoder = new Decoder(Fakes.COMPONENTS, Path.of(""));
    Fakes.COMPONENTS
        .all()
        .forEach((kind, descriptions) ->
            descriptions.forEach(description -> {
              if (kind.equals("layer") && !description.example().contains("faulty")) {
                decoder.component(description.example(), FakeLayer.class, "example");
              } else if (kind.equals("source")) {
                decoder.component(description.example(), Fakes.FakeSource.class, "example");
              } else if (kind.equals("transform")) {
                decoder.component(description.example(), Fakes.FakeTransform.class, "example");
              }
            }));
  }
}
