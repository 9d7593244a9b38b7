package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.number;
import static dev.gatun.tests.cli.Command.quickRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gatun run --profile`.
final class ProfileTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("run");
  }

  /// {@return the lines of a profile}
  @SuppressWarnings("unchecked") // what Json reads has string keys
  private static List<Map<String, @Nullable Object>> lines(Map<String, @Nullable Object> profile) {
    return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(profile.get("lines"));
  }

  @SuppressWarnings("unchecked") // what Json reads has string keys
  private static Map<String, @Nullable Object> profile(Map<String, @Nullable Object> document) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(document.get("profile"));
  }

  private static String name(Map<String, @Nullable Object> line) {
    return "%s %s %s".formatted(line.get("part"), line.get("operation"), line.get("pass"));
  }

  @Test
  void aPersonReadsWhereTheTimeWent() {
    Command command = quickRun(folder(), "--profile", "--threads", "2");

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out())
        .containsPattern("\nprofile +calls +ms +ms/step +share +GFLOP/s +GB/s +of limit\n")
        .containsPattern(
            "\nhidden +linear\\+relu +forward +[0-9]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ % +[0-9.]+ +[0-9.]+ %\n")
        .containsPattern(
            "\nparameters +update +[0-9]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ % +[0-9.]+ +[0-9.]+ %\n")
        .containsPattern("\n +outside operations +[0-9.]+ +[0-9.]+ +[0-9.]+ %\n")
        .containsPattern("\ntotal +[0-9]+ steps +[0-9.]+ +[0-9.]+ +100.0 %\n")
        .contains("\n2 workers: ")
        .doesNotContain("\u001b", "NaN", "Infinity");
  }

  @Test
  void jsonHasTheProfileBesideTheMetricsAndTheFolderHasItAlone() throws IOException {
    Map<String, @Nullable Object> document = quickRun(folder(), "--profile", "--json").done();
    Map<String, @Nullable Object> profile = profile(document);

    List<String> names = new ArrayList<>();
    double shares = 0;
    for (Map<String, @Nullable Object> line : lines(profile)) {
      names.add(name(line));
      shares += number(line, "share");
    }
    assertThat(names)
        .contains(
            "inputs gather forward",
            "labels gather forward",
            "hidden linear+relu forward",
            "hidden linear+relu backward",
            "parameters update update");
    assertThat(shares).isCloseTo(1, within(1e-9));
    assertThat(number(profile, "workers")).isEqualTo(1);
    assertThat(number(profile, "limits", "operationsPerSecond")).isPositive();
    // 200 digits, a tenth held out, 2 epochs.
    assertThat(number(profile, "examplesPerSecond") * number(profile, "seconds"))
        .isCloseTo(360, within(1e-6));
    assertThat(Json.readObject(Files.readString(folder().resolve("profile.json"))))
        .isEqualTo(profile);
    assertThat(Json.readObject(Files.readString(folder().resolve("metrics.json"))))
        .doesNotContainKey("profile");
  }

  @Test
  void whoDoesNotAskGetsNone() {
    Command command = quickRun(folder(), "--json");

    assertThat(command.done()).doesNotContainKey("profile");
    assertThat(folder().resolve("profile.json")).doesNotExist();
  }
}
