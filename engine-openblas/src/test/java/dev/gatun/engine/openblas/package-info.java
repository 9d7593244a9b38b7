/// Tests of the engine on OpenBLAS; start at [dev.gatun.engine.openblas.OpenBlasLinearAlgebraTest].
@NullMarked
package dev.gatun.engine.openblas;

import org.jspecify.annotations.NullMarked;
