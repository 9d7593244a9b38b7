/// Tests of the kernels against the reference; start at [dev.gatun.engine.java.Sample].
@NullMarked
package dev.gatun.engine.java;

import org.jspecify.annotations.NullMarked;
