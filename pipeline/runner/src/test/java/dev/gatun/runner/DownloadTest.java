package dev.gatun.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gatun.api.Fetchable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final byte[] CONTENT = "what the file holds".getBytes(UTF_8);

  @TempDir Path folder;
  private HttpServer server;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private record Numbers(Path folder, List<URI> mirrors, String sha256) implements Fetchable {
    @Override
    public String dataset() {
      return "numbers";
    }

    @Override
    public List<RemoteFile> files() {
      return List.of(new RemoteFile("a.bin", CONTENT.length, sha256));
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          synchronized (asked) {
            asked.add(path);
          }
          byte[] body = served.get(path);
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty("gatun.mirrors");
  }

  private URI mirror(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private Path fetch(URI... mirrors) {
    Fetchable data = new Numbers(folder.resolve("numbers"), List.of(mirrors), sha256(CONTENT));
    return Download.fetch(
        data,
        event -> {
          if (event instanceof Event.Noted(String message)) {
            notes.add(message);
          }
        });
  }

  @Test
  void putsFilesIntoTheFolderAndSaysFromWhere() throws IOException {
    served.put("/x/numbers/a.bin", CONTENT);
    Path filled = fetch(mirror("/x"));
    assertThat(filled).isEqualTo(folder.resolve("numbers"));
    assertThat(filled.resolve("a.bin")).hasBinaryContent(CONTENT);
    assertThat(notes)
        .containsExactly(
            "%s: 19 bytes from %s".formatted(filled.resolve("a.bin"), mirror("/x/numbers/a.bin")));
    try (var files = Files.list(filled)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void leavesFilesAloneThatAreRight() throws IOException {
    Path file = Files.createDirectories(folder.resolve("numbers")).resolve("a.bin");
    Files.write(file, CONTENT);
    fetch(mirror("/x"));
    assertThat(asked).isEmpty();
    assertThat(notes).containsExactly(file + " is there already");
  }

  @Test
  void replacesFilesThatAreDamaged() throws IOException {
    Path file = Files.createDirectories(folder.resolve("numbers")).resolve("a.bin");
    Files.writeString(file, "what the file h0lds");
    served.put("/numbers/a.bin", CONTENT);
    fetch(mirror("/"));
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void triesTheNextMirrorAfterOneThatLacksOrDamagesTheFile() {
    served.put("/two/numbers/a.bin", "what the file h0lds".getBytes(UTF_8));
    served.put("/three/numbers/a.bin", CONTENT);
    Path filled = fetch(mirror("/one"), mirror("/two"), mirror("/three"));
    assertThat(filled.resolve("a.bin")).hasBinaryContent(CONTENT);
    assertThat(asked)
        .containsExactly("/one/numbers/a.bin", "/two/numbers/a.bin", "/three/numbers/a.bin");
  }

  @Test
  void saysWhatIsWrongWithEachMirrorAndWhatToDo() {
    served.put("/b/numbers/a.bin", "short".getBytes(UTF_8));
    served.put("/c/numbers/a.bin", "this is much too long".getBytes(UTF_8));
    served.put("/d/numbers/a.bin", "what the file h0lds".getBytes(UTF_8));
    assertThatThrownBy(() -> fetch(mirror("/a"), mirror("/b"), mirror("/c"), mirror("/d")))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA))
        .hasMessage(
            ("numbers: no mirror gave 'a.bin': %s: HTTP status 404; %s: must have 19 bytes, got 5;"
                    + " %s: must have 19 bytes, got more; %s: must have SHA-256 %s, got"
                    + " %s; check the connection, set"
                    + " GATUN_MIRRORS to other mirrors, or put the files into %s")
                .formatted(
                    mirror("/a/numbers/a.bin"),
                    mirror("/b/numbers/a.bin"),
                    mirror("/c/numbers/a.bin"),
                    mirror("/d/numbers/a.bin"),
                    sha256(CONTENT),
                    sha256("what the file h0lds".getBytes(UTF_8)),
                    folder.resolve("numbers")));
    assertThat(folder.resolve("numbers")).isEmptyDirectory();
  }

  @Test
  void saysThatThereIsNoConnection() {
    URI gone = mirror("");
    server.stop(0);
    assertThatThrownBy(() -> fetch(gone))
        .hasMessageContaining(gone + "/numbers/a.bin: no connection; check the connection");
  }

  @Test
  void takesMirrorsFromThePropertyAndFolders() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy").resolve("numbers"));
    Files.write(copy.resolve("a.bin"), CONTENT);
    System.setProperty("gatun.mirrors", folder.resolve("copy").toUri() + ", ftp://nowhere");
    Path filled = fetch(mirror("/x"));
    assertThat(filled.resolve("a.bin")).hasBinaryContent(CONTENT);
    assertThat(asked).isEmpty();
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("numbers"), "in the way");
    assertThatThrownBy(() -> fetch(mirror("/x")))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DISK))
        .hasMessageContaining("; free the disk, or set GATUN_CACHE to another folder");
  }
}
