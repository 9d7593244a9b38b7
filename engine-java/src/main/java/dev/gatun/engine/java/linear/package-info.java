/// Decompositions and the solution of linear systems, in double precision; start at
/// [dev.gatun.engine.java.linear.JavaLinearAlgebra].
@NullMarked
package dev.gatun.engine.java.linear;

import org.jspecify.annotations.NullMarked;
