package dev.gatun.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers as people read them.
final class Figures {
  private Figures() {}

  /// {@return a metric: four decimals, or as many digits where it is very small or large}
  static String metric(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "undefined";
    }
    boolean plain = size == 0 || (size >= 0.001 && size < 1e6);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }

  /// {@return a count with commas}
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// {@return a duration}
  ///
  /// @param seconds at least 0
  static String seconds(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  /// {@return a moment, to the minute, as clocks here show it}
  static String time(Instant moment) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
        .format(moment.atZone(ZoneId.systemDefault()));
  }

  /// {@return a constant's name as people write it}
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// {@return an amount of memory}
  ///
  /// @param count in bytes
  static String bytes(long count) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double amount = count;
    int unit = 0;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
  }
}
