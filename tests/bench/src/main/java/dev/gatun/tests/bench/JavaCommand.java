package dev.gatun.tests.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands that start another JVM like this one.
final class JavaCommand {
  private JavaCommand() {}

  /// {@return a command with the JVM, its options and the class path of this process}
  ///
  /// @param main the class to run
  /// @param arguments of its `main`
  static List<String> of(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("--class-path");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
