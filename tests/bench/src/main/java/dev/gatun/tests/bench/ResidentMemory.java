package dev.gatun.tests.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/// What the process holds, after a garbage collection, and after the C library has given back to
/// the system what the JVM had freed, such as the working memory of its compiler.
///
/// @param residentBytes memory of the process that is in use by the system's account; NaN where the
///   system does not tell as Linux does
/// @param heapBytes objects
/// @param heapReservedBytes what the JVM keeps for objects
/// @param otherBytes classes, compiled code and so on, by the JVM's own account
/// @param classes loaded
/// @param threads of the process
/// @param files open; NaN where the system does not tell as Linux does
record ResidentMemory(
    double residentBytes,
    double heapBytes,
    double heapReservedBytes,
    double otherBytes,
    double classes,
    double threads,
    double files) {
  private static final double MEBIBYTE = 1024 * 1024;

  /// {@return what the process holds now}
  static ResidentMemory now() {
    awaitCompiler();
    System.gc();
    System.gc(); // the first one may leave the heap larger than it found it
    trim();
    var memory = ManagementFactory.getMemoryMXBean();
    return new ResidentMemory(
        status("VmRSS:") * 1024,
        memory.getHeapMemoryUsage().getUsed(),
        memory.getHeapMemoryUsage().getCommitted(),
        memory.getNonHeapMemoryUsage().getCommitted(),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
        status("Threads:"),
        openFiles());
  }

  /// Waits, for ten seconds at most, until the JIT rests: it works with hundreds of megabytes.
  private static void awaitCompiler() {
    var compiler = ManagementFactory.getCompilationMXBean();
    long before = -1;
    for (int i = 0; i < 20 && compiler.getTotalCompilationTime() != before; i++) {
      before = compiler.getTotalCompilationTime();
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// As `jcmd PID System.trim_native_heap` does, which JVMs on Linux know.
  private static void trim() {
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "systemTrimNativeHeap",
              null,
              null);
    } catch (JMException _) {
      // Then what is free counts as held; it varies, and does not grow without end.
    }
  }

  /// {@return resident memory that is not reserved for objects}
  double nativeBytes() {
    return residentBytes - heapReservedBytes;
  }

  /// {@return a row under [#columns]}
  ///
  /// @param label of the row
  /// @param millis that one cycle took of late
  List<Object> row(String label, double millis) {
    return List.of(
        label,
        millis,
        residentBytes / MEBIBYTE,
        nativeBytes() / MEBIBYTE,
        heapBytes / MEBIBYTE,
        heapReservedBytes / MEBIBYTE,
        otherBytes / MEBIBYTE,
        classes,
        threads,
        files);
  }

  /// {@return the columns of a table of these}
  ///
  /// @param counted what is repeated
  static List<Table.Column> columns(String counted) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(new Table.Column(counted, 0));
    columns.add(new Table.Column("ms each", 2));
    for (String title :
        List.of("resident MiB", "beside heap MiB", "heap used MiB", "heap MiB", "other JVM MiB")) {
      columns.add(new Table.Column(title, 1));
    }
    for (String title : List.of("classes", "threads", "files")) {
      columns.add(new Table.Column(title, 0));
    }
    return columns;
  }

  private static double status(String key) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException _) {
      return Double.NaN;
    }
  }

  private static double openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException _) {
      return Double.NaN;
    }
  }
}
