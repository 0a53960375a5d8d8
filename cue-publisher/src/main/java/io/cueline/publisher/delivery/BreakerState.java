package io.cueline.publisher.delivery;

/** How a channel stands, from good to bad. */
public enum BreakerState {
  CLOSED(0),
  /** It did not answer, and a few calls find out whether it does again. */
  TRYING(1),
  /** It does not answer, and is left alone. */
  OPEN(2);

  private final int number;

  BreakerState(int number) {
    this.number = number;
  }

  /** As the metrics tell it. */
  public int number() {
    return number;
  }
}
