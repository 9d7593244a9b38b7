package dev.gatun.ffi;

import java.util.Locale;

/// Names of platforms, as the folders of the OpenBLAS artifact have them.
final class Platform {
  private Platform() {}

  /// {@return the name of the platform this JVM runs on, as in `linux-x86_64`}
  static String current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  /// {@return the name of a platform}
  ///
  /// @param system as the system property `os.name` has it
  /// @param processor as the system property `os.arch` has it
  static String of(String system, String processor) {
    String lowerCase = system.toLowerCase(Locale.ROOT);
    String family = lowerCase.replace(' ', '-');
    if (lowerCase.startsWith("mac")) {
      family = "macosx";
    } else if (lowerCase.startsWith("windows")) {
      family = "windows";
    }
    return family
        + "-"
        + switch (processor) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> processor;
        };
  }
}
