package dev.gatun.cli;

import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.runner.Failure;
import dev.gatun.runner.Json;
import dev.gatun.runner.definition.Components;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// The engines that were found, and what each can do here.
final class EngineList {
  private static final int LIST_WIDTH = 60;

  private final Screen screen;
  private final List<Found> all;

  EngineList(Screen screen, Engines engines, List<EngineProvider> chosen) {
    this.screen = screen;
    this.all = look(engines, chosen);
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

  String json() {
    return Json.write(Map.of("engines", all.stream().map(EngineList::tree).toList()));
  }

  void show() {
    all.forEach(this::show);
  }

  private static List<Found> look(Engines engines, List<EngineProvider> chosen) {
    Optional<EngineProvider> best =
        engines.providers().stream().filter(EnginesCommand::mayBeTaken).findFirst();
    return chosen.stream()
        .map(provider -> look(engines, provider, best.filter(provider::equals).isPresent()))
        .toList();
  }

  private static Found look(Engines engines, EngineProvider provider, boolean taken) {
    Availability availability;
    try {
      availability = provider.availability();
      if (availability instanceof Availability.Available) {
        Engine engine = engines.open(provider.id()).engine();
        return new Found(
            provider,
            availability,
            taken,
            engine.description(),
            engine.operations(),
            engine.borrowedOperations());
      }
    } catch (RuntimeException | LinkageError e) {
      availability = new Availability.Unavailable(Failure.of(e).message(), "use another engine");
    }
    SortedSet<String> none = new TreeSet<>();
    return new Found(provider, availability, taken, Map.of(), none, none);
  }

  private static SequencedMap<String, Object> tree(Found found) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", found.provider().id());
    tree.put("summary", found.provider().summary());
    tree.put("preference", found.provider().preference());
    tree.put("auto", found.chosen());
    tree.put("origin", Components.origin(found.provider().getClass()));
    putAvailability(found.availability(), tree);
    if (found.availability() instanceof Availability.Available) {
      tree.put("description", found.description());
      tree.put("operations", found.own());
      tree.put("fallback", found.borrowed());
    }
    return tree;
  }

  static void putAvailability(Availability availability, Map<String, Object> tree) {
    switch (availability) {
      case Availability.Available(String detail, List<String> notes) -> {
        tree.put("available", true);
        tree.put("detail", detail);
        tree.put("notes", notes);
      }
      case Availability.Unavailable(String reason, String remedy) -> {
        tree.put("available", false);
        tree.put("reason", reason);
        tree.put("remedy", remedy);
      }
    }
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
    table.row("from", Components.origin(found.provider().getClass()));
    switch (found.availability()) {
      case Availability.Available(String detail, List<String> notes) -> {
        table.row("here", detail);
        notes.forEach(note -> table.row(screen.bad("note"), note));
        found.description().forEach(table::row);
        table.row("preference", preference(found.provider()));
        if (found.borrowed().isEmpty()) {
          table.row("provides", "all operations");
        } else if (found.own().isEmpty()) {
          table.row(
              "provides",
              "nothing itself: all %d operations are its fallback's"
                  .formatted(found.borrowed().size()));
        } else {
          list(table, "provides", found.own());
          table.row(
              "the rest", "%d operations, from its fallback".formatted(found.borrowed().size()));
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
