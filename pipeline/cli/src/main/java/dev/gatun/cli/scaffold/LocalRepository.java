package dev.gatun.cli.scaffold;

import dev.gatun.api.Plugin;
import dev.gatun.runner.AtomicFile;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Maven's folder of artifacts on this machine, into which those of Gatun are put that plugins are
/// built against. What is there is replaced only where its version ends in `-SNAPSHOT`.
///
/// @param folder such as `~/.m2/repository`
public record LocalRepository(Path folder) {
  private static final Pattern SETTING =
      Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");

  /// What an installation came to.
  ///
  /// @param added artifacts that were not there, or not as they are now
  /// @param kept artifacts of a release that are there with other contents; left alone
  public record Installed(List<String> added, List<String> kept) {}

  /// {@return the folder that Maven uses}
  ///
  /// @param home the user's
  public static LocalRepository of(Path home) {
    Path maven = home.resolve(".m2");
    Path settings = maven.resolve("settings.xml");
    try {
      if (Files.isReadable(settings)) {
        String text = Files.readString(settings).replaceAll("(?s)<!--.*?-->", "");
        Matcher setting = SETTING.matcher(text);
        if (setting.find()) {
          return new LocalRepository(
              Path.of(setting.group(1).replace("${user.home}", home.toString())));
        }
      }
    } catch (IOException _) {
      // Maven could not read them either: its default is what it takes.
    }
    return new LocalRepository(maven.resolve("repository"));
  }

  /// {@return the version of the jars this runs from; empty where it runs from folders of classes}
  public static Optional<String> version() {
    return Artifact.jar(Plugin.class)
        .map(_ -> Plugin.class.getPackage().getImplementationVersion());
  }

  /// Puts the artifacts where Maven finds them.
  ///
  /// @param version of all of them
  /// @return what was done
  /// @throws RunException if a file cannot be written
  public Installed install(String version) {
    List<String> added = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Artifact artifact : Artifact.all()) {
      Path folder = this.folder.resolve("dev/gatun").resolve(artifact.id()).resolve(version);
      Map<Path, byte[]> files = new HashMap<>();
      artifact
          .files()
          .forEach((ending, bytes) ->
              files.put(folder.resolve(artifact.id() + "-" + version + ending), bytes));
      files.entrySet().removeIf(file -> holds(file.getKey(), file.getValue()));
      if (files.isEmpty()) {
        continue;
      }
      if (files.keySet().stream().anyMatch(Files::exists) && !version.endsWith("-SNAPSHOT")) {
        kept.add(artifact.id());
        continue;
      }
      create(folder);
      files.forEach(AtomicFile::write);
      added.add(artifact.id());
    }
    return new Installed(added, kept);
  }

  private static boolean holds(Path file, byte[] bytes) {
    return Files.isRegularFile(file) && Arrays.equals(read(file), bytes);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unusable(file, "cannot be read", e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(folder, "cannot be made", e);
    }
  }

  private static RunException unusable(Path path, String what, IOException e) {
    return new RunException(
        ExitCode.DISK,
        path.toString(),
        "%s: %s: %s; name another local repository with --repository"
            .formatted(path, what, e.getMessage()),
        e);
  }
}
