package dev.gatun.kit.component;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Source;
import dev.gatun.api.Split;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.NotApplicable;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Rules of sources and splits.
final class SourceRules {
  private static final int ROWS = 40;

  private SourceRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-95",
            Group.DETERMINISM,
            Set.of(Source.class),
            "The same seed gives the same data, bit by bit.",
            SourceRules::repeats),
        new Rule(
            "CMP-96",
            Group.RESULTS,
            Set.of(Source.class),
            "Its numbers are finite and lie in the range it names.",
            SourceRules::range),
        new Rule(
            "CMP-97",
            Group.RESULTS,
            Set.of(Split.class),
            "No row is in two parts, each is one of the examples, and some are left to train with.",
            SourceRules::disjoint),
        new Rule(
            "CMP-98",
            Group.DETERMINISM,
            Set.of(Split.class),
            "The same random numbers give the same parts.",
            SourceRules::sameParts));
  }

  private record Reading(Workspace workspace, long seed, List<Path> files)
      implements Source.Reading {
    @Override
    public void used(Path file) {
      files.add(file);
    }
  }

  /// A source that reads files has none here, unless its example names some.
  private static Dataset read(Trial trial, Workspace workspace) {
    Reading reading = new Reading(workspace, trial.seed(), new ArrayList<>());
    Dataset data;
    try {
      data = trial.make(Source.class).read(reading);
    } catch (DataException e) {
      throw new NotApplicable(
          "it needs files: %s; verify '%s' with a path of yours"
              .formatted(e.getMessage(), trial.subject().example()));
    }
    Require.that(data != null, "read: must give a data set, got null");
    Require.that(
        reading.files.stream().allMatch(Files::exists),
        "used: must be given files that exist, got %s",
        reading.files);
    return data;
  }

  private static List<Examples> parts(Dataset data) {
    List<Examples> parts = new ArrayList<>(List.of(data.train()));
    data.test().ifPresent(parts::add);
    return parts;
  }

  private static List<Tensor> tensors(Examples examples) {
    List<Tensor> tensors = new ArrayList<>(List.of(examples.inputs()));
    switch (examples.targets()) {
      case Targets.Classes classes -> tensors.add(classes.labels());
      case Targets.Values values -> tensors.add(values.values());
      case Targets.None _ -> {}
    }
    examples.weights().ifPresent(tensors::add);
    return tensors;
  }

  private static void repeats(Trial trial) {
    try (Workspace once = Workspace.open("once");
        Workspace again = Workspace.open("again")) {
      List<Examples> first = parts(read(trial, once));
      List<Examples> second = parts(read(trial, again));
      for (int part = 0; part < first.size(); part++) {
        List<Tensor> expected = tensors(first.get(part));
        List<Tensor> found = tensors(second.get(part));
        for (int i = 0; i < expected.size(); i++) {
          long at = expected.get(i).segment().mismatch(found.get(i).segment());
          Require.that(
              at < 0,
              "%s must be the same when read again with the same seed, differs at byte %d; take random numbers from PhiloxRandom.of(reading.seed(), …)",
              List.of("inputs", "targets", "weights").get(Math.min(i, 2)),
              at);
        }
      }
    }
  }

  private static void range(Trial trial) {
    try (Workspace workspace = Workspace.open("data")) {
      for (Examples examples : parts(read(trial, workspace))) {
        Require.that(examples.count() > 0, "read: must give at least one example, got none");
        for (Tensor tensor : tensors(examples)) {
          inRange(tensor, tensor == examples.inputs() ? examples : null);
        }
      }
    }
  }

  private static void inRange(Tensor tensor, @org.jspecify.annotations.Nullable Examples examples) {
    for (long i = 0; tensor.type() != ElementType.I32 && i < tensor.size(); i++) {
      double number =
          tensor.type() == ElementType.U8
              ? Byte.toUnsignedInt(tensor.segment().get(ValueLayout.JAVA_BYTE, i))
              : tensor.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
      boolean inside =
          examples == null
              || examples.range().isEmpty()
              || (number >= examples.range().get().from() && number <= examples.range().get().to());
      Require.that(
          Double.isFinite(number) && inside,
          "read: numbers must be finite and in the range it names, got %s in row %d",
          number,
          i / Math.max(1, tensor.columns()));
    }
  }

  private static Split.Parts split(Trial trial, Split split) {
    Examples examples = new Data(trial.workspace(), trial.seed()).classes(ROWS, 3, 4);
    Split.Parts parts = split.split(examples, PhiloxRandom.of(trial.seed(), "split"));
    Require.that(parts != null, "split: must give parts, got null");
    return parts;
  }

  private static void disjoint(Trial trial) {
    Split.Parts parts = split(trial, trial.make(Split.class));
    Require.that(parts.train().length > 0, "split: must leave examples to train with, leaves none");
    int[] all =
        IntStream.concat(
                Arrays.stream(parts.train()),
                IntStream.concat(Arrays.stream(parts.validation()), Arrays.stream(parts.test())))
            .sorted()
            .toArray();
    for (int i = 0; i < all.length; i++) {
      Require.that(
          all[i] >= 0 && all[i] < ROWS, "split: rows must be in [0, %d), got %d", ROWS, all[i]);
      Require.that(i == 0 || all[i] != all[i - 1], "split: row %d is in two parts", all[i]);
    }
  }

  private static void sameParts(Trial trial) {
    Split used = trial.make(Split.class);
    Split.Parts first = split(trial, used);
    for (Split.Parts other : List.of(split(trial, used), split(trial, trial.make(Split.class)))) {
      Require.that(
          Arrays.equals(first.train(), other.train())
              && Arrays.equals(first.validation(), other.validation())
              && Arrays.equals(first.test(), other.test()),
          "split: must give the same parts for the same random numbers, gives others");
    }
  }
}
