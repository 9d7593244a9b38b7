package dev.gatun.cli;

import dev.gatun.runner.Definitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Makes a shell's script that completes the command line: a template, with what the commands
/// declare put in.
///
/// Commands, options and definitions stand in the script, so that completing them starts nothing;
/// what takes components to know is asked of [Completions].
final class CompletionScript {
  static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final String shell;
  private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

  private CompletionScript(String shell, CommandSpec root) {
    this.shell = shell;
    root.subcommands().forEach((name, command) -> commands.put(name, command.getCommandSpec()));
  }

  /// {@return the script}
  ///
  /// @param shell one of [#SHELLS]
  /// @param root knows all commands
  /// @param engines the ids of those installed
  static String of(String shell, CommandSpec root, Collection<String> engines) {
    CompletionScript script = new CompletionScript(shell, root);
    return template(shell)
        .replace("@commands@", script.lines(script.commands.keySet(), script::words))
        .replace("@options@", script.optionValues())
        .replace("@names@", script.names())
        .replace("@definitions@", script.definitions())
        .replace("@engines@", String.join(" ", engines));
  }

  private static String template(String shell) {
    try (InputStream stream = CompletionScript.class.getResourceAsStream("completion/" + shell)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError("the template of " + shell + " cannot be read", e);
    }
  }

  private String lines(Collection<String> names, UnaryOperator<String> line) {
    return names.stream().map(line).collect(Collectors.joining("\n"));
  }

  private String names() {
    return shell.equals("zsh")
        ? lines(commands.keySet(), name -> "      " + pair(name, summary(command(name))))
        : String.join(" ", commands.keySet());
  }

  private String definitions() {
    return switch (shell) {
      case "zsh" ->
          lines(
              Definitions.BUILT_IN.keySet(),
              name -> "        " + pair(name, String.valueOf(Definitions.BUILT_IN.get(name))));
      case "fish" ->
          Definitions.BUILT_IN.entrySet().stream()
              .map(each -> quoted(each.getKey() + "\\t" + each.getValue()))
              .collect(Collectors.joining(" "));
      default -> String.join(" ", Definitions.BUILT_IN.keySet());
    };
  }

  private CommandSpec command(String name) {
    return Objects.requireNonNull(commands.get(name));
  }

  /// {@return what the script says of a command}
  private String words(String name) {
    CommandSpec command = command(name);
    String takes = operand(command);
    return switch (shell) {
      case "bash" ->
          "    %s) options='%s' takes='%s' ;;"
              .formatted(
                  name,
                  command.options().stream()
                      .map(OptionSpec::longestName)
                      .collect(Collectors.joining(" ")),
                  takes);
      case "zsh" -> {
        List<String> options = new ArrayList<>();
        command.options().forEach(each -> options.add(pair(each.longestName(), meaning(each))));
        yield "    %s) takes='%s' options=(%s) ;;"
            .formatted(name, takes, String.join(" ", options));
      }
      default -> fish(name, command, takes);
    };
  }

  private String fish(String name, CommandSpec command, String takes) {
    String within = "complete -c gatun -n '__fish_seen_subcommand_from %s'".formatted(name);
    StringBuilder lines = new StringBuilder();
    lines.append(
        "complete -c gatun -n __fish_use_subcommand -a %s -d %s"
            .formatted(name, quoted(summary(command))));
    if (!answers(takes).isEmpty()) {
      lines.append('\n').append(within).append(" -k").append(answers(takes));
    }
    for (OptionSpec option : command.options()) {
      String longest = option.longestName();
      String flag = longest.startsWith("--") ? " -l " + longest.substring(2) : " -s f";
      String answers = answers(option.paramLabel());
      String value =
          option.arity().max() == 0 ? "" : answers.equals(" -F") ? " -r -F" : " -x" + answers;
      lines.append('\n').append(within).append(flag).append(value);
      lines.append(" -d ").append(quoted(meaning(option)));
    }
    return lines.toString();
  }

  /// {@return what fish offers for a label; nothing where it cannot know}
  private static String answers(String label) {
    return switch (label) {
      case "DEF" -> " -a '(__gatun_definitions)'";
      case "RUN" -> " -a '(__gatun_runs)'";
      case "NAME", "PATH=VALUE" -> " -a '(__gatun_ask)'";
      case "ID" -> " -a 'auto @engines@'";
      case "SHELL" -> " -a 'bash zsh fish'";
      case "FILE", "DIR", "PATH", "JAR", "INPUT" -> " -F";
      default -> "";
    };
  }

  private String optionValues() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (CommandSpec command : commands.values()) {
      for (OptionSpec option : command.options()) {
        if (option.arity().max() > 0) {
          labels.putIfAbsent(option.longestName(), option.paramLabel());
        }
      }
    }
    return lines(
        labels.keySet(), name -> "    %s) takes='%s' ;;".formatted(name, labels.get(name)));
  }

  private static String operand(CommandSpec command) {
    return command.positionalParameters().stream()
        .findFirst()
        .map(parameter -> parameter.paramLabel())
        .orElse("");
  }

  private static String summary(CommandSpec command) {
    String[] lines = command.usageMessage().description();
    return lines.length == 0 ? "" : lines[0];
  }

  private static String meaning(OptionSpec option) {
    return option.description().length == 0 ? "" : option.description()[0];
  }

  private static String pair(String name, String meaning) {
    return quoted(name.replace(":", "\\:") + ":" + meaning);
  }

  /// {@return text in single quotes, which no shell looks into but for these}
  private static String quoted(String text) {
    return "'" + text.replace("'", "’") + "'";
  }
}
