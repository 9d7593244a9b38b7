/// The engines written in Java: `java` and `reference`; start at
/// [dev.gatun.engine.java.JavaEngineProvider].
@NullMarked
package dev.gatun.engine.java;

import org.jspecify.annotations.NullMarked;
