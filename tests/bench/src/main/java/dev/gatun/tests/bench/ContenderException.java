package dev.gatun.tests.bench;

/// A contender did not answer.
final class ContenderException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String said;

  ContenderException(String said) {
    super(said);
    this.said = said;
  }

  @Override
  public String getMessage() {
    return said;
  }
}
