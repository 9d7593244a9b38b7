package dev.gatun.plugins.evaluate;

/// How the rates of classes become one number.
public enum Average {
  /// Their mean, every class counting the same.
  MACRO,
  /// The rate of all decisions together.
  MICRO,
  /// Their mean, every class counting by its examples.
  WEIGHTED,
  /// That of the second of two classes.
  BINARY,
  /// Not at all: a number for each class.
  PER_CLASS
}
