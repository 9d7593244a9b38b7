/// The engine whose BLAS and LAPACK are OpenBLAS.
@NullMarked
package dev.gatun.engine.openblas;

import org.jspecify.annotations.NullMarked;
