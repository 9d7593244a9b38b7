package dev.gatun.api.graph;

import dev.gatun.api.data.DataException;
import dev.gatun.engine.Shape;
import java.io.Serial;
import java.util.Optional;
import java.util.function.Supplier;

/// A component that does not fit where a definition puts it, or breaks its contract; the message
/// names the component, the shape it was given, and the line of its code.
public final class ComponentException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Ids joined by dots.
  private final String path;

  /// The message without the path.
  private final String detail;

  /// Whether the author must act.
  private final boolean fault;

  private ComponentException(String path, String detail, boolean fault, Throwable cause) {
    super(path.isEmpty() ? detail : path + ": " + detail, cause);
    this.path = path;
    this.detail = detail;
    this.fault = fault;
  }

  /// {@return ids from the outermost component to this one, joined by dots}
  public String path() {
    return path;
  }

  /// {@return the message without the path}
  public String detail() {
    return detail;
  }

  /// {@return whether the component breaks its contract, so that its author must act, rather than
  /// whoever wrote the definition}
  public boolean isFault() {
    return fault;
  }

  /// A component's result that its contract forbids.
  static final class Breach extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1L;

    Breach(String message) {
      super(message);
    }
  }

  /// Runs what a component does, and names the component in what it throws.
  static <T> T naming(String path, Shape input, Supplier<T> work) {
    try {
      return work.get();
    } catch (ComponentException | DataException e) {
      throw e;
    } catch (Breach e) {
      throw new ComponentException(path, "%s (input %s)".formatted(e.getMessage(), input), true, e);
    } catch (IllegalArgumentException e) {
      AuthorCode code = AuthorCode.of(e);
      if (code.threw() || code.builtIn() || code.line().isEmpty()) {
        throw new ComponentException(
            path, "%s (input %s)".formatted(e.getMessage(), input), false, e);
      }
      String detail =
          "%s (input %s, %s)".formatted(e.getMessage(), input, code.line().orElseThrow());
      throw new ComponentException(path, detail, false, e);
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      throw new ComponentException(path, "%s (input %s)".formatted(thrown(e), input), true, e);
    }
  }

  /// {@return what became of an operation that threw}
  ///
  /// @param component ids of the component that added it; may be empty
  /// @param call what it was given
  /// @param pass `forward` or `backward`
  /// @param e what it threw
  static ComponentException of(String component, Call call, String pass, Throwable e) {
    StringBuilder shapes = new StringBuilder();
    for (int i = 0; i < call.inputs(); i++) {
      shapes.append(i == 0 ? "" : ", ").append(call.input(i).shape());
    }
    String what =
        e instanceof IllegalArgumentException || e instanceof IllegalStateException
            ? String.valueOf(e.getMessage())
                + AuthorCode.of(e).line().map(line -> " (%s)".formatted(line)).orElse("")
            : thrown(e);
    String detail = "op '%s' of %s, %s: %s".formatted(call.op.name(), shapes, pass, what);
    return new ComponentException(component, detail, true, e);
  }

  /// {@return what was thrown and where, in one sentence}
  ///
  /// @param e by a component
  public static String thrown(Throwable e) {
    Optional<String> line = AuthorCode.of(e).line();
    String message =
        e instanceof StackOverflowError ? "it calls itself without end" : e.getMessage();
    return "must not throw, got %s%s%s; mend it, or tell its author"
        .formatted(
            e.getClass().getSimpleName(),
            line.map(at -> " at " + at).orElse(""),
            message == null ? "" : ": " + message.lines().findFirst().orElse(""));
  }
}
