package dev.gatun.engine.java;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;

/// Offers the engine `java`: on the Vector API where the JVM has it, in scalar loops elsewhere.
///
/// `-Dgatun.java.vector=false` asks for scalar loops.
public final class JavaEngineProvider implements EngineProvider {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /// Makes the provider.
  public JavaEngineProvider() {}

  @Override
  public String id() {
    return "java";
  }

  @Override
  public String summary() {
    return "Java alone: the Vector API where the JVM has it, scalar loops elsewhere";
  }

  @Override
  public int preference() {
    return 10;
  }

  @Override
  public Availability availability() {
    String obstacle = obstacle();
    return new Availability.Available(
        obstacle.isEmpty() ? "Vector API, " + Lanes.BITS + " bits" : "scalar: " + obstacle);
  }

  @Override
  public Kernels open(Kernels fallback) {
    return obstacle().isEmpty() ? new VectorKernels() : new ScalarKernels();
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  /// {@return whether the Vector API is there: as a module, or on the boot class path, where no
  /// module reads it unless told to}
  private static boolean findsVectors() {
    Module module = JavaEngineProvider.class.getModule();
    try {
      Class<?> vector = Class.forName(VECTOR_MODULE + ".Vector", false, module.getClassLoader());
      module.addReads(vector.getModule());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /// {@return why not the Vector API, and the remedy; empty if nothing speaks against it}
  private static String obstacle() {
    if (!Boolean.parseBoolean(System.getProperty("gatun.java.vector", "true"))) {
      return "gatun.java.vector is false";
    }
    if (!findsVectors()) {
      return "start with --add-modules " + VECTOR_MODULE + " for the Vector API";
    }
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted mode") || mode.contains("emulated-client")) {
      return "the JVM runs without C2, which the Vector API needs;"
          + " start without -Xint and -XX:TieredStopAtLevel";
    }
    // 128 bits on x86 mean no AVX2, and so no fused multiply-add.
    if (Lanes.BITS < (Lanes.isX86() ? 256 : 128)) {
      return "the JVM has vectors of " + Lanes.BITS + " bits only; it takes AVX2 or NEON";
    }
    return "";
  }
}
