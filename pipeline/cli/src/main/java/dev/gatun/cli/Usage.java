package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Failure;
import dev.gatun.runner.definition.Near;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in the house's words what is wrong with a command line.
final class Usage {
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private Usage() {}

  /// {@return what a mistake in the command line means to the person who made it}
  static Failure failure(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String message =
        switch (e) {
          case UnmatchedArgumentException unmatched ->
              unmatched(command, unmatched.getUnmatched().getFirst());
          case MissingParameterException missing -> missing(missing);
          default -> other(e);
        };
    String name = command.qualifiedName().replaceFirst("^gatun ", "");
    return isRoot(command)
        ? new Failure(ExitCode.DEFINITION, "gatun", message)
        : new Failure(ExitCode.DEFINITION, name, name + ": " + message);
  }

  private static String unmatched(CommandSpec command, String word) {
    boolean isOption = word.startsWith("-") && word.length() > 1;
    if (isOption) {
      int equals = word.indexOf('=');
      String option = equals < 0 ? word : word.substring(0, equals);
      if (command.subcommands().values().stream().anyMatch(each -> has(each, option))) {
        return "%s goes behind the command, as in 'gatun check digits %s'".formatted(option, word);
      }
      return "no option '%s'%s"
          .formatted(option, Near.hint(option, options(command), "options are", "it has none"));
    }
    if (!command.subcommands().isEmpty()) {
      return "no command '%s'%s"
          .formatted(
              word,
              Near.hint(
                  word,
                  isRoot(command) ? Commands.ALL.keySet() : command.subcommands().keySet(),
                  "commands are",
                  "none"));
    }
    int most = command.positionalParameters().size();
    return "takes %s, got '%s' as well"
        .formatted(
            most == 0
                ? "options only"
                : "one " + command.positionalParameters().getFirst().paramLabel(),
            word);
  }

  private static boolean isRoot(CommandSpec command) {
    return command.parent() == null;
  }

  private static boolean has(CommandLine command, String option) {
    return command.getCommandSpec().optionsMap().containsKey(option);
  }

  private static List<String> options(CommandSpec command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      names.add(option.longestName());
    }
    return names;
  }

  private static String missing(MissingParameterException e) {
    List<ArgSpec> missing = e.getMissing();
    if (missing.isEmpty()) {
      return "something is missing; see --help";
    }
    ArgSpec first = missing.getFirst();
    if (first instanceof OptionSpec option) {
      return "%s needs a value; write %s %s"
          .formatted(option.longestName(), option.longestName(), option.paramLabel());
    }
    return "%s is missing: %s".formatted(first.paramLabel(), first.description()[0]);
  }

  private static String other(ParameterException e) {
    if (e instanceof MutuallyExclusiveArgsException) {
      return "takes one of these only: "
          + OPTION
              .matcher(String.valueOf(e.getMessage()))
              .results()
              .map(MatchResult::group)
              .distinct()
              .collect(Collectors.joining(", "));
    }
    ArgSpec argument = e.getArgSpec();
    if (argument instanceof OptionSpec option) {
      String value = e.getValue();
      return option.arity().max() == 0
          ? "%s takes no value, got '%s'".formatted(option.longestName(), value)
          : "%s needs a value; write %s %s"
              .formatted(option.longestName(), option.longestName(), option.paramLabel());
    }
    return "cannot be understood; see --help";
  }
}
