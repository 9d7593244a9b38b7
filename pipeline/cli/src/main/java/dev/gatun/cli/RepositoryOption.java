package dev.gatun.cli;

import dev.gatun.cli.scaffold.LocalRepository;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the artifacts go that plugins are built against.
final class RepositoryOption {
  @Option(
      names = "--repository",
      paramLabel = "DIR",
      description =
          "Maven's local repository; default: that of ~/.m2/settings.xml, or" + " ~/.m2/repository")
  private @Nullable String folder;

  RepositoryOption() {}

  /// Puts the artifacts there.
  ///
  /// @return what was done, for people
  String install() {
    String named = folder;
    LocalRepository repository =
        named == null
            ? LocalRepository.of(Path.of(System.getProperty("user.home", "")))
            : new LocalRepository(DefinitionOptions.path("--repository", named));
    return LocalRepository.version()
        .map(version -> {
          LocalRepository.Installed done = repository.install(version);
          String where = "in %s".formatted(repository.folder());
          if (!done.kept().isEmpty()) {
            return "Left alone %s: %s of version %s, with other contents than those here."
                .formatted(where, String.join(", ", done.kept()), version);
          }
          return "What it is built and tested with is %s %s, version %s."
              .formatted(done.added().isEmpty() ? "already" : "now", where, version);
        })
        .orElse(
            "Gatun runs from folders of classes: nothing was put into "
                + repository.folder()
                + "; 'gatun new artifacts' of a distribution does.");
  }
}
