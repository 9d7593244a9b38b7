package dev.gatun.engine;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A dense array in off-heap memory: row-major, contiguous, owned by a [Workspace].
///
/// Views ([#rows], [#reshape], [#range]) share memory with the tensor they come from. A tensor
/// carries no synchronization: threads that share one must not write what others read.
public final class Tensor {
  private final Workspace workspace;
  private final ElementType type;
  private final Shape shape;
  private final MemorySegment segment;
  private final long address;
  private final int rows;
  private final int columns;

  Tensor(Workspace workspace, ElementType type, Shape shape, MemorySegment segment) {
    this.workspace = workspace;
    this.type = type;
    this.shape = shape;
    this.segment = segment;
    this.address = segment.address();
    this.rows = shape.rows();
    this.columns = shape.columns();
  }

  /// {@return the type of the elements}
  public ElementType type() {
    return type;
  }

  /// {@return the closed shape}
  public Shape shape() {
    return shape;
  }

  /// {@return the number of elements}
  public long size() {
    return shape.size();
  }

  /// {@return the extent of axis 0}
  public int rows() {
    return rows;
  }

  /// {@return the product of the extents after axis 0}
  public int columns() {
    return columns;
  }

  /// {@return the owner of the memory}
  public Workspace workspace() {
    return workspace;
  }

  /// {@return whether the workspace is still open}
  public boolean isAlive() {
    return workspace.isAlive();
  }

  /// {@return the memory, of exactly this tensor's size; accesses are checked against bounds and
  /// lifetime}
  public MemorySegment segment() {
    return segment;
  }

  /// {@return the address of the first element; for kernels, which were given checked tensors}
  public long address() {
    return address;
  }

  /// {@return whether this tensor shares memory with another}
  ///
  /// @param other any tensor
  public boolean overlaps(Tensor other) {
    return address < other.address + other.segment.byteSize()
        && other.address < address + segment.byteSize();
  }

  /// {@return a view of leading-axis rows}
  ///
  /// @param from the first row
  /// @param count how many
  /// @throws IndexOutOfBoundsException if the rows are not all in this tensor
  public Tensor rows(int from, int count) {
    Objects.checkFromIndexSize(from, count, rows());
    long rowBytes = (long) columns() * type.bytes();
    return new Tensor(
        workspace, type, shape.withRows(count), segment.asSlice(from * rowBytes, count * rowBytes));
  }

  /// {@return a view of consecutive elements}
  ///
  /// @param from the first element
  /// @param viewShape the view's closed shape
  /// @throws IndexOutOfBoundsException if the elements are not all in this tensor
  public Tensor range(long from, Shape viewShape) {
    Objects.checkFromIndexSize(from, viewShape.size(), size());
    return new Tensor(
        workspace,
        type,
        viewShape,
        segment.asSlice(from * type.bytes(), viewShape.size() * type.bytes()));
  }

  /// {@return a view of the same elements in another shape}
  ///
  /// @param viewShape closed, of the same size
  /// @throws ShapeMismatchException if the sizes differ
  public Tensor reshape(Shape viewShape) {
    if (viewShape.size() != size()) {
      throw new ShapeMismatchException(
          "reshape: %s has %d elements, %s has %d"
              .formatted(shape, size(), viewShape, viewShape.size()));
    }
    return new Tensor(workspace, type, viewShape, segment);
  }

  @Override
  public String toString() {
    return type + " " + shape;
  }
}
