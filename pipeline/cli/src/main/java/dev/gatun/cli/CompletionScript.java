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
    root.subcommands()
        .forEach((name, command) -> {
          commands.put(name, command.getCommandSpec());
          command
              .getSubcommands()
              .forEach(
                  (inner, within) -> commands.put(name + " " + inner, within.getCommandSpec()));
        });
  }

  /// {@return the commands within one; of the root, all that are not within another}
  private List<String> within(String outer) {
    return commands.keySet().stream()
        .filter(name -> name.startsWith(outer) && name.indexOf(' ', outer.length()) < 0)
        .toList();
  }

  /// {@return the script}
  ///
  /// @param shell one of [#SHELLS]
  /// @param root knows all commands
  /// @param engines the ids of those installed
  /// @param datasets what `gatun fetch` takes
  static String of(
      String shell, CommandSpec root, Collection<String> engines, Collection<String> datasets) {
    CompletionScript script = new CompletionScript(shell, root);
    return template(shell)
        .replace("@commands@", script.lines(script.commands.keySet(), script::words))
        .replace("@options@", script.optionValues())
        .replace("@names@", script.names(""))
        .replace("@within@", script.nested())
        .replace("@definitions@", script.definitions())
        .replace("@engines@", String.join(" ", engines))
        .replace("@datasets@", String.join(" ", datasets));
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

  /// {@return the names of the commands within one, by themselves}
  private String names(String outer) {
    return within(outer).stream()
        .map(name -> {
          String inner = name.substring(outer.length());
          return shell.equals("zsh") ? pair(inner, summary(command(name))) : inner;
        })
        .collect(Collectors.joining(" "));
  }

  private String nested() {
    return commands.keySet().stream()
        .filter(name -> name.indexOf(' ') > 0)
        .map(CompletionScript::quoted)
        .collect(Collectors.joining(" | "));
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
          "    %s) options='%s' takes='%s' commands='%s' ;;"
              .formatted(
                  quoted(name),
                  command.options().stream()
                      .map(OptionSpec::longestName)
                      .collect(Collectors.joining(" ")),
                  takes,
                  names(name + " "));
      case "zsh" -> {
        List<String> options = new ArrayList<>();
        command.options().forEach(each -> options.add(pair(each.longestName(), meaning(each))));
        yield "    %s) takes='%s' found=(%s) options=(%s) ;;"
            .formatted(quoted(name), takes, names(name + " "), String.join(" ", options));
      }
      default -> fish(name, command, takes);
    };
  }

  private String fish(String name, CommandSpec command, String takes) {
    String within = "complete -c gatun -n '__gatun_is %s'".formatted(name);
    int inner = name.indexOf(' ');
    String outer = inner < 0 ? "" : " " + name.substring(0, inner);
    StringBuilder lines = new StringBuilder();
    lines.append(
        "complete -c gatun -n '__gatun_ends%s' -a %s -d %s"
            .formatted(outer, name.substring(inner + 1), quoted(summary(command))));
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
      case "DATASET" -> " -a '@datasets@'";
      case "PLUGIN" -> " -F -a '(__gatun_ask)'";
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
    return !command.subcommands().isEmpty()
        ? "COMMAND"
        : command.positionalParameters().stream()
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
