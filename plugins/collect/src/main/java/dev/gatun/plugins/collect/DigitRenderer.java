package dev.gatun.plugins.collect;

import java.util.Objects;

/// Draws digits that look handwritten, from stroke skeletons of our own and random numbers alone.
///
/// Each image is a pure function of seed, index and digit, the same on every platform: any one can
/// be drawn alone, in any order and on any thread. Images have the form of MNIST, so that a model
/// trained on these reads those: 28×28 pixels, ink 255 on background 0, the digit scaled to fit
/// 20×20 with its proportions kept, its centre of mass near the middle of the image.
///
/// Holds scratch buffers: one thread at a time may use a renderer, so make one for each thread.
///
/// Source of the form: LeCun, Bottou, Bengio, Haffner, *Gradient-Based Learning Applied to Document
/// Recognition* (1998), section III.A.
public final class DigitRenderer {

  /// Width and height of an image, in pixels.
  public static final int SIDE = 28;

  /// Pixels, and bytes, of an image.
  public static final int PIXELS = SIDE * SIDE;

  /// Side of the square a digit fits, less what its soft edges add: MNIST's 20 once rounded up.
  private static final float EXTENT = 19.3f;

  /// Where MNIST puts the centre of mass.
  private static final float CENTRE = 14f;

  /// Greatest distance from there, in pixels: our strokes spread their mass otherwise than real
  /// ones do, and a model that has seen some displacement reads about one real digit in a hundred
  /// more.
  private static final float WOBBLE = 1.2f;

  private static final float SHARPEST_EDGE = 0.9f;
  private static final float SOFTEST_EDGE = 1.3f;

  private final DigitRandom random = new DigitRandom();
  private final Handwriting hand = new Handwriting();
  private final PenPath path = new PenPath();
  private final InkCanvas canvas = new InkCanvas();

  /// Makes a renderer with scratch buffers of its own, about 12 kB.
  public DigitRenderer() {}

  /// Draws one digit.
  ///
  /// @param seed names a whole set of images; any value
  /// @param index the image's place in that set; any value
  /// @param digit what to write, in `[0, 9]`
  /// @param pixels [#PIXELS] bytes from `offset` on are overwritten, row by row, each unsigned from
  ///   0 (background) to 255 (ink)
  /// @param offset where the image begins in `pixels`
  /// @throws IllegalArgumentException if `digit` is not a digit
  /// @throws IndexOutOfBoundsException if `pixels` has no room for an image at `offset`
  public void draw(long seed, long index, int digit, byte[] pixels, int offset) {
    if (digit < 0 || digit > 9) {
      throw new IllegalArgumentException("digit must be in [0, 9], got " + digit);
    }
    Objects.checkFromIndexSize(offset, PIXELS, pixels.length);
    random.start(seed, index, digit);
    hand.write(DigitSkeletons.pick(digit, random.uniform()), random, path);
    path.fit(EXTENT, InkCanvas.MIDDLE);
    canvas.draw(path, random.between(SHARPEST_EDGE, SOFTEST_EDGE));
    float x = CENTRE + random.between(-WOBBLE, WOBBLE);
    float y = CENTRE + random.between(-WOBBLE, WOBBLE);
    canvas.copyCentred(x, y, pixels, offset, SIDE);
  }
}
