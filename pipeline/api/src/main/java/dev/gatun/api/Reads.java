package dev.gatun.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says of a [Source] which files [Source#inputs] reads, so that `predict` finds it by the name of
/// a file. The source must have an option `path`, the file, and do with that alone.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Reads {
  /// {@return how the names of the files end, in lower case, such as `.npy`; `.gz` may follow}
  String[] value();
}
