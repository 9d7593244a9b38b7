package dev.gatun.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void aFolderIsMadeForTheUserAlone() throws IOException {
    Path made = folder.resolve("a/b");
    PrivateFolder.require(made);
    PrivateFolder.require(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void aFolderThatOthersCanWriteToIsRefused() throws IOException {
    for (String permissions : new String[] {"rwxrwxr-x", "rwx---rwx"}) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
      assertThatThrownBy(() -> PrivateFolder.require(folder))
          .isInstanceOf(IOException.class)
          .hasMessage("%s can be written to by other users (%s)".formatted(folder, permissions));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
  void aFolderOfAnotherUserIsRefused() throws IOException {
    // Both belong to root: whoever runs this owns at most one of them, or gives one away.
    Path other = folder.resolve("other");
    PrivateFolder.require(other);
    boolean given = false;
    try {
      Files.setOwner(
          other,
          other.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
      given = true;
    } catch (IOException _) {
      other = Path.of("/");
    }
    Path refused = other;
    assertThatThrownBy(() -> PrivateFolder.require(refused))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(refused + " is owned by user " + (given ? "nobody" : "root"));
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> PrivateFolder.require(file.resolve("natives")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("%s cannot be made".formatted(file));
  }

  @Test
  void eachSystemHasItsPlace() throws IOException {
    Path home = folder.resolve("home");
    properties.put("user.home", home.toString());
    properties.put("os.name", "Linux");
    assertThat(caches()).isEqualTo(home.resolve(".cache"));
    environment.put("XDG_CACHE_HOME", folder.resolve("xdg").toString());
    assertThat(caches()).isEqualTo(folder.resolve("xdg"));
    environment.put("XDG_CACHE_HOME", "relative");
    assertThat(caches()).isEqualTo(home.resolve(".cache"));
    properties.put("os.name", "Mac OS X");
    assertThat(caches()).isEqualTo(home.resolve("Library/Caches"));
    properties.put("os.name", "Windows 11");
    environment.put("LOCALAPPDATA", folder.resolve("local").toString());
    assertThat(caches()).isEqualTo(folder.resolve("local"));
  }

  @Test
  void aUserWithoutAHomeIsTold() {
    properties.put("os.name", "Linux");
    properties.put("user.home", "?");
    assertThatThrownBy(this::caches)
        .isInstanceOf(IOException.class)
        .hasMessage("the user has no home folder for a cache");
  }

  private Path caches() throws IOException {
    return PrivateFolder.caches(properties::get, environment::get);
  }
}
