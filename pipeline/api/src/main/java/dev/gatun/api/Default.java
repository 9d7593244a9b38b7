package dev.gatun.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value of an option that is left out, written as in a definition; `{}` for a record of
/// options.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /// {@return YAML, such as `0.9`, `relu` or `[0, 1]`}
  String value();
}
