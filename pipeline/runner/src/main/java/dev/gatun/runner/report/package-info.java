/// The report of a run as one HTML page; start at [dev.gatun.runner.report.Report].
@NullMarked
package dev.gatun.runner.report;

import org.jspecify.annotations.NullMarked;
