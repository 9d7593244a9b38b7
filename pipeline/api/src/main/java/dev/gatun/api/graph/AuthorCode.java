package dev.gatun.api.graph;

import java.util.List;
import java.util.Optional;

/// Where an exception went through the code of a component's author.
///
/// @param line such as `Focal.java:31`; empty where it did not
/// @param threw whether that code threw it, rather than something it called
/// @param builtIn whether it is a component that comes with Gatun, whose line helps nobody who
///   wrote a definition
record AuthorCode(Optional<String> line, boolean threw, boolean builtIn) {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private static final String BUILT_IN = "dev.gatun.plugins.";

  /// What a component may call.
  private static final List<String> CALLED = List.of("dev.gatun.api.", "dev.gatun.engine.");

  /// Who calls components: what lies below is not theirs.
  private static final List<Class<?>> CALLERS =
      List.of(ComponentException.class, Bound.class, WatchedCall.class);

  /// {@return where an exception, or what caused it first, went through an author's code}
  static AuthorCode of(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    boolean top = true;
    for (StackTraceElement frame : first.getStackTrace()) {
      String type = frame.getClassName();
      if (CALLERS.stream().anyMatch(caller -> type.startsWith(caller.getName()))) {
        break;
      }
      if (!isOf(JDK, type) && !isOf(CALLED, type)) {
        return new AuthorCode(
            Optional.of("%s:%d".formatted(frame.getFileName(), frame.getLineNumber())),
            top,
            type.startsWith(BUILT_IN));
      }
      top = false;
    }
    return new AuthorCode(Optional.empty(), false, false);
  }

  private static boolean isOf(List<String> packages, String type) {
    return packages.stream().anyMatch(type::startsWith);
  }
}
