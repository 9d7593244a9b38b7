package dev.gatun.runner;

/// How the command ended, for scripts.
public enum ExitCode {
  /// Everything was done.
  DONE(0),
  /// A mistake in Gatun itself.
  INTERNAL(1),
  /// A definition or a command line that is not right.
  DEFINITION(2),
  /// Data that is missing or not as it must be.
  DATA(3),
  /// A plugin that cannot be loaded or breaks its contract.
  PLUGIN(4),
  /// An engine that cannot be had.
  ENGINE(5),
  /// A loss that became NaN or infinite.
  NUMERIC(6),
  /// A requirement of `evaluate.require` that was missed.
  GATE(7),
  /// A file that cannot be written.
  DISK(8),
  /// Stopped by SIGINT; a checkpoint was saved.
  INTERRUPTED(130),
  /// Stopped by SIGTERM; a checkpoint was saved.
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /// {@return the number the process ends with}
  public int code() {
    return code;
  }
}
