package dev.gatun.cli.scaffold;

import java.util.Locale;

/// What a new plugin begins with.
public enum PluginKind {
  /// A loss, composed.
  LOSS,
  /// A layer with parameters, composed.
  LAYER,
  /// A metric of one number.
  METRIC,
  /// A source that draws examples.
  SOURCE,
  /// A transform that learns from the training examples.
  TRANSFORM,
  /// An optimizer with a slot.
  OPTIMIZER,
  /// An engine with products of its own.
  ENGINE;

  /// {@return the name in lower case, as in definitions}
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
