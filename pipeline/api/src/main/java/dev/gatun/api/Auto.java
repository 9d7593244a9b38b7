package dev.gatun.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks an `int` option that may be `auto`, which it is by default: the number of outputs the
/// target needs.
///
/// The framework puts the number in before the component is used. A compact constructor sees
/// [#UNKNOWN] first, and must let it pass.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Auto {
  /// What an option holds until the number is known.
  int UNKNOWN = Integer.MIN_VALUE;
}
