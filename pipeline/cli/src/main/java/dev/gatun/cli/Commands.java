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

  static {
    // Types that no command takes; looking for what converts them takes time.
    System.setProperty("picocli.converters.excludes", "java.*");
  }

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

  /// {@return the commands that some words may mean}
  ///
  /// Where the first is the name of a command, the others are left out: making and reading what
  /// each declares takes a good part of the start. A script for completion lists them all.
  private static Map<String, Class<?>> meant(List<String> words) {
    Class<?> only = words.isEmpty() ? null : ALL.get(words.getFirst());
    return only == null || only == CompletionCommand.class ? ALL : Map.of(words.getFirst(), only);
  }

  /// {@return what Micronaut wires for some words: commands, their own commands, and what they
  /// share}
  static List<Class<?>> beans(List<String> words) {
    List<Class<?>> beans = new ArrayList<>(List.of(RootCommand.class, Installed.class));
    meant(words).values().forEach(type -> add(type, beans));
    return beans;
  }

  private static void add(Class<?> type, List<Class<?>> beans) {
    beans.add(type);
    for (Class<?> own : type.getAnnotation(CommandLine.Command.class).subcommands()) {
      add(own, beans);
    }
  }

  /// {@return the command line for some words}
  static CommandLine of(List<String> words, CommandLine.IFactory factory) {
    CommandLine line = new CommandLine(RootCommand.class, factory);
    meant(words).forEach((name, type) -> line.addSubcommand(name, new CommandLine(type, factory)));
    line.setExpandAtFiles(false);
    line.setOverwrittenOptionsAllowed(true);
    line.setUsageHelpAutoWidth(false);
    return line;
  }
}
