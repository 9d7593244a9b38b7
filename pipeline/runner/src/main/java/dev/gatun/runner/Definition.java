package dev.gatun.runner;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Loss;
import dev.gatun.api.Metric;
import dev.gatun.api.Model;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.Split;
import dev.gatun.api.Trainer;
import dev.gatun.api.Transform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A pipeline as a definition file describes it.
public record Definition(
    @Option("names the run; left out: the file's name") Optional<String> name,
    @Option("keys all randomness") @Default("0") long seed,
    @Option("what computes: auto, or an engine's id") @Default("auto") String engine,
    @Option("where the examples come from") Collect collect,
    @Option("maps inputs to scores") Model model,
    @Option("how wrong scores are, at least one; of several, the weighted sum")
        List<Named<Loss>> loss,
    @Option("fits the model's parameters") @Default("gradient-descent") Trainer train,
    @Option("judges the result") @Default("{}") Evaluate evaluate) {

  /// Checks what goes together.
  public Definition {
    if (name.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "name: must not be empty; leave it out for the file's name");
    }
    loss = List.copyOf(loss);
    if (loss.isEmpty()) {
      throw new IllegalArgumentException("loss: is missing; add it, such as loss: cross-entropy");
    }
  }

  /// {@return the same under a name}
  Definition named(String given) {
    return new Definition(Optional.of(given), seed, engine, collect, model, loss, train, evaluate);
  }

  /// {@return the same with an engine}
  Definition on(String id) {
    return new Definition(name, seed, id, collect, model, loss, train, evaluate);
  }

  /// The first stage.
  public record Collect(
      @Option("yields the examples") Source source,
      @Option("divides the training examples") Optional<Split> split,
      @Option("prepare the examples, in order") List<Named<Transform>> transforms) {
    /// Copies the list.
    public Collect {
      transforms = List.copyOf(transforms);
    }
  }

  /// The last stage.
  public record Evaluate(
      @Option("numbers to report") List<Named<Metric>> metrics,
      @Option("pictures to draw") List<Named<Figure>> figures,
      @Option("what must hold, such as 'test.accuracy >= 0.97'") List<String> require) {
    /// Copies the lists.
    public Evaluate {
      metrics = List.copyOf(metrics);
      figures = List.copyOf(figures);
      require = List.copyOf(require);
    }

    /// {@return the metrics to report}
    List<Metric> reported() {
      return metrics.stream().map(Named::component).toList();
    }

    /// {@return the metrics that figures draw, reported or not}
    List<Metric> drawn() {
      return figures.stream().flatMap(figure -> figure.component().metric().stream()).toList();
    }

    /// {@return the metrics to report and to draw, none twice}
    Set<Metric> measured() {
      Set<Metric> measured = new LinkedHashSet<>(reported());
      measured.addAll(drawn());
      return measured;
    }
  }

  /// {@return the name of a component in definitions}
  static String typeName(Object component) {
    Component annotation = component.getClass().getAnnotation(Component.class);
    return annotation == null ? component.getClass().getSimpleName() : annotation.name();
  }
}
