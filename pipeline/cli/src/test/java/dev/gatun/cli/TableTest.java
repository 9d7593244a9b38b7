package dev.gatun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    Table table = new Table("  ");
    table.row("a", "first", "x");
    table.row("longer", "b");

    assertThat(table.text()).isEqualTo("  a        first   x\n  longer   b\n");
  }

  @Test
  void numbersAreSetRightAndColorsTakeNoRoom() {
    Table table = Table.ofNumbers("");
    table.row("", "\u001b[1mloss\u001b[0m");
    table.row("test", "1.5");
    table.row("train", "12.25");

    assertThat(table.text())
        .isEqualTo("         \u001b[1mloss\u001b[0m\ntest      1.5\ntrain   12.25\n");
  }
}
