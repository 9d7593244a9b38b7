package dev.gatun.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Makes a record a component of a pipeline, under a name that definitions use.
///
/// The record implements one kind, an interface marked [Kind], such as [Loss] or [Layer]. Its
/// record components are its options, each with [Option]; their names become `lower-kebab`. A
/// compact constructor may check what the bounds cannot say, by throwing
/// `IllegalArgumentException`: the message is reported at the component's position.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {
  /// {@return the name in definitions: lower-case letters, digits and dashes, beginning with a
  /// letter}
  String name();

  /// {@return what it does, in one line}
  String summary();

  /// {@return what it computes, in plain Unicode; empty where there is nothing to say}
  String formula() default "";

  /// {@return paper and equation, or another reference; empty where there is none}
  String source() default "";

  /// {@return how a definition writes it, such as `{type: csv, path: iris.csv, target: species}`;
  /// empty where the smallest values that its options allow make a good example}
  String example() default "";
}
