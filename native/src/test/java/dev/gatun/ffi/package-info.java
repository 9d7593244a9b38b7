/// Tests of the search for the library; start at [dev.gatun.ffi.BlasSearchTest].
@NullMarked
package dev.gatun.ffi;

import org.jspecify.annotations.NullMarked;
