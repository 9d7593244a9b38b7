package dev.gatun.cli.scaffold;

import java.util.List;

/// A jar of Gatun's that plugins are built against.
///
/// @param id of the artifact, in the group `dev.gatun`
/// @param inside a class within it, which tells where it is
/// @param dependencies ids of artifacts it needs
record Artifact(String id, Class<?> inside, List<String> dependencies) {
  static final String GROUP = "dev.gatun";

  /// {@return what Maven must know of it}
  ///
  /// @param version of all of them
  String pom(String version) {
    StringBuilder pom =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>%s</groupId>
              <artifactId>%s</artifactId>
              <version>%s</version>
              <dependencies>
            """
                .formatted(GROUP, id, version));
    for (String dependency : dependencies) {
      pom.append(
          """
              <dependency>
                <groupId>%s</groupId>
                <artifactId>%s</artifactId>
                <version>%s</version>
              </dependency>
          """
              .formatted(GROUP, dependency, version));
    }
    return pom.append("  </dependencies>\n</project>\n").toString();
  }
}
