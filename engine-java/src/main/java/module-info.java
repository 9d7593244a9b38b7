/// The engines written in Java: `java`, on the Vector API where the JVM has it, and `reference`,
/// plain loops in double precision.
module dev.gatun.engine.java {
  requires transitive dev.gatun.engine;
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports dev.gatun.engine.java;
  exports dev.gatun.engine.java.linear;

  provides dev.gatun.engine.EngineProvider with
      dev.gatun.engine.java.JavaEngineProvider,
      dev.gatun.engine.java.ReferenceEngineProvider;
}
