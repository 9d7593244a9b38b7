package dev.gatun.api.graph;

import dev.gatun.engine.Shape;
import java.io.Serial;
import java.util.function.Supplier;

/// A component that does not fit where a definition puts it; the message names the component and
/// the shape it was given.
public final class ComponentException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Ids joined by dots.
  private final String path;

  /// The message without the path.
  private final String detail;

  private ComponentException(String path, String detail, RuntimeException cause) {
    super(path + ": " + detail, cause);
    this.path = path;
    this.detail = detail;
  }

  /// {@return ids from the outermost component to this one, joined by dots}
  public String path() {
    return path;
  }

  /// {@return the message without the path}
  public String detail() {
    return detail;
  }

  /// Runs what a component does, and names the component in what it throws.
  static <T> T naming(String path, Shape input, Supplier<T> work) {
    try {
      return work.get();
    } catch (ComponentException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ComponentException(path, "%s (input %s)".formatted(e.getMessage(), input), e);
    }
  }
}
