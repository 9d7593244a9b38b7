/// What `gatun new` writes: projects for plugins, definitions, and the artifacts to build against;
/// start at [dev.gatun.cli.scaffold.PluginProject].
@NullMarked
package dev.gatun.cli.scaffold;

import org.jspecify.annotations.NullMarked;
