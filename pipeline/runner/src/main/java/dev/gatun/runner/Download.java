package dev.gatun.runner;

import dev.gatun.api.Fetchable;
import dev.gatun.api.Fetchable.RemoteFile;
import dev.gatun.runner.plugin.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Downloads the files of a data set into the cache: the only thing in Gatun that uses the network.
///
/// Each file is tried at one mirror after the other; it appears in the folder only once its size
/// and checksum are right. Files that are there already and right are left alone.
public final class Download implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BUFFER = 1 << 16;

  private final Fetchable data;
  private final List<URI> mirrors;
  private final Event.Listener listener;
  private final Path folder;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  private Download(Fetchable data, List<URI> mirrors, Event.Listener listener) {
    this.data = data;
    this.mirrors = mirrors;
    this.listener = listener;
    this.folder = data.folder();
  }

  /// Downloads what is missing.
  ///
  /// `GATUN_MIRRORS` (or the system property `gatun.mirrors`), addresses separated by commas, takes
  /// the place of the data set's own mirrors; `file:` addresses do too.
  ///
  /// @param data says what and from where
  /// @param listener is told of each file
  /// @return the folder that holds the files
  /// @throws RunException with [ExitCode#DATA] if no mirror has a file, or [ExitCode#DISK] if it
  ///   cannot be written
  public static Path fetch(Fetchable data, Event.Listener listener) {
    try (Download download = new Download(data, mirrors(data), listener)) {
      download.fetchAll();
      return download.folder;
    }
  }

  private static List<URI> mirrors(Fetchable data) {
    String set = System.getProperty("gatun.mirrors", System.getenv("GATUN_MIRRORS"));
    if (set == null || set.isBlank()) {
      return data.mirrors();
    }
    try {
      return Arrays.stream(set.strip().split("[,\\s]+")).map(URI::create).toList();
    } catch (IllegalArgumentException e) {
      throw new RunException(
          ExitCode.DEFINITION,
          "GATUN_MIRRORS",
          "GATUN_MIRRORS: must be addresses separated by commas, got '%s'".formatted(set),
          e);
    }
  }

  private void fetchAll() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    for (RemoteFile file : data.files()) {
      Path target = folder.resolve(file.name());
      if (isRight(target, file)) {
        listener.on(new Event.Noted("%s is there already".formatted(target)));
      } else {
        URI from = fetch(file, target);
        listener.on(new Event.Noted("%s: %d bytes from %s".formatted(target, file.bytes(), from)));
      }
    }
  }

  private static boolean isRight(Path target, RemoteFile file) {
    try {
      return Files.exists(target)
          && Files.size(target) == file.bytes()
          && Checksums.sha256(target).equals(file.sha256());
    } catch (IOException _) {
      // It is there and cannot be read: the download that follows replaces it, or says why not.
      return false;
    }
  }

  private URI fetch(RemoteFile file, Path target) {
    List<String> refused = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI address = address(mirror, file);
      try (InputStream stream = open(address)) {
        write(stream, file, target);
        return address;
      } catch (Unfit e) {
        refused.add(address + ": " + e.getMessage());
      } catch (IOException e) {
        refused.add(address + ": " + reason(e));
      }
    }
    throw new RunException(
        ExitCode.DATA,
        data.dataset(),
        ("%s: no mirror gave '%s': %s; check the connection, set GATUN_MIRRORS to other mirrors, or"
                + " put the files into %s")
            .formatted(data.dataset(), file.name(), String.join("; ", refused), folder),
        null);
  }

  private URI address(URI mirror, RemoteFile file) {
    String root = mirror.toString();
    return URI.create(
        (root.endsWith("/") ? root : root + "/") + data.dataset() + "/" + file.name());
  }

  private InputStream open(URI address) throws IOException {
    String scheme = String.valueOf(address.getScheme());
    if (scheme.equals("file")) {
      return Files.newInputStream(Path.of(address));
    }
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new Unfit("must be an http, https or file address");
    }
    try {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new Unfit("HTTP status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(
          ExitCode.INTERRUPTED,
          data.dataset(),
          data.dataset() + ": the download was interrupted; run it again",
          e);
    }
  }

  /// What a mirror gave is not the file.
  private static final class Unfit extends IOException {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason);
    }
  }

  private static void write(InputStream stream, RemoteFile file, Path target) throws IOException {
    Path part = target.resolveSibling("." + file.name() + ".part");
    try {
      try (FileChannel channel = openPart(part)) {
        copy(stream, file, channel, part);
        channel.force(true);
      }
      move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static FileChannel openPart(Path part) {
    try {
      return FileChannel.open(
          part,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private static void move(Path part, Path target) {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static void copy(InputStream stream, RemoteFile file, FileChannel channel, Path part)
      throws IOException {
    MessageDigest digest = Checksums.sha256();
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int got = stream.read(buffer); got >= 0; got = stream.read(buffer)) {
      bytes += got;
      if (bytes > file.bytes()) {
        throw new Unfit("must have %d bytes, got more".formatted(file.bytes()));
      }
      digest.update(buffer, 0, got);
      writeFully(channel, ByteBuffer.wrap(buffer, 0, got), part);
    }
    if (bytes < file.bytes()) {
      throw new Unfit("must have %d bytes, got %d".formatted(file.bytes(), bytes));
    }
    String sum = HexFormat.of().formatHex(digest.digest());
    if (!sum.equals(file.sha256())) {
      throw new Unfit("must have SHA-256 %s, got %s".formatted(file.sha256(), sum));
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes, Path part) {
    try {
      AtomicFile.writeFully(channel, bytes);
    } catch (IOException e) {
      throw unwritable(part, e);
    }
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host, or no network";
      }
    }
    return switch (e) {
      case HttpTimeoutException _ -> "no answer within %d s".formatted(PATIENCE.toSeconds());
      case ConnectException _ -> "no connection";
      case NoSuchFileException _ -> "no such file";
      default ->
          e.getMessage() == null ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    };
  }

  private static RunException unwritable(Path path, IOException e) {
    String reason =
        e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    return new RunException(
        ExitCode.DISK,
        path.toString(),
        "%s: cannot be written: %s; free the disk, or set GATUN_CACHE to another folder"
            .formatted(path, reason),
        e);
  }

  @Override
  public void close() {
    client.close();
  }
}
