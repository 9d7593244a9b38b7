package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is unpacked runs in an empty environment: the launcher beside the jars, without sources.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher tried is a bash script")
final class DistributionTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final String FIRST_USE = "gatun: preparing faster starts, a few seconds ...\n";

  private static final String ARCHIVED = " %s source: shared objects file";

  private final Map<String, String> environment = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("GATUN_JAVA_HOME", System.getProperty("java.home"));
    Files.copy(ROOT.resolve("gatun"), folder.resolve("gatun"));
    Path built = ROOT.resolve("pipeline/cli/target/gatun");
    for (String part : List.of("lib", "natives")) {
      assertThat(built.resolve(part)).isDirectory();
      Files.createSymbolicLink(folder.resolve(part), built.resolve(part));
    }
  }

  private Command gatun(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("gatun").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Command(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  /// Builds the module of an engine that calls the C library.
  private Path nativeEngine() throws IOException {
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"),
            """
            module acme.nat {
              requires dev.gatun.engine;
              provides dev.gatun.engine.EngineProvider with acme.Nat;
            }
            """);
    Path engine =
        Files.writeString(
            folder.resolve("Nat.java"),
            """
            package acme;
            import dev.gatun.engine.*;
            import java.lang.foreign.*;
            public final class Nat implements EngineProvider {
              public String id() { return "nat"; }
              public String summary() { return "calls the C library"; }
              public int preference() { return 1; }
              public Kernels open(Kernels fallback) { return fallback; }
              public Availability availability() {
                Linker linker = Linker.nativeLinker();
                try {
                  long seven = (long) linker.downcallHandle(
                      linker.defaultLookup().findOrThrow("labs"),
                      FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG))
                      .invokeExact(-7L);
                  return new Availability.Available("labs(-7) is " + seven);
                } catch (Throwable e) {
                  throw new IllegalStateException(e);
                }
              }
            }
            """);
    Path classes = folder.resolve("classes");
    Path jar = folder.resolve("nat.jar");
    run("javac", "-p", folder.resolve("lib/engines"), "-d", classes, module, engine);
    run("jar", "--create", "--file", jar, "-C", classes, ".");
    return jar;
  }

  private static void run(String tool, Object... words) {
    String[] arguments = Stream.of(words).map(String::valueOf).toArray(String[]::new);
    assertThat(ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, arguments))
        .isZero();
  }

  @Test
  void anEngineOfOthersMayCallNativeCode() throws Exception {
    // Without what makes later starts faster.
    Files.createDirectory(folder.resolve("preparing"));
    callsNativeCode(nativeEngine().toString());
  }

  private void callsNativeCode(String jar) throws Exception {
    Command allowed = gatun("engines", "--engine", "nat", "--allow-native", jar);
    assertThat(allowed.err()).isEmpty();
    assertThat(allowed.out()).startsWith("nat  available\n").contains("labs(-7) is 7", jar);

    Command refused = gatun("engines", "--engine", "nat", "--plugins", jar);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).hasLineCount(1).contains("name it with --allow-native");
  }

  /// The options decide when a kernel is compiled, and so what it allocates.
  @Test
  void theEnginesKeepTheirRulesWithTheOptionsOfTheLauncher() throws Exception {
    assertThat(gatun("--version").err()).isEqualTo(FIRST_USE);
    Command doctor = gatun("engines", "--doctor");
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.code()).isZero();
    assertThat(doctor.out()).contains("openblas  keeps all ", "java  keeps all ");
  }

  @Test
  void runsAtOnceAndStartsFasterFromThenOn() throws Exception {
    String[] run = {
      "run", "digits", "--quiet", "--set", "train.epochs=1", "--set", "collect.source.examples=300"
    };
    assertThat(gatun(run)).isEqualTo(new Command(0, "", FIRST_USE));
    assertThat(folder.resolve("preparing")).doesNotExist();
    Path log = folder.resolve("log");
    environment.put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    assertThat(gatun("runs").out()).startsWith("digits-").contains("finished");
    assertThat(log)
        .content()
        .contains(
            ARCHIVED.formatted("java.lang.Object"),
            ARCHIVED.formatted("picocli.CommandLine"),
            ARCHIVED.formatted("jdk.incubator.vector.FloatVector"),
            ARCHIVED.formatted("dev.gatun.engine.java.Tile8"),
            ARCHIVED.formatted("dev.gatun.cli.RunsCommand"));
    environment.remove("JDK_JAVA_OPTIONS");
    callsNativeCode(nativeEngine().toString());
  }

  @Test
  void anArchiveOfAnotherJdkIsReplaced() throws Exception {
    Path archive = Files.createDirectory(folder.resolve("archive"));
    Files.writeString(archive.resolve("for"), "elsewhere JAVA_VERSION=\"24\"");
    Files.writeString(archive.resolve("options"), "--no-such-option");
    assertThat(gatun("--version").err()).isEqualTo(FIRST_USE);
    assertThat(gatun("--version").err()).isEmpty();
  }
}
