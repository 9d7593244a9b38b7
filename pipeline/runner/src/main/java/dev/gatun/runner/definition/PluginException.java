package dev.gatun.runner.definition;

/// Says what is wrong with a plugin, naming class and jar: its author must act, not the user.
public final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Makes an exception.
  ///
  /// @param message what must hold, what was found and what to do
  public PluginException(String message) {
    super(message);
  }

  /// Makes an exception with its cause.
  ///
  /// @param message what must hold, what was found and what to do
  /// @param cause what the plugin threw
  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
