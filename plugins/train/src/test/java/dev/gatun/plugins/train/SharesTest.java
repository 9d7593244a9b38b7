package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Large batches have parts, and each row of a batch belongs to one worker's share of one part.
final class SharesTest {
  @ParameterizedTest
  @CsvSource({
    "32, 407050, 2, 1",
    "256, 407050, 2, 1",
    "257, 407050, 2, 2",
    "1024, 407050, 2, 4",
    "1024, 407050, 1, 4",
    "1024, 407050, 4, 2",
    "60000, 407050, 2, 235",
    "512, 3700000, 2, 1",
    "1024, 7850, 2, 1",
    "60000, 7850, 2, 12",
    "60000, 0, 2, 1"
  })
  void partsHaveAsManyRowsAsSuitCaches(int batch, long parameters, int workers, int parts) {
    assertThat(Shares.parts(batch, parameters, workers)).isEqualTo(parts);
  }

  /// Parts of six rows.
  @Test
  void shortBatchesEndEarly() {
    Shares shares = new Shares(3, 2, 3);
    int[] begins = new int[7];
    for (int i = 0; i < 6; i++) {
      begins[i] = shares.begin(i / 2, i % 2, 8);
    }
    begins[6] = shares.begin(2, 2, 8);
    assertThat(begins).containsExactly(0, 3, 6, 8, 8, 8, 8);
    assertThat(shares.size(0, 8)).isEqualTo(6);
    assertThat(shares.size(1, 8)).isEqualTo(2);
    assertThat(shares.size(2, 8)).isZero();
  }
}
