package io.cueline.publisher.delivery;

/** Who goes first when not all can go; in falling order. */
public enum Urgency {
  /** A violation. */
  INTERRUPT,
  /** A disclosure that is overdue, or what is missing has changed. */
  DISCLOSURE,
  /** Taking back what was shown. */
  CLOSE,
  /** Knowledge cards. */
  CARD,
  /** What an agent did with a card: nobody waits for it. */
  FEEDBACK;

  /** Whether it may use the part of the tenant's limit that is kept for violations. */
  public boolean usesReserve() {
    return this == INTERRUPT;
  }
}
