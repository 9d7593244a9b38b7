package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Engines;
import dev.gatun.runner.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rehearsal ends by itself and fails silently, since the command tells what is wrong.
class RehearsalTest {
  static Stream<ClassLoader> loaders() {
    return Stream.of(RehearsalTest.class.getClassLoader(), ClassLoader.getPlatformClassLoader());
  }

  @ParameterizedTest
  @MethodSource("loaders")
  void endsWithAndWithoutEngines(ClassLoader loader) throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> failures.add(failure));
    try {
      Thread thread = Rehearsal.begin(loader, Engines.AUTO);
      assertThat(thread.isDaemon()).isTrue();
      thread.join();
      assertThat(failures).isEmpty();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
