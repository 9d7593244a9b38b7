package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Unary;
import java.util.List;

/// A tensor that will be computed: a node of a [Graph]. Its methods add operations to the graph;
/// gradients follow.
///
/// Axis 0 is the example axis `n`, open until a batch comes. Operations on two values repeat a
/// single number, one row `[1, k]` or one column `[n, 1]` to the shape of the other, and nothing
/// else; for that, axes after the first count as one.
public final class Value {
  private final Graph graph;
  private final int index;
  private final Op op;
  private final List<Value> inputs;
  private final Shape shape;

  Value(Graph graph, int index, Op op, List<Value> inputs, Shape shape) {
    this.graph = graph;
    this.index = index;
    this.op = op;
    this.inputs = inputs;
    this.shape = shape;
  }

  /// {@return the graph this belongs to}
  public Graph graph() {
    return graph;
  }

  /// {@return the shape, open (`[n, …]`) where it depends on the batch}
  public Shape shape() {
    return shape;
  }

  /// {@return the product of the extents after axis 0}
  public int features() {
    return shape.columns();
  }

  int index() {
    return index;
  }

  Op op() {
    return op;
  }

  List<Value> inputs() {
    return inputs;
  }

  /// {@return what an operation of one's own gives}
  ///
  /// @param op gets this as input 0
  /// @param others its further inputs
  /// @throws ShapeMismatchException if the inputs do not suit
  public Value apply(Op op, Value... others) {
    Value[] all = new Value[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return graph.apply(op, all);
  }

  /// {@return `x·w`, `[n, m]`}
  ///
  /// @param w closed, `[features, m]`
  public Value matmul(Value w) {
    return graph.apply(new Ops.MatMul(), this, w);
  }

  /// {@return `x + other`}
  ///
  /// @param other of this shape, or repeated to it
  public Value plus(Value other) {
    return binary(Binary.PLUS, other);
  }

  /// {@return `x + number`}
  ///
  /// @param number any
  public Value plus(double number) {
    return unary(Unary.AFFINE, 1, number);
  }

  /// {@return `x − other`}
  ///
  /// @param other of this shape, or repeated to it
  public Value minus(Value other) {
    return binary(Binary.MINUS, other);
  }

  /// {@return `x · other`, element by element}
  ///
  /// @param other of this shape, or repeated to it
  public Value times(Value other) {
    return binary(Binary.TIMES, other);
  }

  /// {@return `number · x`}
  ///
  /// @param number any
  public Value times(double number) {
    return unary(Unary.AFFINE, number, 0);
  }

  /// {@return `x / other`, element by element}
  ///
  /// @param other of this shape, or repeated to it
  public Value dividedBy(Value other) {
    return binary(Binary.DIVIDE, other);
  }

  /// {@return the greater of both; where they are equal, the gradient goes to `other`}
  ///
  /// @param other of this shape, or repeated to it
  public Value maximum(Value other) {
    return binary(Binary.MAXIMUM, other);
  }

  /// {@return the smaller of both; where they are equal, the gradient goes to `other`}
  ///
  /// @param other of this shape, or repeated to it
  public Value minimum(Value other) {
    return binary(Binary.MINIMUM, other);
  }

  /// {@return 1 where `x > other`, else 0; no gradient flows}
  ///
  /// @param other of this shape, or repeated to it
  public Value greater(Value other) {
    return binary(Binary.GREATER, other);
  }

  /// {@return `−x`}
  public Value negate() {
    return unary(Unary.AFFINE, -1, 0);
  }

  /// {@return `|x|`; gradient 0 at 0}
  public Value abs() {
    return unary(Unary.ABS);
  }

  /// {@return −1, 0 or 1; gradient 0}
  public Value sign() {
    return unary(Unary.SIGN);
  }

  /// {@return `x` limited to an interval; gradient 0 at its ends and beyond}
  ///
  /// @param from the least value
  /// @param to the greatest value
  public Value clamp(double from, double to) {
    return unary(Unary.CLAMP, from, to);
  }

  /// {@return `value` where `x > limit`, else 0; gradient 0}
  ///
  /// @param limit what x must exceed
  /// @param value given there
  public Value above(double limit, double value) {
    return unary(Unary.ABOVE, limit, value);
  }

  /// {@return `value` where `x < limit`, else 0; gradient 0}
  ///
  /// @param limit what x must stay below
  /// @param value given there
  public Value below(double limit, double value) {
    return unary(Unary.BELOW, limit, value);
  }

  /// {@return `x²`}
  public Value square() {
    return unary(Unary.SQUARE);
  }

  /// {@return `√x`}
  public Value sqrt() {
    return unary(Unary.SQRT);
  }

  /// {@return `xᵖ`}
  ///
  /// @param exponent p
  public Value pow(double exponent) {
    return unary(Unary.POW, exponent, 0);
  }

  /// {@return `eˣ`}
  public Value exp() {
    return unary(Unary.EXP);
  }

  /// {@return `eˣ − 1`, accurate near 0}
  public Value expm1() {
    return unary(Unary.EXPM1);
  }

  /// {@return `ln x`}
  public Value log() {
    return unary(Unary.LOG);
  }

  /// {@return `ln(1 + x)`, accurate near 0}
  public Value log1p() {
    return unary(Unary.LOG1P);
  }

  /// {@return `sin x`}
  public Value sin() {
    return unary(Unary.SIN);
  }

  /// {@return `cos x`}
  public Value cos() {
    return unary(Unary.COS);
  }

  /// {@return the error function of x}
  public Value erf() {
    return unary(Unary.ERF);
  }

  /// {@return `max(0, x)`; gradient 0 at 0}
  public Value relu() {
    return unary(Unary.RELU);
  }

  /// {@return `x` above 0, `slope·x` elsewhere}
  ///
  /// @param slope the gradient at 0 and below
  public Value leakyRelu(double slope) {
    return unary(Unary.LEAKY_RELU, slope, 0);
  }

  /// {@return `x` above 0, `scale·(eˣ − 1)` elsewhere}
  ///
  /// @param scale minus the limit at −∞
  public Value elu(double scale) {
    return unary(Unary.ELU, scale, 0);
  }

  /// {@return `1 / (1 + e⁻ˣ)`}
  public Value sigmoid() {
    return unary(Unary.SIGMOID);
  }

  /// {@return `tanh x`}
  public Value tanh() {
    return unary(Unary.TANH);
  }

  /// {@return `ln(1 + eˣ)`}
  public Value softplus() {
    return unary(Unary.SOFTPLUS);
  }

  /// {@return each row exponentiated and divided by its sum}
  public Value softmax() {
    return graph.apply(new Ops.Softmax(), this);
  }

  /// {@return the logarithm of [#softmax], without overflow}
  public Value logSoftmax() {
    return graph.apply(new Ops.LogSoftmax(), this);
  }

  /// {@return the sum of each row, `[n, 1]`}
  public Value sumRows() {
    return graph.apply(new Ops.Sum(false), this);
  }

  /// {@return the mean of each row, `[n, 1]`}
  public Value meanRows() {
    return sumRows().times(1.0 / features());
  }

  /// {@return the sum of all elements, `[1, 1]`; of an open value it mixes examples}
  public Value sum() {
    return graph.apply(new Ops.Sum(true), this);
  }

  /// {@return the same numbers with axes after the first merged, `[n, features]`}
  public Value flatten() {
    return shape.rank() == 2 ? this : reshape(shape.flat());
  }

  /// {@return the same numbers in another shape}
  ///
  /// @param newShape of as many features, open if this is
  /// @throws ShapeMismatchException if it has another number of elements
  public Value reshape(Shape newShape) {
    return graph.apply(new Ops.Reshape(newShape), this);
  }

  /// {@return some columns, `[n, count]`}
  ///
  /// @param from the first
  /// @param count how many
  public Value columns(int from, int count) {
    return graph.apply(new Ops.Columns(from, count), this);
  }

  /// {@return chosen columns, `y[i, j] = x[i, columns[j]]`, `[n, count]`: for padding, cropping,
  /// flipping, repeating}
  ///
  /// @param columns each from 0 to features − 1, or −1 for a 0
  /// @throws ShapeMismatchException if there is no such column
  public Value pick(int... columns) {
    for (int column : columns) {
      if (column < -1 || column >= features()) {
        throw new ShapeMismatchException("pick: no column %d in %s".formatted(column, shape));
      }
    }
    return graph.apply(new ImageOps.Pick(columns.length), this, graph.indices(columns));
  }

  /// {@return this and another value side by side, `[n, features + other's features]`}
  ///
  /// @param other of as many rows
  public Value beside(Value other) {
    return graph.apply(new Ops.Beside(), this, other);
  }

  /// {@return each row less its mean, divided by its deviation: `(x − mean) / √(variance + ε) ·
  /// gain
  /// + bias`}
  ///
  /// @param gain `[1, features]`
  /// @param bias `[1, features]`
  /// @param epsilon ε, above 0
  public Value layerNorm(Value gain, Value bias, double epsilon) {
    return graph.apply(new NormalizationOps.LayerNorm(epsilon), this, gain, bias);
  }

  /// {@return `x·scale + shift`, element by element; scale and shift get no gradient}
  ///
  /// @param scale closed, `[1, features]` or `[1, 1]`
  /// @param shift of the same shape
  public Value scaled(Value scale, Value shift) {
    return graph.apply(new Ops.Scaled(), this, scale.detached(), shift.detached());
  }

  /// {@return the same value, through which no gradient flows back}
  public Value detached() {
    return graph.apply(new Ops.Detached(), this);
  }

  Value unary(Unary f, double p, double q) {
    return graph.apply(new Ops.Elementwise(f, p, q), this);
  }

  private Value unary(Unary f) {
    return unary(f, 0, 0);
  }

  private Value binary(Binary f, Value other) {
    return graph.apply(new BinaryOp(f), this, other);
  }

  @Override
  public String toString() {
    return op.name() + " " + shape;
  }
}
