package dev.gatun.plugins.collect;

/// The skeletons of the ten digits, made by hand for this project and taken from no font.
///
/// Immutable after class initialisation; any thread may read.
final class DigitSkeletons {

  private static final Skeleton[] ZERO = {
    // closed oval, once round from the top
    way(4, "47,0 21,12 2,48 7,88 29,100 55,86 70,50 65,12 47,0"),
    // oval whose end runs past its start
    way(2, "53,2 23,12 0,50 7,88 29,100 57,84 70,48 63,12 41,2 25,14"),
    // open at the top
    way(1, "40,4 16,18 -1,54 8,90 33,100 60,78 71,40 64,10 46,6"),
    way(0.6f, "23,0 5,30 -1,70 15,98 44,96 67,60 67,12"),
    // clockwise, with a hook into the oval
    way(1, "27,16 51,0 70,22 67,60 42,96 14,96 0,66 9,26 36,4 55,12"),
    // round, and lying
    way(2, "57,2 24,4 1,44 9,86 41,100 78,82 95,46 86,10 57,2"),
    way(1, "66,4 26,10 1,46 15,84 51,88 93,60 102,22 66,4"),
  };

  private static final Skeleton[] ONE = {
    way(8, "42,0 28,100"),
    way(1, "48,0 37,30 31,66 28,100"),
    way(1, "38,0 40,30 36,66 26,100"),
    // flag
    way(0.7f, "20,22 31,14 44,0! 36,50 28,100"),
    way(0.5f, "10,34 28,20 46,0! 37,50 28,100"),
    // flag and base
    way(0.6f, "18,20 43,2! 36,50 29,98", "2,100 29,98 57,98"),
    way(0.4f, "17,16 48,0! 38,50 29,98", "-11,98 29,98 73,94"),
  };

  private static final Skeleton[] TWO = {
    // rounded top and a corner at the foot
    way(3, "8,20 28,2 52,6 59,26 42,58 6,94! 38,94 72,94"),
    // loop at the foot
    way(2, "5,22 28,2 56,8 59,34 37,66 12,92 0,92 5,76 23,76 44,92 76,94"),
    way(2, "10,18 30,0 54,10 53,36 33,68 10,90 -6,84 3,68 27,76 50,88 72,88"),
    // large loop
    way(2, "8,14 36,0 60,16 52,48 32,80 6,94 -7,76 13,62 39,76 74,94"),
    // flat loop, rounded
    way(1.5f, "4,16 32,0 62,16 52,48 20,80 2,98 4,84 26,82 50,94 78,88"),
    // wide and flat
    way(1, "2,10 36,0 58,14 34,54 2,84! 48,86 98,92"),
    way(1, "1,22 32,0 58,20 35,62 0,90 9,72 50,84 94,84"),
    // like the letter Z
    way(1, "6,10 32,4 64,6! 34,48 4,90! 38,92 76,90"),
    // swan neck
    way(2, "9,26 24,4 48,2 59,22 48,54 24,80 2,98! 32,90 70,98"),
    // large head, short foot
    way(1, "5,30 14,8 38,0 60,12 59,38 39,64 10,94! 34,92 62,98"),
    // hooked head, loop at the foot
    way(1, "19,30 10,18 28,2 54,8 55,36 29,68 0,86 -3,72 19,70 42,82 78,86"),
  };

  private static final Skeleton[] THREE = {
    way(3, "8,12 32,0 58,14 50,38 24,48! 54,58 66,78 42,100 4,92"),
    way(3, "6,12 34,0 54,14 48,36 30,46! 54,54 64,74 44,98 2,94"),
    // without a corner
    way(2, "6,10 32,0 56,16 46,38 28,48 46,52 66,72 44,98 0,92"),
    way(1, "10,6 36,2 50,14 36,42 28,48 48,56 54,76 38,96 12,100"),
    // small loop in the middle
    way(1.5f, "8,12 36,0 58,18 42,42 26,50 24,42 44,46 66,66 54,92 26,100 0,90"),
    // flat top
    way(1, "6,6 34,4 62,4! 46,26 28,42! 56,52 66,74 42,98 4,92"),
    // large lower half
    way(1, "14,10 36,0 52,12 44,32 24,40! 56,46 72,70 52,96 0,96"),
    // long tail
    way(1.5f, "20,8 46,0 64,14 52,38 34,46! 58,58 58,82 30,98 -10,96"),
    // curled ends
    way(1.5f, "6,24 12,4 38,0 56,16 46,38 28,48! 54,56 64,76 44,98 12,98 0,82"),
    // large head
    way(1, "4,12 32,0 62,12 62,34 34,54! 54,60 60,80 36,100 4,94"),
  };

