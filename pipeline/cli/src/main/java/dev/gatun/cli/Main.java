package dev.gatun.cli;

import dev.gatun.engine.Engines;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.Rehearsal;
import io.micronaut.context.BeanContext;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The `gatun` command.
public final class Main {
  /// Commands that train, whose engine is loaded while they start.
  private static final Set<String> TRAINING = Set.of("run", "resume");

  private Main() {}

  /// Runs the command and ends the process with its exit code.
  ///
  /// @param arguments the words after `gatun`
  public static void main(String[] arguments) {
    // Numbers are written alike everywhere, and those of this locale without looking up its data.
    Locale.setDefault(Locale.US);
    Stop stop = Stop.install();
    int code;
    if (arguments.length > 0 && TRAINING.contains(arguments[0])) {
      Rehearsal.begin(Main.class.getClassLoader(), engine(List.of(arguments)));
    }
    try {
      code = run(arguments, Screen.ofProcess(), stop);
    } finally {
      stop.done();
    }
    // Within a shutdown, exiting would wait for itself; the signal sets the exit code then.
    if (!stop.isUnderWay()) {
      System.exit(code);
    }
  }

  /// {@return the engine that some words ask for, before they are parsed}
  private static String engine(List<String> words) {
    int option = words.indexOf("--engine");
    return 0 <= option && option < words.size() - 1 ? words.get(option + 1) : Engines.AUTO;
  }

  /// Runs the command without ending the process.
  ///
  /// @param arguments the words after `gatun`
  /// @param out takes what was asked for
  /// @param err takes what went wrong
  /// @return the exit code
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    return run(arguments, Screen.of(out, err), new Stop());
  }

  private static int run(String[] arguments, Screen screen, Stop stop) {
    List<String> words = List.of(arguments);
    if (!words.isEmpty() && words.getFirst().equals(Completions.COMMAND)) {
      // Without what wires the commands: someone waits for a key to answer.
      Completions.answer(words.subList(1, words.size()), screen);
      screen.flush();
      return ExitCode.DONE.code();
    }
    // What failed must be known even where the words cannot be parsed.
    Problems problems =
        new Problems(screen, words.contains("--json"), words.contains("--stacktrace"));
    try (BeanContext context = new CommandContext(Commands.beans(words))) {
      context.registerSingleton(Screen.class, screen);
      context.registerSingleton(Stop.class, stop);
      context.start();
      CommandLine commands = Commands.of(words, new Beans(context));
      try {
        return execute(commands.parseArgs(arguments), screen, problems.json());
      } catch (ParameterException e) {
        return problems.report(Usage.failure(e), e);
      }
    } catch (Exception | Error e) {
      return problems.report(e);
    } finally {
      screen.flush();
    }
  }

  private static int execute(ParseResult root, Screen screen, boolean json) throws Exception {
    if (root.hasSubcommand() && root.hasMatchedOption("--json")) {
      throw new UnmatchedArgumentException(root.commandSpec().commandLine(), List.of("--json"));
    }
    ParseResult last = root;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (command.isVersionHelpRequested()) {
      if (json) {
        screen.line(Json.write(Version.facts()));
      } else {
        command.printVersionHelp(screen.out());
      }
      return ExitCode.DONE.code();
    }
    if (command.isUsageHelpRequested()) {
      command.usage(screen.out(), screen.ansi());
      return ExitCode.DONE.code();
    }
    Callable<?> callable = (Callable<?>) command.getCommand();
    return ((ExitCode) callable.call()).code();
  }
}
