/// Plugins from outside: jars and `.java` files, each behind a class loader of its own; start at
/// [dev.gatun.runner.plugin.PluginPath].
@NullMarked
package dev.gatun.runner.plugin;

import org.jspecify.annotations.NullMarked;