  private static final Skeleton[] FOUR = {
    // open, rounded elbow
    way(3, "18,2 10,30 6,52 21,58 66,48", "68,2 58,50 48,100"),
    // open, sharp elbow
    way(3, "20,0 11,28 2,54! 34,54 74,50", "65,6 56,50 46,100"),
    // closed, two strokes
    way(1.5f, "52,0 26,34 -2,64! 34,64 75,62", "54,0 46,50 38,100"),
    // one stroke, like an open 9
    way(1.5f, "18,4 6,34 16,50 38,46 65,10! 56,50 44,100"),
    // short right stroke that begins low
    way(2, "34,0 17,28 -1,58! 33,58 74,50", "55,26 45,60 32,100"),
    // wide, both uprights slanted
    way(1.5f, "34,0 19,24 2,48! 36,48 85,42", "80,0 56,46 34,100"),
    // narrow neck, the bar low
    way(1, "24,2 14,34 5,62! 35,62 65,58", "49,6 44,50 36,100"),
  };

  private static final Skeleton[] FIVE = {
    // one stroke from the top right
    way(3, "66,4 40,4 16,4! 12,42! 34,36 60,50 60,80 34,100 0,92"),
    way(1.5f, "70,4 18,6! 10,46! 40,34 68,54 62,86 34,100 2,88"),
    // the bar apart
    way(2.5f, "18,6 14,44! 40,38 62,58 54,88 26,100 0,90", "18,6 44,6 74,0"),
    way(1, "22,10 12,46! 38,44 54,62 44,90 20,100 4,96", "22,8 52,4 84,4"),
    // like the letter S
    way(2, "68,2 36,2 16,18 20,38 46,52 60,74 42,98 0,92"),
    // long bar, small belly
    way(1.5f, "84,0 52,8 28,10! 20,40! 40,42 52,62 40,88 0,98"),
    way(2, "104,0 64,6 38,10! 26,44! 46,42 58,62 42,88 0,98"),
    // belly that nearly closes
    way(1, "58,2 22,4! 14,40! 38,38 60,54 56,84 32,100 10,92 6,76"),
    // short stem
    way(1, "60,0 18,2! 12,30! 38,30 62,52 58,84 30,100 0,90"),
  };

  private static final Skeleton[] SIX = {
    way(3, "48,0 22,20 4,56 10,92 36,100 56,80 48,58 24,60 8,80"),
    way(2, "34,0 14,34 4,70 18,98 46,94 56,72 40,54 16,66 6,80"),
    // wide belly
    way(2, "44,0 14,30 0,66 18,98 50,98 68,72 48,48 18,60 4,78"),
    way(1.5f, "56,2 16,28 0,68 20,98 60,94 74,70 50,60 18,78"),
    // belly to the right, like a b
    way(1.5f, "30,0 8,34 0,72 16,98 52,98 76,74 58,56 34,70 24,92"),
    way(1.5f, "24,0 4,40 2,78 20,100 50,90 56,68 40,58 22,72 16,94"),
    // small loop at the foot
    way(2, "60,0 34,20 10,56 4,84 22,100 46,88 44,68 24,70 10,88"),
    // closed early
    way(1, "52,0 24,20 6,52 6,82 26,100 50,92 56,70 38,56 8,66"),
    // almost a circle with a short stem
    way(1, "44,0 16,22 2,60 14,94 46,100 68,80 60,52 34,44 8,60"),
  };

  private static final Skeleton[] SEVEN = {
    way(4, "4,8 32,6 62,4! 44,48 26,100"),
    // wide
    way(1, "0,8 44,6 84,2! 60,50 46,100"),
    // hook at the start
    way(2, "2,22 6,4! 34,6 62,4! 40,48 28,100"),
    way(1.5f, "0,36 5,6! 36,6 66,4! 56,50 48,100"),
    // rising top
    way(1, "0,24 30,12 62,0! 42,50 24,100"),
    // barred
    way(1.5f, "4,8 32,6 64,2! 44,46 28,100", "14,54 38,52 64,48"),
    // rounded shoulder
    way(1.5f, "2,10 30,2 56,6 58,28 44,60 34,100"),
    // wavy top
    way(1.5f, "0,14 16,2 38,12 62,2! 46,42 34,100"),
    way(1, "0,34 10,6 38,12 66,4! 50,50 42,100"),
    // long bar
    way(1.5f, "2,12 30,6 60,2! 42,48 30,100", "8,58 40,52 76,50"),
    way(1, "0,22 6,6! 34,8 62,4! 44,46 34,100", "14,50 40,50 68,46"),
  };

