package dev.gatun.tests.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gatun.engine.Availability;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.engine.java.Gemm;
import dev.gatun.engine.openblas.OpenBlasEngineProvider;
import dev.gatun.ffi.BlasLibrary;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Engine `openblas` on the libraries that a system may have instead of the one that comes with
/// Gatun, each in a process of its own.
///
/// A library that is not installed is printed, not tried. The system property `gatun.test.blas`
/// names more files, such as MKL's, as a list in the form of a class path.
final class OtherLibrariesTest {
  private static final List<String> SERVING =
      List.of(
          "openblas-pthread/libopenblas.so.0",
          "openblas-pthread/libblas.so.3",
          "openblas-openmp/libopenblas.so.0",
          "openblas-openmp/libblas.so.3",
          "blis-pthread/libblis.so.4",
          "blis-pthread/libblas.so.3",
          "blis-serial/libblis.so.4",
          "blis-openmp/libblis.so.4",
          "atlas/libblas.so.3",
          "libcblas.so.3",
          "blas/libblas.so.3",
          "libmkl_rt.so");

  /// Built for a single thread.
  private static final List<String> SEQUENTIAL =
      List.of("openblas-serial/libopenblas.so.0", "openblas-serial/libblas.so.3");

  /// Built for 64-bit integers.
  private static final List<String> LONG =
      List.of(
          "openblas64-pthread/libopenblas64.so.0",
          "openblas64-serial/libopenblas64.so.0",
          "openblas64-openmp/libopenblas64.so.0",
          "blis64-pthread/libblis64.so.4",
          "blis64-serial/libblis64.so.4",
          "blas64/libblas64.so.3");

  /// Where Debian and its kin keep libraries of several processors apart.
  private static Stream<Path> present(List<String> names) {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    return names.stream()
        .map(Path.of("/usr/lib/" + processor + "-linux-gnu")::resolve)
        .filter(Files::exists);
  }

  static List<Path> serving() {
    String more = System.getProperty("gatun.test.blas", "");
    Stream<Path> named =
        Arrays.stream(more.split(File.pathSeparator, -1))
            .filter(name -> !name.isBlank())
            .map(Path::of);
    return Stream.concat(present(SERVING), named).toList();
  }

  static List<Arguments> refused() {
    return Stream.concat(
            present(SEQUENTIAL)
                .map(file ->
                    arguments(
                        file,
                        "built for one thread, and may return wrong numbers when called from"
                            + " several; Gatun needs a build with threads, such as"
                            + " libopenblas0-pthread")),
            present(LONG)
                .map(file ->
                    arguments(
                        file,
                        "built for 64-bit integers (ILP64); Gatun needs a build for 32-bit"
                            + " ones")))
        .toList();
  }

  @BeforeAll
  static void sayWhatIsThere() {
    List<String> all = Stream.of(SERVING, SEQUENTIAL, LONG).flatMap(Collection::stream).toList();
    List<Path> there = present(all).toList();
    String missing =
        all.stream()
            .filter(name -> there.stream().noneMatch(file -> file.endsWith(name)))
            .collect(Collectors.joining(", "));
    System.out.printf("other libraries: %d tried; not installed: %s%n", there.size(), missing);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("serving")
  void theLibraryServes(Path file) throws IOException, InterruptedException {
    assertThat(child(file)).contains("products agree");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("refused")
  void theLibraryIsRefusedWithAReason(Path file, String reason)
      throws IOException, InterruptedException {
    assertThat(child(file)).contains("unavailable: GATUN_BLAS=%s (%s)".formatted(file, reason));
  }

  private static String child(Path file) throws IOException, InterruptedException {
    String classPath =
        Stream.of(
                Engines.class,
                Gemm.class,
                OpenBlasEngineProvider.class,
                BlasLibrary.class,
                OtherLibrariesTest.class)
            .map(OtherLibrariesTest::home)
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                classPath,
                Child.class.getName())
            .redirectErrorStream(true);
    builder.environment().put("GATUN_BLAS", file.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    System.out.print(output.replaceAll("WARNING: Using incubator.*\\R", ""));
    return output;
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// The program of the other process.
  static final class Child {
    private Child() {}

    /// Multiplies, and says by what; fails where a product is wrong.
    ///
    /// @param arguments none
    public static void main(String[] arguments) {
      EngineProvider provider = new OpenBlasEngineProvider();
      switch (provider.availability()) {
        case Availability.Unavailable(String reason, String _) ->
            System.out.println("unavailable: " + reason);
        case Availability.Available available -> {
          Engine engine = Engines.load(Child.class.getClassLoader()).open(provider.id()).engine();
          System.out.println(available + " " + engine.description());
          Random random = new Random(11);
          for (int threads = 1; threads <= 2; threads++) {
            engine.threads(threads);
            for (int operands = 0; operands < 4; operands++) {
              boolean transposeA = operands % 2 == 1;
              boolean transposeB = operands / 2 == 1;
              check(engine, random, transposeA, transposeB, 1, 1, 1);
              check(engine, random, transposeA, transposeB, 5, 7, 3);
              check(engine, random, transposeA, transposeB, 128, 10, 512);
              check(engine, random, transposeA, transposeB, 160, 150, 200);
            }
          }
          System.out.println("products agree");
        }
      }
    }

    /// With β = 0 over NaN, and then again with β = 1/2 over the result.
    private static void check(
        Engine engine, Random random, boolean transposeA, boolean transposeB, int m, int n, int k) {
      try (Workspace workspace = engine.workspace("check")) {
        double[] a = random.doubles((long) m * k).map(x -> (float) (x - 0.5)).toArray();
        double[] b = random.doubles((long) n * k).map(x -> (float) (x - 0.5)).toArray();
        Tensor left = tensor(engine, workspace, transposeA ? k : m, transposeA ? m : k, a);
        Tensor right = tensor(engine, workspace, transposeB ? n : k, transposeB ? k : n, b);
        double[] nan = new double[m * n];
        Arrays.fill(nan, Double.NaN);
        Tensor result = tensor(engine, workspace, m, n, nan);
        engine.gemm(transposeA, transposeB, 2, left, right, 0, result);
        engine.gemm(transposeA, transposeB, 1, left, right, 0.5, result);
        double[] c = engine.download(result);
        // Two products and a sum after them: Higham, 2nd ed., eq. 3.5.
        double bound = (2 * k + 4) * Math.scalb(1.0, -24);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            double sum = 0;
            double terms = 0;
            for (int l = 0; l < k; l++) {
              double term =
                  2 * a[transposeA ? l * m + i : i * k + l] * b[transposeB ? j * k + l : l * n + j];
              sum += term;
              terms += Math.abs(term);
            }
            if (!(Math.abs(c[i * n + j] - sum) <= bound * terms)) {
              throw new AssertionError(
                  "[%d, %d, %d] %b %b: element %d, %d must be %s, got %s"
                      .formatted(m, n, k, transposeA, transposeB, i, j, sum, c[i * n + j]));
            }
          }
        }
      }
    }

    private static Tensor tensor(
        Engine engine, Workspace workspace, int rows, int columns, double[] values) {
      Tensor tensor = workspace.allocate(ElementType.F32, Shape.of(rows, columns));
      engine.upload(values, tensor);
      return tensor;
    }
  }
}
