package dev.gatun.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import picocli.CommandLine;

/// The commands by name.
final class Commands {
  static final SequencedMap<String, Class<?>> ALL = all();

  private Commands() {}

  private static SequencedMap<String, Class<?>> all() {
    SequencedMap<String, Class<?>> all = new LinkedHashMap<>();
    all.put("run", RunCommand.class);
    all.put("check", CheckCommand.class);
    all.put("show", ShowCommand.class);
    all.put("resume", ResumeCommand.class);
    all.put("evaluate", EvaluateCommand.class);
    all.put("predict", PredictCommand.class);
    all.put("runs", RunsCommand.class);
    all.put("report", ReportCommand.class);
    all.put("gradcheck", GradcheckCommand.class);
    all.put("verify", VerifyCommand.class);
    all.put("plugins", PluginsCommand.class);
    all.put("describe", DescribeCommand.class);
    all.put("schema", SchemaCommand.class);
    all.put("engines", EnginesCommand.class);
    all.put("completion", CompletionCommand.class);
    all.put("fetch", FetchCommand.class);
    all.put("new", NewCommand.class);
    return all;
  }

  /// {@return what Micronaut wires: the commands, their own commands, and what they share}
  static List<Class<?>> beans() {
    List<Class<?>> beans = new ArrayList<>(ALL.values());
    beans.addAll(List.of(RootCommand.class, Installed.class));
    beans.addAll(List.of(RunsListCommand.class, RunsShowCommand.class, RunsDiffCommand.class));
    beans.addAll(
        List.of(NewPluginCommand.class, NewPipelineCommand.class, NewArtifactsCommand.class));
    return beans;
  }

  /// {@return the command line for some words}
  ///
  /// Where the first is the name of a command, the others are left out: reading what each command
  /// declares takes a good part of the start.
  static CommandLine of(List<String> words, CommandLine.IFactory factory) {
    CommandLine line = new CommandLine(RootCommand.class, factory);
    Class<?> only = words.isEmpty() ? null : ALL.get(words.getFirst());
    Map<String, Class<?>> wanted = only == null ? ALL : Map.of(words.getFirst(), only);
    wanted.forEach((name, type) -> line.addSubcommand(name, new CommandLine(type, factory)));
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(true);
    line.setUsageHelpAutoWidth(false);
    return line;
  }
}
