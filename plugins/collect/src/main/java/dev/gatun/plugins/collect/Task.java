package dev.gatun.plugins.collect;

/// What a source makes of the targets in a file.
public enum Task {
  /// Classes where the targets look like names or labels, else values.
  AUTO,
  /// Each different target is a class.
  CLASSES,
  /// Targets are numbers.
  VALUES
}
