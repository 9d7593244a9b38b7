/// The report of a run.
@NullMarked
package dev.gatun.runner.report;

import org.jspecify.annotations.NullMarked;
