package dev.gatun.cli;

import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineException;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Kernels;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `gatun engines`.
@Prototype
@Command(
    name = "engines",
    description = "Lists what can compute here, and why something cannot.",
    versionProvider = Version.class)
final class EnginesCommand implements Callable<ExitCode> {
  /// What [Kernels] lets an engine say about itself; everything else is an operation.
  private static final Set<String> PROPERTIES = Set.of("type", "memory", "threads");

  private static final int LIST_WIDTH = 60;

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  private final Installed installed;

  EnginesCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  /// An engine as it is found.
  ///
  /// @param provider offers it
  /// @param availability whether it can run here
  /// @param chosen whether `auto` takes it
  /// @param description of the open engine; empty where it cannot be opened
  /// @param own operations it provides itself
  /// @param borrowed operations it takes from its fallback
  private record Found(
      EngineProvider provider,
      Availability availability,
      boolean chosen,
      Map<String, String> description,
      SortedSet<String> own,
      SortedSet<String> borrowed) {}

  @Override
  public ExitCode call() {
    List<Found> all = look(installed.engines());
    if (output.json) {
      screen.line(Json.write(Map.of("engines", all.stream().map(EnginesCommand::tree).toList())));
    } else if (!output.quiet) {
      for (Found found : all) {
        show(found);
      }
    }
    return ExitCode.DONE;
  }

  private static List<Found> look(Engines engines) {
    List<Found> all = new ArrayList<>();
    boolean chosen = false;
    for (EngineProvider provider : engines.providers()) {
      Availability availability = provider.availability();
      SortedSet<String> own = new TreeSet<>();
      SortedSet<String> borrowed = new TreeSet<>();
      Map<String, String> description = Map.of();
      if (availability instanceof Availability.Available) {
        try {
          Engine engine = engines.open(provider.id()).engine();
          description = engine.description();
          own.addAll(engine.operations());
          own.removeAll(PROPERTIES);
          borrowed.addAll(operations());
          borrowed.removeAll(own);
        } catch (EngineException e) {
          availability =
              new Availability.Unavailable(String.valueOf(e.getMessage()), "use another engine");
        }
      }
      boolean taken =
          !chosen && provider.preference() >= 0 && availability instanceof Availability.Available;
      chosen |= taken;
      all.add(new Found(provider, availability, taken, description, own, borrowed));
    }
    return all;
  }

  private static SortedSet<String> operations() {
    SortedSet<String> names = new TreeSet<>();
    for (Method method : Kernels.class.getMethods()) {
      if (method.isDefault() && !PROPERTIES.contains(method.getName())) {
        names.add(method.getName());
      }
    }
    return names;
  }

  private static SequencedMap<String, Object> tree(Found found) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", found.provider().id());
    tree.put("summary", found.provider().summary());
    tree.put("preference", found.provider().preference());
    tree.put("auto", found.chosen());
    switch (found.availability()) {
      case Availability.Available(String detail) -> {
        tree.put("available", true);
        tree.put("detail", detail);
        tree.put("description", found.description());
        tree.put("operations", found.own());
        tree.put("fallback", found.borrowed());
      }
      case Availability.Unavailable(String reason, String remedy) -> {
        tree.put("available", false);
        tree.put("reason", reason);
        tree.put("remedy", remedy);
      }
    }
    return tree;
  }

  private void show(Found found) {
    String mark =
        switch (found.availability()) {
          case Availability.Available _ -> screen.good("available");
          case Availability.Unavailable _ -> screen.bad("unavailable");
        };
    String auto = found.chosen() ? ", " + screen.good("auto takes it") : "";
    screen.line(screen.bold(found.provider().id()) + "  " + mark + auto);
    Table table = new Table("  ");
    table.row("what", found.provider().summary());
    switch (found.availability()) {
      case Availability.Available(String detail) -> {
        table.row("here", detail);
        found.description().forEach(table::row);
        table.row("preference", preference(found.provider()));
        if (found.borrowed().isEmpty()) {
          table.row("provides", "all operations");
        } else {
          list(table, "provides", found.own());
          list(table, "fallback for", found.borrowed());
        }
      }
      case Availability.Unavailable(String reason, String remedy) -> {
        table.row("why", reason);
        table.row("remedy", remedy);
        table.row("preference", preference(found.provider()));
      }
    }
    screen.text(table.text());
    screen.line("");
  }

  private static String preference(EngineProvider provider) {
    int preference = provider.preference();
    return preference < 0 ? "never taken by auto" : Integer.toString(preference);
  }

  /// Adds a row, and more below it where the names take more than one line.
  private static void list(Table table, String about, SortedSet<String> names) {
    StringBuilder line = new StringBuilder();
    String title = about;
    for (String name : names) {
      if (line.length() + name.length() > LIST_WIDTH) {
        table.row(title, line.toString().strip());
        line.setLength(0);
        title = "";
      }
      line.append(name).append(name.equals(names.last()) ? "" : ", ");
    }
    table.row(title, line.toString().strip());
  }
}
