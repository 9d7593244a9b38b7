package dev.gatun.cli.scaffold;

import dev.gatun.api.Plugin;
import dev.gatun.engine.EngineProvider;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.RunException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/// A Maven project with one component, its test, and a definition that uses it.
///
/// @param kind of the component
/// @param name of the component, the artifact and the folder: lower-case letters, digits and dashes
/// @param group the Maven group, which begins the package too
/// @param version of Gatun to build against
public record PluginProject(PluginKind kind, String name, String group, String version) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /// Checks the names.
  ///
  /// @throws RunException if one cannot be used
  public PluginProject {
    if (!NAME.matcher(name).matches()) {
      throw unfit(
          "NAME", name, "must be lower-case letters, digits and dashes, beginning with a letter");
    }
    if (!SourceVersion.isName(group)) {
      throw unfit("--group", group, "must be a Java package, such as org.example");
    }
    if (!SourceVersion.isName(packageOf(group, name))) {
      throw unfit("NAME", name, "must not be a word of the Java language");
    }
    String className = classOf(name);
    boolean taken =
        sources(kind).keySet().stream()
            .map(new Template(values(kind, name, group, version))::filled)
            .anyMatch(source -> uses(source, className));
    if (taken) {
      throw unfit(
          "NAME", name, "must not make a class '" + className + "', which its source needs");
    }
  }

  private static RunException unfit(String where, String value, String must) {
    return new RunException(
        ExitCode.DEFINITION, where, "%s: %s, got '%s'".formatted(where, must, value), null);
  }

  /// Whether a source means something else by the name of its class.
  private static boolean uses(String source, String className) {
    return Pattern.compile("(?m)^import .*\\." + className + ";$").matcher(source).find()
        || isOfJava(className);
  }

  private static boolean isOfJava(String className) {
    try {
      Class.forName("java.lang." + className, false, null);
      return true;
    } catch (ClassNotFoundException | LinkageError _) {
      return false;
    }
  }

  private static String classOf(String name) {
    return Arrays.stream(name.split("-", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String packageOf(String group, String name) {
    return group + "." + name.replace("-", "");
  }

  private static Map<String, String> values(
      PluginKind kind, String name, String group, String version) {
    return Map.of(
        "name",
        name,
        "kind",
        kind.toString(),
        "group",
        group,
        "class",
        classOf(name),
        "package",
        packageOf(group, name),
        "folder",
        packageOf(group, name).replace('.', '/'),
        "gatun",
        version,
        "contract",
        kind == PluginKind.ENGINE ? "engines" : "contract",
        "api",
        Plugin.API_VERSION);
  }

  /// The templates of sources with what each is called, behind the name of the class.
  private static SequencedMap<String, String> sources(PluginKind kind) {
    SequencedMap<String, String> sources = new LinkedHashMap<>();
    sources.put("plugin/" + kind + "/Component.java", "");
    if (kind == PluginKind.ENGINE) {
      sources.put("plugin/engine/Kernels.java", "Kernels");
    } else {
      sources.put("plugin/Plugin.java", "Plugin");
    }
    return sources;
  }

  /// {@return the texts of all files by path within the project}
  public SequencedMap<String, String> files() {
    Map<String, String> values = values(kind, name, group, version);
    Template template = new Template(values);
    String folder = values.get("folder") + "/" + values.get("class");
    boolean engine = kind == PluginKind.ENGINE;
    SequencedMap<String, String> files = new LinkedHashMap<>();
    files.put("README.md", template.filled("plugin/README.md"));
    files.put("pom.xml", template.filled("plugin/pom.xml"));
    files.put(".gitignore", template.filled("plugin/gitignore"));
    files.put(name + ".yaml", template.filled("plugin/" + kind + "/definition.yaml"));
    sources(kind)
        .forEach((resource, ending) ->
            files.put("src/main/java/" + folder + ending + ".java", template.filled(resource)));
    String test = "src/test/java/" + folder;
    if (engine) {
      files.put(test + "ContractTest.java", template.filled("plugin/engine/ContractTest.java"));
    } else {
      files.put(test + "Test.java", template.filled("plugin/" + kind + "/Test.java"));
      files.put(test + "ContractTest.java", template.filled("plugin/ContractTest.java"));
    }
    files.put(
        "src/main/resources/META-INF/services/"
            + (engine ? EngineProvider.class : Plugin.class).getName(),
        values.get("package") + "." + values.get("class") + (engine ? "" : "Plugin") + "\n");
    return files;
  }
}
