/// Finding, loading and probing the BLAS library; start at [dev.gatun.ffi.BlasLibrary#load].
@NullMarked
package dev.gatun.ffi;

import org.jspecify.annotations.NullMarked;
