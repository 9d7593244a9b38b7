package dev.gatun.kit.engine;

import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.kit.Violation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Rules of what an engine says of itself.
final class DescriptionRules {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

  private DescriptionRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-62",
            Group.DESCRIPTION,
            "An engine has an id, a summary, a detail of what runs here, and a description.",
            DescriptionRules::texts),
        new Rule(
            "ENG-63",
            Group.DESCRIPTION,
            "The operations an engine lists are its own, or pass through it where it says what it"
                + " is `over`; its fallback serves the others.",
            DescriptionRules::operations));
  }

  private static void texts(Trial trial) {
    String id = trial.provider().id();
    Require.that(
        ID.matcher(id).matches(),
        "id: must be lower-case letters, digits and dashes, got '%s'",
        id);
    Require.that(!trial.provider().summary().isBlank(), "summary: must be one sentence, got none");
    switch (trial.provider().availability()) {
      case Availability.Available available ->
          Require.that(
              !available.detail().isBlank()
                  && available.notes().stream().noneMatch(String::isBlank),
              "availability: must say what would run, got '%s'",
              available);
      case Availability.Unavailable(String reason, String _) ->
          throw new Violation("availability: the engine is open, and says it cannot: " + reason);
    }
    Map<String, String> description = trial.engine().description();
    Require.that(!description.isEmpty(), "description: must say what the engine is, is empty");
    description.forEach((key, value) ->
        Require.that(!key.isBlank() && !value.isBlank(), "description: '%s' is '%s'", key, value));
  }

  /// Opens the engine once more, over a fallback that takes note of what reaches it.
  private static void operations(Trial trial) {
    if (trial.provider().isComplete()) {
      SortedSet<String> own = trial.engine().operations();
      Require.that(
          own.containsAll(Sample.methods().keySet()),
          "operations: an engine that calls itself complete must list them all, lists %s",
          own);
      return;
    }
    Set<String> reached = ConcurrentHashMap.newKeySet();
    Engine noted = new Engine(trial.provider().id(), noting(trial, reached));
    boolean decorates = noted.description().containsKey("over");
    for (Operation operation : Operations.all()) {
      boolean own = noted.operations().contains(operation.name());
      for (Sample sample : operation.samples(trial.draw(), 8, 5)) {
        reached.clear();
        Loaded loaded = trial.load(sample);
        loaded.call(noted, loaded.arguments());
        Require.that(
            reached.contains(sample.operation()) != own || (own && decorates),
            "%s: the engine %s it as its own, and its fallback %s it",
            sample,
            own ? "lists" : "does not list",
            own ? "served" : "did not serve");
      }
      trial.recycle();
    }
  }

  private static Kernels noting(Trial trial, Set<String> reached) {
    Kernels complete = trial.complete().kernels();
    Kernels noting =
        (Kernels)
            Proxy.newProxyInstance(
                Kernels.class.getClassLoader(),
                new Class<?>[] {Kernels.class},
                (_, method, arguments) -> {
                  reached.add(method.getName());
                  try {
                    return method.invoke(complete, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return trial.provider().open(noting);
  }
}
