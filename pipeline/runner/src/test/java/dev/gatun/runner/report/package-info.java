/// Tests of the report; start at [dev.gatun.runner.report.ReportTest].
@NullMarked
package dev.gatun.runner.report;

import org.jspecify.annotations.NullMarked;
