package dev.gatun.tests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A table of what engines and other libraries took, less being better, each figure a median.
final class PeerColumns {
  private final List<String> peers;
  private final List<List<Object>> rows = new ArrayList<>();

  /// Prepares.
  ///
  /// @param peers names of other libraries, each with a column
  PeerColumns(List<String> peers) {
    this.peers = List.copyOf(peers);
  }

  /// {@return names of other libraries}
  List<String> peers() {
    return peers;
  }

  /// What is asked of the engines.
  ///
  /// @param words in a few words
  /// @param most how much it may take, given what others took
  record Target(String words, ToDoubleFunction<ToDoubleFunction<String>> most) {}

  /// Adds a row.
  ///
  /// @param label what was measured
  /// @param unit of the figures
  /// @param taken by a contender's name; NaN where it did not take part
  /// @param target what is asked
  void add(String label, String unit, ToDoubleFunction<String> taken, Target target) {
    List<Object> row = new ArrayList<>(List.of(label, unit));
    Contender.ENGINES.forEach(engine -> row.add(taken.applyAsDouble(engine)));
    peers.forEach(peer -> row.add(taken.applyAsDouble(peer)));
    double others = best(taken, peers);
    double most = target.most().applyAsDouble(taken);
    row.add(target.words());
    for (String engine : Contender.ENGINES) {
      double mine = taken.applyAsDouble(engine);
      row.add(others / mine);
      row.add(Double.isNaN(most) || Double.isNaN(mine) ? "-" : mine <= most ? "met" : "missed");
    }
    rows.add(row);
  }

  /// {@return the least of what some took; NaN if none took part}
  ///
  /// @param taken by name
  /// @param names of those
  static double best(ToDoubleFunction<String> taken, List<String> names) {
    return names.stream()
        .mapToDouble(taken)
        .filter(value -> !Double.isNaN(value))
        .min()
        .orElse(Double.NaN);
  }

  /// {@return the table}
  ///
  /// @param title one line
  Table table(String title) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(new Table.Column("workload", 0));
    columns.add(new Table.Column("unit", 0));
    Contender.ENGINES.forEach(engine -> columns.add(new Table.Column(engine, 3)));
    peers.forEach(peer -> columns.add(new Table.Column(peer, 3)));
    columns.add(new Table.Column("must", 0));
    for (String engine : Contender.ENGINES) {
      columns.add(new Table.Column(engine + " x best peer", 2));
      columns.add(new Table.Column(engine + " verdict", 0));
    }
    return new Table(title, columns, rows);
  }
}
