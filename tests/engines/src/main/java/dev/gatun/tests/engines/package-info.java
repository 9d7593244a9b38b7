/// What every engine must do, as JUnit tests; start at [dev.gatun.tests.engines.EngineContract].
@NullMarked
package dev.gatun.tests.engines;

import org.jspecify.annotations.NullMarked;
