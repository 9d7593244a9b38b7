/// Tests of linear algebra by residuals; start at
/// [dev.gatun.engine.java.linear.LinearAlgebraSample].
@NullMarked
package dev.gatun.engine.java.linear;

import org.jspecify.annotations.NullMarked;
