/// Bindings to BLAS and LAPACK, and the search for the library behind them. Native access is
/// granted to this module and to the Java engine alone.
module dev.gatun.ffi {
  requires static org.jspecify;

  exports dev.gatun.ffi;
  exports dev.gatun.ffi.openblas;
}
