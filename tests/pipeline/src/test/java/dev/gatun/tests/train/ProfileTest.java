package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Profile;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a timed training tells, and that timing changes nothing else.
final class ProfileTest {
  private static final int EXAMPLES = 24;
  private static final int FEATURES = 32;
  private static final int HIDDEN = 48;
  private static final int CLASSES = 3;
  private static final int EPOCHS = 2;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, EXAMPLES, FEATURES, CLASSES, 0.2, 1.2);

  @AfterEach
  void close() {
    data.close();
  }

  /// A training that may be timed.
  private static final class Timed extends Recorder {
    private final Optional<Profile> profile;

    Timed(Network network, Examples examples, Optional<Profile> profile) {
      super("java", network, examples, 2);
      this.profile = profile;
    }

    @Override
    public Optional<Profile> profile() {
      return profile;
    }
  }

  private Network network() {
    Layer first = (scope, x) -> Networks.linear(scope, x, HIDDEN).relu();
    Layer second = (scope, x) -> Networks.linear(scope, x, CLASSES);
    return Networks.of(
        examples,
        (scope, x) ->
            scope.apply(
                new Named<>("second", 1, second), scope.apply(new Named<>("first", 1, first), x)),
        Networks.CROSS_ENTROPY);
  }

  /// Three batches of 8 examples, each shared by two workers.
  private double[] train(Optional<Profile> profile) {
    GradientDescent descent =
        new GradientDescent(
            EPOCHS, 8, new Sgd(0.1, 0.9, 0, false), new Constant(), List.of(), Optional.of(2));
    try (Timed training = new Timed(network(), examples, profile)) {
      return training.train(descent).flatValues();
    }
  }

  @Test
  void timingChangesNoBit() {
    assertThat(train(Optional.of(new Profile()))).isEqualTo(train(Optional.empty()));
  }

  @Test
  void eachOperationHasALineInTheOrderOfAStep() {
    Profile profile = new Profile();
    train(Optional.of(profile));

    assertThat(profile.workers()).isEqualTo(2);
    assertThat(profile.lines())
        .extracting(
            line -> "%s %s %s".formatted(line.part(), line.operation(), line.pass()).strip())
        .containsExactly(
            "inputs gather FORWARD",
            "labels gather FORWARD",
            "first linear+relu FORWARD",
            "second linear FORWARD",
            "loss softmax+cross-entropy FORWARD",
            "loss softmax+cross-entropy BACKWARD",
            "second linear BACKWARD",
            "first linear+relu BACKWARD",
            "parameters update UPDATE",
            "waiting at barriers WAITING",
            "outside operations REST");
  }

  @Test
  void callsAndTheWorkInThemAreCounted() {
    Profile profile = new Profile();
    train(Optional.of(profile));

    long steps = 3L * EPOCHS;
    for (Profile.Line line : profile.lines()) {
      assertThat(line.nanos()).as(line.operation()).isPositive();
      switch (line.pass()) {
        case FORWARD -> assertThat(line.calls()).isEqualTo(2 * steps);
        case BACKWARD -> {
          // Each worker goes back through its examples, and then computes its rows of the weights.
          boolean weights = line.operation().startsWith("linear");
          assertThat(line.calls()).isEqualTo((weights ? 4 : 2) * steps);
        }
        // Rows of two matrices and numbers of a bias by each worker, and one bias that is short.
        case UPDATE -> assertThat(line.calls()).isEqualTo((2 * 3 + 1) * steps);
        case WAITING -> assertThat(line.calls()).isEqualTo(2 * 2 * steps);
        case REST -> assertThat(line.works()).isEmpty();
      }
    }
    Profile.Line forward = line(profile, "first", Pass.FORWARD);
    Profile.Line backward = line(profile, "first", Pass.BACKWARD);
    Profile.Line inner = line(profile, "second", Pass.BACKWARD);
    long products = 2L * EPOCHS * EXAMPLES * FEATURES * HIDDEN;
    assertThat(forward.operations()).isEqualTo(products);
    // The first layer needs no gradient of its input, the second does.
    assertThat(backward.operations()).isEqualTo(products);
    assertThat(inner.operations()).isEqualTo(2 * 2L * EPOCHS * EXAMPLES * HIDDEN * CLASSES);
    // Row numbers, numbers read and written, scale and shift.
    assertThat(line(profile, "inputs", Pass.FORWARD).bytes())
        .isEqualTo(EPOCHS * EXAMPLES * 4L * (1 + 2 * FEATURES) + 2 * steps * 8L);
    // Parameters and velocities, read and written, and a gradient: of biases, one by each worker.
    // The last bias ends with a cache line.
    long weights = FEATURES * HIDDEN + HIDDEN * CLASSES;
    long biases = HIDDEN + 16;
    assertThat(line(profile, "parameters", Pass.UPDATE).bytes())
        .isEqualTo(steps * 4L * (weights * 5 + biases * 6));
  }

  private static Profile.Line line(Profile profile, String part, Pass pass) {
    return profile.lines().stream()
        .filter(line -> line.part().equals(part) && line.pass() == pass)
        .findFirst()
        .orElseThrow();
  }
}
