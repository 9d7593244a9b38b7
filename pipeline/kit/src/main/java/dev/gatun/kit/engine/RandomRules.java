package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Philox;
import java.util.Arrays;
import java.util.List;

/// Rules of random numbers.
final class RandomRules {
  /// What Philox 4×32-10 gives for key 0 and counter 0, from the known answers of Random123.
  private static final int[] KNOWN = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};

  private RandomRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-37",
            Group.RANDOMNESS,
            "Random numbers are those of Philox, bit by bit the same on every engine.",
            Agreement.both(RandomRules::known, Agreement.of("random"))),
        new Rule(
            "ENG-38",
            Group.RANDOMNESS,
            "Random numbers differ with the key, either half of the stream, and the row's id.",
            RandomRules::differ));
  }

  private static double[] random(Trial trial, long key, long stream, int id) {
    Sample sample =
        Sample.of(
            "random",
            key,
            stream,
            Operand.in("ids", new double[] {id}, 1).of(ElementType.I32),
            Operand.out("y", 1, 50));
    Loaded loaded = trial.load(sample);
    loaded.call();
    return loaded.values("y");
  }

  private static void known(Trial trial) {
    double[] found = random(trial, 0, 0, 0);
    for (int i = 0; i < KNOWN.length; i++) {
      double expected = Philox.uniform(KNOWN[i]);
      Require.that(
          found[i] == expected,
          "random: number %d of key 0, stream 0, id 0 must be %s, got %s",
          i,
          expected,
          found[i]);
    }
  }

  private static void differ(Trial trial) {
    double[] first = random(trial, 1, 1, 1);
    Object[][] others = {
      {2L, 1L, 1},
      {1L + (1L << 32), 1L, 1},
      {1L, 2L, 1},
      {1L, 1L + (1L << 32), 1},
      {1L, 1L, 2},
      {1L, 1L, -1}
    };
    for (Object[] other : others) {
      double[] found = random(trial, (long) other[0], (long) other[1], (int) other[2]);
      Require.that(
          !Arrays.equals(first, found),
          "random: key, stream, id %s must give other numbers than 1, 1, 1",
          Arrays.toString(other));
    }
  }
}
