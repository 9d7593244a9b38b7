package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Plugin;
import dev.gatun.runner.definition.Fakes.FakeInitializer;
import dev.gatun.runner.definition.Fakes.FakeLayer;
import dev.gatun.runner.definition.Fakes.FakeLoss;
import dev.gatun.runner.definition.Fakes.FakeModel;
import dev.gatun.runner.definition.Fakes.FakePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
  private static final String HERE = Components.origin(ComponentsTest.class);

  public interface Activation extends FakeLayer {}

  @Component(name = "tanh", summary = "tanh x")
  record Tanh() implements Activation {}

  @Component(name = "Bad Name", summary = "")
  record BadName() implements FakeLayer {}

  @Component(name = "two-kinds", summary = "")
  record TwoKinds() implements FakeLayer, FakeLoss {}

  @Component(name = "no-option", summary = "")
  record NoOption(int size) implements FakeLayer {}

  @Component(name = "bad-options", summary = "")
  record BadOptions(
      @Option("reserved") @Default("x") String id,
      @Option("unsupported") Map<String, String> table,
      @Option("unsupported") List<?> things,
      @Option("auto") @Auto long outputs,
      @Option("bounds") @AtLeast(0) String text,
      @Option("bounds") @AtLeast(0) @Above(1) int low,
      @Option("bounds") @AtLeast(2) @AtMost(1) int none)
      implements FakeLayer {}

  @Component(name = "bad-defaults", summary = "")
  record BadDefaults(
      @Option("a number") @Default("1.5") int number,
      @Option("a bound") @Default("0") @Above(0) float bound,
      @Option("a component") @Default("hi") FakeInitializer part,
      @Option("yaml") @Default("[1") List<Integer> list)
      implements FakeLayer {}

  @Component(name = "endless", summary = "")
  record Endless(@Option("itself") @Default("endless") FakeLayer inner) implements FakeLayer {}

  @Component(name = "tanh", summary = "another")
  record OtherTanh() implements FakeModel {}

  @Component(name = "kindless", summary = "")
  record Kindless() {}

  record Unmarked() implements FakeLayer {}

  private static Components of(List<Class<? extends Record>> types) {
    return Components.of(List.of(new FakePlugin(types)));
  }

  private static String place(Class<?> type) {
    return type.getName() + " in " + HERE;
  }

  @Test
  void theFakesAreInOrder() {
    Fakes.COMPONENTS.validate();
    assertThat(Fakes.COMPONENTS.all().keySet())
        .containsExactly(
            "figure", "initializer", "layer", "loss", "metric", "optimizer", "source", "transform");
    assertThat(Objects.requireNonNull(Fakes.COMPONENTS.all().get("layer")))
        .extracting(Description::name)
        .containsExactly("dropout", "faulty", "linear", "relu", "sequential");
  }

  @Test
  void aComponentStandsForEveryKindItsInterfacesAre() {
    Components components = of(List.of(Tanh.class));
    assertThat(components.find(FakeLayer.class, "tanh")).isNotNull();
    assertThat(components.find(FakeModel.class, "tanh")).isNotNull();
    assertThat(components.find(FakeLoss.class, "tanh")).isNull();
    assertThat(components.describe("tanh")).extracting(Description::kind).containsExactly("layer");
  }

  @Test
  void everyDefectOfAComponentIsNamed() {
    assertThatThrownBy(() -> of(List.of(BadName.class, TwoKinds.class, NoOption.class)).validate())
        .isInstanceOf(PluginException.class)
        .hasMessage(
            place(BadName.class)
                + ": the name of a component must be lower-case letters, digits and dashes,"
                + " beginning with a letter, got 'Bad Name'\n"
                + place(TwoKinds.class)
                + ": must implement one kind of component, got layer, loss\n"
                + place(NoOption.class)
                + ": option 'size' must have @Option with its meaning");
    String at = place(BadOptions.class) + ": option ";
    assertThatThrownBy(() -> of(List.of(BadOptions.class)).validate())
        .hasMessage(
            at
                + "'id' must have another name; id, type and weight are reserved\n"
                + at
                + "'table' must be of a type a definition can hold, got"
                + " java.util.Map<java.lang.String, java.lang.String>; see dev.gatun.api.Option\n"
                + at
                + "'things' must be of a type a definition can hold, got java.util.List<?>; see"
                + " dev.gatun.api.Option\n"
                + at
                + "'outputs' with @Auto must be int, got long\n"
                + at
                + "'text' with bounds must be a number, got text\n"
                + at
                + "'low' must have one bound at each end\n"
                + at
                + "'none' must have its lower bound below its upper");
  }

  @Test
  void defaultsMustDecodeAndSatisfyTheirBounds() {
    String at = place(BadDefaults.class) + ": default ";
    assertThatThrownBy(() -> of(List.of(BadDefaults.class, Fakes.He.class)).validate())
        .isInstanceOf(PluginException.class)
        .hasMessage(
            at
                + "'1.5' of option 'number': must be an integer, got 1.5\n"
                + at
                + "'0' of option 'bound': must be above 0, got 0\n"
                + at
                + "'hi' of option 'part': no initializer 'hi'; did you mean 'he'?\n"
                + at
                + "'[1' of option 'list': the '[' must be closed, or text with special characters"
                + " put in quotes");
    assertThatThrownBy(() -> of(List.of(Endless.class)).validate())
        .hasMessage(
            place(Endless.class) + ": default 'endless' of option 'inner': leads to itself");
  }

  @Test
  void aDefectIsAnErrorOnlyWhereTheComponentIsUsed() {
    Components components = of(List.of(Tanh.class, NoOption.class));
    Decoder decoder = new Decoder(components, Path.of(""));
    assertThat(decoder.component("tanh", FakeLayer.class, "x")).isEqualTo(new Tanh());
    assertThatThrownBy(() -> decoder.component("{type: no-option, size: 1}", FakeLayer.class, "x"))
        .isInstanceOf(PluginException.class);
  }

  @Test
  void whatIsNoComponentIsRefusedAtOnce() {
    assertThatThrownBy(() -> of(List.of(Kindless.class)))
        .hasMessage(
            place(Kindless.class)
                + " must implement a kind of component, such as dev.gatun.api.Layer");
    assertThatThrownBy(() -> of(List.of(Unmarked.class)))
        .hasMessage(place(Unmarked.class) + " must have @Component; add it, or do not offer it");
    Plugin broken =
        () -> {
          throw new NoClassDefFoundError("dev/gatun/api/Gone");
        };
    assertThatThrownBy(() -> Components.of(List.of(broken)))
        .isInstanceOf(PluginException.class)
        .hasMessageEndingWith(
            ": components() must not throw, got java.lang.NoClassDefFoundError: dev/gatun/api/Gone;"
                + " build it against this version of Gatun");
  }

  @Test
  void oneNameInOneKindIsTakenOnce() {
    assertThatThrownBy(() -> of(List.of(Tanh.class, OtherTanh.class)))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "model 'tanh' is offered twice: by %s and by %s; remove one of the two"
                .formatted(place(Tanh.class), place(OtherTanh.class)));
    assertThatThrownBy(() -> of(List.of(Tanh.class, Tanh.class)))
        .hasMessageContaining("'tanh' is offered twice");
  }

  @Test
  void twoJarsWithOneComponentAreBothNamed(@TempDir Path folder) throws IOException {
    Path first = jar(folder.resolve("first.jar"));
    Path second = jar(folder.resolve("second.jar"));
    try (URLClassLoader one = new OwnLoader(first);
        URLClassLoader other = new OwnLoader(second)) {
      List<Plugin> plugins = List.of(plugin(one), plugin(other));
      assertThatThrownBy(() -> Components.of(plugins))
          .isInstanceOf(PluginException.class)
          .hasMessage(
              "layer 'tanh' is offered twice: by %s in %s and by %s in %s; remove one of the two"
                  .formatted(Tanh.class.getName(), first, Tanh.class.getName(), second));
      assertThat(Components.of(List.of(plugin(one))).describe("tanh").getFirst().origin())
          .isEqualTo(first.toString());
    }
  }

  private static Plugin plugin(ClassLoader loader) {
    try {
      Class<?> type = Class.forName(Tanh.class.getName(), false, loader);
      return new FakePlugin(List.of(type.asSubclass(Record.class)));
    } catch (ClassNotFoundException e) {
      throw new LinkageError("the jar was just written", e);
    }
  }

  private static Path jar(Path file) throws IOException {
    String entry = Tanh.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out);
        InputStream in =
            Objects.requireNonNull(Tanh.class.getClassLoader()).getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      Objects.requireNonNull(in).transferTo(zip);
    }
    return file;
  }

  /// Defines the component itself, and leaves the rest to the loader of the test.
  private static final class OwnLoader extends URLClassLoader {
    OwnLoader(Path jar) throws IOException {
      super(new URL[] {jar.toUri().toURL()}, ComponentsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(Tanh.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Test
  void pluginsAreFoundAsServices(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), "no.such.Plugin\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      assertThatThrownBy(() -> Components.load(loader))
          .isInstanceOf(PluginException.class)
          .hasMessageStartingWith("a plugin cannot be loaded: ")
          .hasMessageContaining("no.such.Plugin");
    }
  }
}
