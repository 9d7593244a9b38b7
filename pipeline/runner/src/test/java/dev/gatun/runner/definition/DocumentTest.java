package dev.gatun.runner.definition;

import static dev.gatun.runner.definition.Fakes.MNIST;
import static dev.gatun.runner.definition.Fakes.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Named;
import dev.gatun.runner.definition.Fakes.Adam;
import dev.gatun.runner.definition.Fakes.Definition;
import dev.gatun.runner.definition.Fakes.Focal;
import dev.gatun.runner.definition.Fakes.He;
import dev.gatun.runner.definition.Fakes.Idx;
import dev.gatun.runner.definition.Fakes.Linear;
import dev.gatun.runner.definition.Fakes.Relu;
import dev.gatun.runner.definition.Fakes.Sequential;
import dev.gatun.runner.definition.Fakes.Sgd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
  private static final String SMALL =
      """
      name: small
      collect: {source: {type: idx, path: x}}
      model: {type: sequential, layers: [relu, relu, {id: hidden, type: linear}]}
      loss: focal
      """;

  private static List<Named<Fakes.FakeLayer>> layers(Definition definition) {
    return ((Sequential) definition.model()).layers();
  }

  private static Definition set(String... assignments) {
    return Fakes.decode(SMALL, assignments).value();
  }

  private static Definition overlaid(String base, String... overlays) {
    Document document = YamlReader.read(base, "mnist.yaml");
    for (String overlay : overlays) {
      document = document.overlay(YamlReader.read(overlay, "over.yaml"));
    }
    return Fakes.decode(document.resolve(Fakes::environment)).value();
  }

  @Test
  void setReplacesAValueTheLastWinning() {
    assertThat(Fakes.decode(MNIST, "seed=1", "seed=2").value().seed()).isEqualTo(2);
    assertThat(
            Fakes.decode(MNIST, "train.optimizer.learning-rate=0.25").value().train().optimizer())
        .isEqualTo(new Sgd(0.25, 0.9f, Fakes.Direction.FORWARD));
    assertThat(Fakes.decode(MNIST, "evaluate.require=[]").value().evaluate().require()).isEmpty();
  }

  @Test
  void setFindsListItemsByIndexAndIdGivenOrDefault() {
    assertThat(layers(set("model.layers.hidden.units=256")).get(2).component())
        .isEqualTo(new Linear(256, true, new He()));
    assertThat(layers(set("model.layers.2.units=256")).get(2).component())
        .isEqualTo(new Linear(256, true, new He()));
    assertThat(layers(set("model.layers[2].units=256")).get(2).component())
        .isEqualTo(new Linear(256, true, new He()));
    assertThat(layers(set("model.layers.relu-2={type: dropout, rate: 0.5}")).get(1).component())
        .isEqualTo(new Fakes.Dropout(0.5f));
    assertThat(layers(set("model.layers.relu.weight=3")).getFirst())
        .isEqualTo(new Named<>("relu", 3, new Relu()));
  }

  @Test
  void setReachesIntoWhatIsLeftOutOrABareName() {
    assertThat(set("train.optimizer.momentum=0.5").train().optimizer())
        .isEqualTo(new Sgd(0.05, 0.5f, Fakes.Direction.FORWARD));
    assertThat(set("loss.gamma=3").loss()).containsExactly(new Named<>("focal", 1, new Focal(3)));
    assertThat(set("loss.0.gamma=3").loss()).isEqualTo(set("loss.focal.gamma=3").loss());
    assertThat(
            set(
                    "model.layers.hidden.initializer={type: normal}",
                    "model.layers.hidden.initializer.deviation=1")
                .model())
        .isEqualTo(set("model.layers.hidden.initializer={type: normal, deviation: 1}").model());
  }

  @Test
  void setTakesAComponentWholeAndForgetsTheOptionsOfAnotherType() {
    assertThat(set("collect.source={type: idx, path: /y}").collect().source())
        .extracting(source -> ((Idx) source).path())
        .isEqualTo(Path.of("/y"));
    assertThat(Fakes.decode(MNIST, "train.optimizer.type=adam").value().train().optimizer())
        .isEqualTo(new Adam(1e-3));
    assertThat(Fakes.decode(MNIST, "train.optimizer.type=sgd").value().train().optimizer())
        .isEqualTo(new Sgd(0.1, 0.9f, Fakes.Direction.FORWARD));
  }

  @Test
  void anItemSetWholeKeepsItsId() {
    for (String item : List.of("hidden", "2")) {
      String path = "model.layers." + item;
      assertThat(
              layers(set(path + "={type: linear, units: 3}", "model.layers.hidden.bias=false"))
                  .get(2))
          .isEqualTo(new Named<>("hidden", 1, new Linear(3, false, new He())));
      assertThat(layers(set(path + "=relu")).get(2))
          .isEqualTo(new Named<>("hidden", 1, new Relu()));
      assertThat(layers(set(path + "={id: other, type: relu}")).get(2))
          .isEqualTo(new Named<>("other", 1, new Relu()));
    }
    assertThat(set("loss={id: mine, type: focal}", "loss.mine={type: focal, gamma: 3}").loss())
        .containsExactly(new Named<>("mine", 1, new Focal(3)));
  }

  @Test
  void setOverridesAReferenceThatCannotBeResolved() {
    String yaml = SMALL.replace("path: x", "path: \"${env.NO}/x\"");
    assertThat(problems(yaml)).contains("environment variable 'NO' is not set");
    assertThat(problems(yaml, "collect.source.path=x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          train.epochs                | --set train.epochs: must be path=value, got no '='; write train.epochs=…
          =3                          | --set =3: the path must be keys with dots between, such as train.epochs, got ''
          train..epochs=1             | --set train..epochs=1: the path must be keys with dots between, such as train.epochs, got 'train..epochs'
          train.epochs=0              | --set train.epochs=0: must be at least 1, got 0
          train.epochs=               | --set train.epochs=: a value is missing; write an integer, or leave the key out for its default, 10
          train.epoch=1               | --set train.epoch=1: no option 'epoch'; did you mean 'epochs'?
          trian.epochs=1              | --set trian.epochs=1: the definition has no 'trian'; did you mean 'train'?
          train.optimiser.momentum=1  | --set train.optimiser.momentum=1: train has no 'optimiser'; did you mean 'optimizer'?
          parms.rate=1                | --set parms.rate=1: the definition has no 'parms'; did you mean 'params'?
          train.foo.momentum=1        | --set train.foo.momentum=1: train has no 'foo'; it has batch-size, epochs, optimizer
          model.layers.hiden.units=3  | --set model.layers.hiden.units=3: model.layers has no item 'hiden'; did you mean 'hidden'?
          model.layers.x.units=3      | --set model.layers.x.units=3: model.layers has no item 'x'; items are hidden, relu, relu-2
          model.layers.9.units=3      | --set model.layers.9.units=3: model.layers has no item 9; items are 0 to 2
          model.layers.2.units=x      | --set model.layers.2.units=x model.layers[2].units: must be an integer or auto, got 'x'
          evaluate.figures.0=x        | --set evaluate.figures.0=x: evaluate.figures has no item 0; it is empty
          name.x=1                    | --set name.x=1: name must be a map to have 'x', got 'small'
          params.rate=1               | --set params.rate=1: no parameter 'rate'; the definition has no params
          collect.source={type: idx   | --set collect.source={type: idx: the '{' must be closed, or text with special characters put in quotes
          collect.source={type: idx}  | --set collect.source={type: idx} collect.source.path: is missing; add it (path: folder with the files)
          """)
  void setSaysWhatIsWrongWithIt(String assignment, String message) {
    assertThat(problems(SMALL, assignment)).isEqualTo(message);
  }

  @Test
  void setNamesThePartThatIsNotThere() {
    String yaml = "name: x\nmodel: relu\n";
    assertThat(problems(yaml, "collect.source.path=x"))
        .isEqualTo(
            "mnist.yaml:1:1 collect: is missing; add it (collect: the data)\n"
                + "--set collect.source.path=x: collect.source is not given, so 'path' cannot be"
                + " set in it; set all of it with --set collect.source={…}");
  }

  @Test
  void longAssignmentsAreCutInMessages() {
    assertThat(problems(SMALL, "collect.source={type: idx, pth: " + "x".repeat(100) + "}"))
        .startsWith(
            "--set collect.source={type: idx, pth: " + "x".repeat(28) + "… collect.source.pth:");
  }

  @Test
  void overlaysMergeMapsAndReplaceLists() {
    Definition definition =
        overlaid(
            SMALL + "train: {epochs: 3, batch-size: 64}\n",
            "train: {epochs: 4}\nmodel: {layers: [relu]}\n",
            "seed: 9\n");
    assertThat(definition.train().epochs()).isEqualTo(4);
    assertThat(definition.train().batchSize()).isEqualTo(64);
    assertThat(layers(definition)).hasSize(1);
    assertThat(definition.seed()).isEqualTo(9);
  }

  @Test
  void overlaysDropTheOptionsOfAChangedType() {
    String base = SMALL + "train: {optimizer: {type: sgd, momentum: 0.5}}\n";
    assertThat(overlaid(base, "train: {optimizer: {type: adam}}\n").train().optimizer())
        .isEqualTo(new Adam(1e-3));
    assertThat(overlaid(base, "train: {optimizer: adam}\n").train().optimizer())
        .isEqualTo(new Adam(1e-3));
    assertThat(
            overlaid(base, "train: {optimizer: {type: sgd, learning-rate: 1}}\n")
                .train()
                .optimizer())
        .isEqualTo(new Sgd(1, 0.5f, Fakes.Direction.FORWARD));
    assertThat(overlaid(base, "train: {optimizer: {learning-rate: 1}}\n").train().optimizer())
        .isEqualTo(new Sgd(1, 0.5f, Fakes.Direction.FORWARD));
    assertThat(
            overlaid(
                    base.replace("{type: sgd, momentum: 0.5}", "sgd"),
                    "train: {optimizer: {momentum: 0.5}}\n")
                .train()
                .optimizer())
        .isEqualTo(new Sgd(0.05, 0.5f, Fakes.Direction.FORWARD));
  }

  @Test
  void problemsInOverlaysNameTheirFile() {
    Document document =
        YamlReader.read(SMALL.replace("small", "[]"), "mnist.yaml")
            .overlay(YamlReader.read("train:\n  epochs: 0\ntrain: {}\n", "a.yaml"))
            .resolve(Fakes::environment);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Fakes.decode(document)))
        .hasMessage(
            """
            mnist.yaml:1:1 name: must be text, got a list
            a.yaml:2:3 train.epochs: must be at least 1, got 0
            a.yaml:3:1 train: is given twice, first at a.yaml:1:1; remove one\
            """);
  }

  @Test
  void aReferenceThatIsTheWholeValueHasItsType() {
    String yaml =
        SMALL
            + """
            params: {s: 5, list: [a, b], words: "5", opt: {type: adam, learning-rate: "${params.r}"}, r: 0.5}
            seed: ${params.s}
            train: {optimizer: "${params.opt}"}
            evaluate: {require: "${params.list}"}
            engine: ${params.words}
            """;
    Definition definition = Fakes.decode(yaml).value();
    assertThat(definition.seed()).isEqualTo(5);
    assertThat(definition.engine()).isEqualTo("5");
    assertThat(definition.train().optimizer()).isEqualTo(new Adam(0.5));
    assertThat(definition.evaluate().require()).containsExactly("a", "b");
    assertThat(problems(SMALL + "params: {s: '5'}\nseed: ${params.s}\n"))
        .isEqualTo(
            "mnist.yaml:6:1 seed: must be an integer, got the text '5'; write it without quotes"
                + " (params.s at mnist.yaml:5:10)");
    assertThat(Fakes.decode(yaml, "params.s=6").value().seed()).isEqualTo(6);
  }

  @Test
  void aReferenceInsideTextIsPutIn() {
    String yaml = "params: {a: x, b: \"${params.a}-${env.DATA}\"}\n" + SMALL;
    assertThat(Fakes.decode(yaml.replace("small", "${params.a}${params.b}!")).value().name())
        .isEqualTo("xx-/data!");
    assertThat(Fakes.decode(yaml.replace("small", "$${params.a} $$ $x $$${y}")).value().name())
        .isEqualTo("${params.a} $$ $x $${y}");
    assertThat(Fakes.decode(SMALL + "params: {d: 5}\nseed: 1${params.d}\n").value().seed())
        .isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${env.NOPE}        | environment variable 'NOPE' is not set; set it, or give the value with --set engine=…
          ${env.}            | environment variable '' is not set; set it, or give the value with --set engine=…
          ${params.lis}      | no parameter 'lis'; did you mean 'list'?
          ${params.unknown}  | no parameter 'unknown'; parameters are list
          x${params.list}    | a reference inside text must be to a single value, got a list from ${params.list}
          ${foo}             | a reference must be ${env.NAME} or ${params.name}, got '${foo}'; write $${ for ${ itself
          ${}                | a reference must be ${env.NAME} or ${params.name}, got '${}'; write $${ for ${ itself
          a${env.DATA        | a reference must end with '}', got '${env.DATA'; write $${ for ${ itself
          """)
  void aReferenceToNothingIsRefused(String text, String message) {
    assertThat(problems(SMALL + "params: {list: [1]}\nengine: '" + text + "'\n"))
        .isEqualTo("mnist.yaml:6:1 engine: " + message);
  }

  @Test
  void parametersMustNotReferToThemselves() {
    assertThat(problems(SMALL + "params:\n  a: ${params.b}\n  b: x${params.a}\n  c: ${params.c}\n"))
        .isEqualTo(
            "mnist.yaml:7:3 params.b: a parameter must not refer to itself, got a -> b -> a\n"
                + "mnist.yaml:8:3 params.c: a parameter must not refer to itself, got c -> c");
  }

  @Test
  void parametersMustBeAMap() {
    assertThat(problems(SMALL + "params: [a]\n"))
        .isEqualTo("mnist.yaml:5:1 params: must be a map, got a list");
  }

  @Test
  void repetitionByParametersHasALimit() {
    StringBuilder bomb = new StringBuilder(SMALL + "params:\n  a0: [1, 1]\n");
    StringBuilder text = new StringBuilder(SMALL + "params:\n  a0: " + "x".repeat(100) + "\n");
    StringBuilder deep = new StringBuilder(SMALL + "params:\n  a0: []\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("  a%d: ['${params.a%d}', '${params.a%d}']\n".formatted(i, i - 1, i - 1));
      text.append("  a%d: ${params.a%d}${params.a%d}\n".formatted(i, i - 1, i - 1));
      deep.append("  a%d: ['${params.a%d}']\n".formatted(i, i - 1));
    }
    assertThat(problems(bomb.toString()))
        .endsWith(
            ": a definition must have at most 100000 values, those repeated by parameters"
                + " included");
    assertThat(problems(text.toString()))
        .endsWith(": references must put in at most 1000000 characters");
    assertThat(problems(deep.toString()))
        .endsWith(": lists and maps must nest at most 64 deep, those in parameters included");
  }
}
