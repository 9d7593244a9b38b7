package __package__;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;

/// Offers the engine `__name__`.
public final class __class__ implements EngineProvider {
  /// Makes the provider.
  public __class__() {}

  @Override
  public String id() {
    return "__name__";
  }

  @Override
  public String summary() {
    return "Products of matrices in plain Java, with sums in double precision";
  }

  /// Negative: never taken by `auto`. Engine java has 10, openblas 20.
  @Override
  public int preference() {
    return -1;
  }

  /// Where a library is missing, say `Unavailable` with the reason and the remedy.
  @Override
  public Availability availability() {
    return new Availability.Available("plain loops for products, engine java for the rest");
  }

  @Override
  public Kernels open(Kernels fallback) {
    return new __class__Kernels(fallback);
  }
}
