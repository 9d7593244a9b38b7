package dev.gatun.runner.plugin;

import dev.gatun.api.Plugin;
import dev.gatun.runner.definition.PluginException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Compares the version of the API that a jar was built against with that of this Gatun.
final class ApiVersion {
  /// Of the main section of a jar's manifest.
  static final String ATTRIBUTE = "Gatun-Api-Version";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})");

  private ApiVersion() {}

  /// Checks a jar's version. One that says none is taken to fit.
  ///
  /// @param jar of the plugin
  /// @param version as its manifest says
  /// @throws PluginException if it does not fit
  static void check(Path jar, @Nullable String version) {
    if (version == null) {
      return;
    }
    Matcher built = VERSION.matcher(version);
    Matcher here = VERSION.matcher(Plugin.API_VERSION);
    if (!built.matches() || !here.matches()) {
      throw new PluginException(
          "%s: %s in the manifest must be a version such as %s, got '%s'; correct it"
              .formatted(jar, ATTRIBUTE, Plugin.API_VERSION, version));
    }
    int major = Integer.parseInt(built.group(1));
    int minor = Integer.parseInt(built.group(2));
    boolean sameMajor = major == Integer.parseInt(here.group(1));
    int minorHere = Integer.parseInt(here.group(2));
    if (!sameMajor || (major == 0 ? minor != minorHere : minor > minorHere)) {
      throw new PluginException(
          "%s: must be built against version %s of the plugin API, got %s; build it against this version of Gatun, or use the Gatun it was built for"
              .formatted(jar, Plugin.API_VERSION, version));
    }
  }
}
