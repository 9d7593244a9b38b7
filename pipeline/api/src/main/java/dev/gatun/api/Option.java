package dev.gatun.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes an option of a component.
///
/// An option is required unless it has a [Default], is [Auto], or is an `Optional` or a `List`
/// (empty by default). Types: `int`, `long`, `float`, `double`, `boolean`, enums, `String`, `Path`
/// (relative to the definition file), `Duration`, [Range], a kind of component, `List` and [Named]
/// and `Optional` of these, and records of options without a name.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {
  /// {@return what it means, in one line, with its unit}
  String value();
}
