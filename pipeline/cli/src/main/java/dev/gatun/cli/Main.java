package dev.gatun.cli;

import io.micronaut.configuration.picocli.MicronautFactory;
import io.micronaut.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `gatun` command.
@Command(name = "gatun", version = "gatun 0.1.0", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  /// Made by the command line.
  public Main() {}

  /// Runs the command and ends the process with its exit code.
  ///
  /// @param arguments the words after `gatun`
  public static void main(String[] arguments) {
    int exitCode;
    try (ApplicationContext context = ApplicationContext.builder().start()) {
      exitCode = new CommandLine(Main.class, new MicronautFactory(context)).execute(arguments);
    }
    System.exit(exitCode);
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