  private static final Skeleton[] EIGHT = {
    // from the top right, as an S that closes
    way(3, "60,12 36,0 12,16 22,40 48,58 56,82 32,100 6,84 18,58 47,38 62,14"),
    // small head, and small foot
    way(1, "52,14 36,0 20,12 27,34 50,56 58,80 34,100 6,88 11,62 36,40 52,14"),
    way(1, "63,22 38,0 10,14 16,42 42,58 48,80 32,100 14,90 19,66 44,46 63,22"),
    // from the middle
    way(1.5f, "36,48 13,28 28,2 54,8 55,32 24,58 4,84 28,100 54,84 36,48"),
    // two ovals
    way(1, "36,0 14,10 15,36 34,46 55,36 58,12 36,0", "34,46 6,60 4,90 32,100 60,90 61,62 34,46"),
    // open at the top
    way(1.5f, "64,14 42,0 14,10 19,36 46,58 52,84 28,100 8,86 26,56 72,6"),
    way(1.5f, "76,4 46,2 18,10 13,28 36,46 47,70 32,98 8,96 3,76 26,54 53,30 74,0"),
    // open wide, the end high above the start
    way(1, "46,4 16,8 17,32 44,54 50,80 26,98 6,84 28,54 68,16"),
    // flat head
    way(1, "68,6 38,2 12,12 25,36 50,58 54,84 28,100 6,84 24,58 49,36 62,12"),
    // begun at the crossing, to the right
    way(1, "34,48 59,28 50,2 22,4 13,28 40,52 59,76 42,98 12,94 7,70 34,48"),
  };

  private static final Skeleton[] NINE = {
    way(3, "56,12 32,0 8,16 10,42 32,48 52,32 57,10! 56,50 54,100"),
    way(2, "54,14 30,0 10,14 10,36 30,46 48,34 54,10! 52,50 48,100"),
    // wide head
    way(1.5f, "64,10 30,0 2,22 12,48 44,40 64,10! 62,54 56,100"),
    // slanted tail
    way(2, "58,8 34,2 8,22 12,46 34,46 60,8! 46,56 32,100"),
    way(1.5f, "66,8 36,0 6,22 10,44 36,40 66,8 48,52 34,100"),
    // line that runs past the head
    way(1, "74,4 36,4 8,24 16,44 42,36 60,10! 48,56 38,100"),
    // curved tail
    way(1.5f, "56,14 30,0 6,18 12,44 40,44 56,16 58,54 44,92 10,96"),
    way(0.5f, "56,14 30,0 4,18 10,42 40,44 58,16 60,60 46,94 20,98 8,84"),
    // rounded shoulder
    way(2, "50,30 26,46 6,34 14,8 42,2 56,22 52,58 46,100"),
    // head left open
    way(1.5f, "56,4 30,4 8,24 14,44 36,42 56,20! 50,60 44,100"),
    way(1, "62,2 28,6 10,26 20,44 42,40 60,26 58,60 50,100"),
    // two strokes
    way(1, "54,10 28,0 6,20 14,42 38,40 54,14", "58,6 54,50 48,100"),
  };

  private static final Skeleton[][] ALL = {
    ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE
  };

  private DigitSkeletons() {}

  /// {@return one way to write a digit, from the form that [Skeleton#of] reads}
  private static Skeleton way(float weight, String... strokes) {
    return Skeleton.of(weight, strokes);
  }

  /// Picks a skeleton as often as its weight says.
  ///
  /// @param digit in `[0, 9]`
  /// @param choice uniform in `[0, 1)`
  /// @return one of the digit's skeletons
  static Skeleton pick(int digit, float choice) {
    Skeleton[] variants = ALL[digit];
    float total = 0f;
    for (Skeleton variant : variants) {
      total += variant.weight();
    }
    float rest = choice * total;
    for (Skeleton variant : variants) {
      rest -= variant.weight();
      if (rest < 0f) {
        return variant;
      }
    }
    return variants[variants.length - 1]; // rounding left a rest of 0
  }
}
