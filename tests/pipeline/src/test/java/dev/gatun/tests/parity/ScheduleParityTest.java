package dev.gatun.tests.parity;

import dev.gatun.api.History;
import dev.gatun.api.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schedules give the factors that PyTorch's give step by step. Where PyTorch's counts epochs only
/// the last step of an epoch moves it; those along a curve are moved by every step, as ours are.
final class ScheduleParityTest {
  static List<Fixture> cases() {
    return Fixture.all("schedules");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ofEveryStep(Fixture fixture) {
    Schedule schedule = Parity.component(fixture, Schedule.class);
    double[] expected = fixture.block("factors").numbers();
    double[] watched = fixture.block("watched").numbers();
    long stepsPerEpoch = fixture.number("stepsPerEpoch");
    double[] factors = new double[expected.length];
    List<SequencedMap<String, Double>> epochs = new ArrayList<>();
    for (int step = 0; step < factors.length; step++) {
      if (step > 0 && step % stepsPerEpoch == 0 && watched.length > 0) {
        SequencedMap<String, Double> epoch = new LinkedHashMap<>();
        epoch.put("validation.loss", watched[epochs.size()]);
        epochs.add(epoch);
      }
      factors[step] =
          schedule.factor(step, stepsPerEpoch, factors.length)
              * schedule.factor(new History(epochs));
    }
    Closeness.assertAgree(fixture.text(), factors, expected, Parity.SHARE);
  }
}
