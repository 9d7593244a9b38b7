package dev.gatun.tests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A contender at work in a process of its own, so that no thread of one contender that still spins
/// gets in the way of another.
final class ContenderProcess implements AutoCloseable {
  private final Contender contender;
  private final Process process;
  private final Path errors;
  private final Writer requests;
  private final BufferedReader replies;

  /// Starts the process.
  ///
  /// @param contender what to start
  /// @param folder takes what it writes to its error stream
  /// @throws IOException if it cannot be started
  ContenderProcess(Contender contender, Path folder) throws IOException {
    this.contender = contender;
    errors = Files.createTempFile(folder, contender.name(), ".log");
    ProcessBuilder builder = new ProcessBuilder(contender.command());
    builder.environment().putAll(contender.environment());
    process = builder.redirectError(errors.toFile()).start();
    requests = process.outputWriter();
    replies = process.inputReader();
  }

  /// What a contender answered.
  ///
  /// @param values by name
  record Reply(Map<String, String> values) {
    /// {@return a number; NaN where the contender does not give it}
    ///
    /// @param name of the number
    double number(String name) {
      return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }
  }

  /// {@return who it is}
  Contender contender() {
    return contender;
  }

  /// Asks, and waits for the answer.
  ///
  /// @param request one line
  /// @return the answer; empty if the contender does not do such work
  /// @throws ContenderException if it failed
  Optional<Reply> ask(String request) {
    try {
      requests.write(request + "\n");
      requests.flush();
      @Nullable String line = replies.readLine();
      if (line != null && line.equals("none")) {
        return Optional.empty();
      }
      if (line == null || !line.startsWith("ok")) {
        throw failed(request, line);
      }
      return Optional.of(reply(line));
    } catch (IOException e) {
      throw failed(request, e.getMessage());
    }
  }

  private static Reply reply(String line) {
    Map<String, String> values = new HashMap<>();
    for (String word : line.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return new Reply(values);
  }

  private ContenderException failed(String request, @Nullable String reason) {
    String said;
    try {
      said = Files.readString(errors).strip();
    } catch (IOException e) {
      said = String.valueOf(e.getMessage());
    }
    return new ContenderException(
        "%s: '%s': must answer, got %s; its last words: %s"
            .formatted(contender.label(), request, reason, said));
  }

  /// {@return the most memory that the process has held so far; NaN where the system does not tell
  /// as Linux does}
  double peakBytes() {
    return ProcessMemory.peakBytes(process.pid());
  }

  /// Ends the process: its requests end.
  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
