package dev.gatun.runner;

import dev.gatun.api.History;
import dev.gatun.api.Keep;
import dev.gatun.api.Metric;
import dev.gatun.api.Named;
import dev.gatun.api.Result;
import dev.gatun.api.Schedule;
import dev.gatun.api.Stop;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Near;
import dev.gatun.runner.definition.Position;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds what of a trainer watches a number that no epoch will have, before any training.
///
/// Each is asked about an epoch that has every number there will be, and takes note of what it
/// misses: so it holds for components of third parties too.
final class WatchedNumbers {
  /// An epoch that remembers which number was asked for in vain.
  private static final class Epoch extends LinkedHashMap<String, Double> {
    private static final long serialVersionUID = 1L;

    private transient Optional<String> missed = Optional.empty();

    @Override
    public @Nullable Double get(Object name) {
      if (!containsKey(name)) {
        missed = Optional.of(String.valueOf(name));
      }
      return super.get(name);
    }
  }

  private final Session session;
  private final Set<String> numbers = new TreeSet<>();

  private WatchedNumbers(Session session) {
    this.session = session;
    numbers.addAll(Set.of("train.loss", "train.seconds", "train.examplesPerSecond"));
    if (!session.validation().isEmpty()) {
      numbers.add("validation.loss");
      for (Named<Metric> metric : session.definition().evaluate().metrics()) {
        if (isNumber(
            Needs.start(metric.component(), session.train().examples(), session.network()))) {
          numbers.add("validation." + metric.id());
        }
      }
    }
  }

  /// A metric of no examples need not have a result; then nothing is known against it.
  private static boolean isNumber(Metric.Meter meter) {
    try {
      return meter.result() instanceof Result.Number;
    } catch (RuntimeException _) {
      return true;
    }
  }

  /// Asks all that the trainer of a session has.
  ///
  /// @param session whose definition, data and network are known
  /// @throws DefinitionException naming the first number that is missing, with its position
  static void check(Session session) {
    if (session.definition().train() instanceof Record trainer) {
      new WatchedNumbers(session).walk(trainer, "train");
    }
  }

  private void walk(Record record, String path) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String child = path + "." + Locator.kebab(component.getName());
      Object value = Locator.read(record, component);
      if (value instanceof Optional<?> optional && optional.isPresent()) {
        value = optional.get();
      }
      if (value instanceof Record inner) {
        missed(inner).ifPresent(name -> refuse(inner, child, name));
        walk(inner, child);
      }
    }
  }

  private Optional<String> missed(Record asked) {
    Epoch epoch = new Epoch();
    numbers.forEach(name -> epoch.put(name, 0.0));
    epoch.put("epoch", 1.0);
    History history = new History(List.of(epoch));
    try {
      switch (asked) {
        case Keep keep -> keep.isBest(history);
        case Stop stop -> stop.reason(history);
        case Schedule schedule -> schedule.factor(history);
        default -> {}
      }
    } catch (IllegalArgumentException _) {
      return epoch.missed;
    }
    return Optional.empty();
  }

  private void refuse(Record asked, String path, String name) {
    String at = path;
    for (RecordComponent component : asked.getClass().getRecordComponents()) {
      if (name.equals(Locator.read(asked, component))) {
        at = path + "." + Locator.kebab(component.getName());
      }
    }
    Position position =
        Locator.position(at, session.decoded()).orElse(Position.of(session.decoded().file()));
    throw new DefinitionException(position, at, message(name));
  }

  private String message(String name) {
    if (session.validation().isEmpty() && name.startsWith("validation.")) {
      return "there is no validation split to have '%s'; add collect.split, or watch train.loss"
          .formatted(name);
    }
    String full = "validation." + name;
    return "no epoch will have a number '%s'%s"
        .formatted(
            name,
            numbers.contains(full)
                ? "; did you mean '%s'?".formatted(full)
                : Near.hint(name, numbers, "there are", ""));
  }
}
