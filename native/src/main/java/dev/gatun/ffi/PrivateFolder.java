package dev.gatun.ffi;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Folders that nobody but the user can write to: what is loaded from them runs with the user's
/// rights.
final class PrivateFolder {
  private PrivateFolder() {}

  /// {@return the folder for what may be deleted at any time, by the customs of the system}
  ///
  /// @param properties system properties by name
  /// @param environment environment variables by name
  /// @throws IOException if the system names none
  static Path caches(
      Function<String, @Nullable String> properties, Function<String, @Nullable String> environment)
      throws IOException {
    String system =
        Optional.ofNullable(properties.apply("os.name")).orElse("").toLowerCase(Locale.ROOT);
    Optional<Path> home = absolute(properties.apply("user.home"));
    Optional<Path> caches =
        system.startsWith("windows")
            ? absolute(environment.apply("LOCALAPPDATA"))
            : system.startsWith("mac")
                ? home.map(folder -> folder.resolve("Library").resolve("Caches"))
                : absolute(environment.apply("XDG_CACHE_HOME"))
                    .or(() -> home.map(folder -> folder.resolve(".cache")));
    return caches.orElseThrow(() -> new IOException("the user has no home folder for a cache"));
  }

  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path)
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /// Makes a folder for the user alone, or checks one that is there.
  ///
  /// @param folder absolute
  /// @throws IOException if it cannot be made, is owned by another user, or others can write to it;
  ///   the message says which
  static void require(Path folder) throws IOException {
    Path path = folder.normalize();
    try {
      create(path);
    } catch (AccessDeniedException e) {
      throw new IOException(e.getFile() + " cannot be made: permission denied", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "not a folder" : e.getReason();
      throw new IOException("%s cannot be made: %s".formatted(e.getFile(), reason), e);
    }
    if (!isPosix(path)) {
      return;
    }
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
    UserPrincipal user = user(path);
    if (!attributes.owner().equals(user)) {
      throw new IOException(
          "%s is owned by user %s, not by %s".formatted(path, attributes.owner(), user));
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
        || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      throw new IOException(
          "%s can be written to by other users (%s)"
              .formatted(path, PosixFilePermissions.toString(attributes.permissions())));
    }
  }

  private static void create(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      if (isPosix(parent == null ? folder : parent)) {
        Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(own));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process may have made it a moment ago.
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static boolean isPosix(Path path) {
    return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
  }

  /// The user that this process runs as. Its name may be unknown to the system, in a container; on
  /// Linux the process's own folder then still belongs to its number.
  private static UserPrincipal user(Path path) throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Files.getOwner(self)
        : path.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name", ""));
  }
}
