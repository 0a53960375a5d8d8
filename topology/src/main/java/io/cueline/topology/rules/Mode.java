package io.cueline.topology.rules;

/** How far a rule's decisions go. */
public enum Mode {
  /** Decided, recorded, shown. */
  LIVE,
  /** Decided and recorded, never shown. */
  SHADOW,
  /** Kept, not decided. */
  OFF;

  /**
   * The mode as records carry it.
   *
   * @throws IllegalStateException for {@link #OFF}, which decides nothing
   */
  public io.cueline.schemas.Mode toAvro() {
    return switch (this) {
      case LIVE -> io.cueline.schemas.Mode.LIVE;
      case SHADOW -> io.cueline.schemas.Mode.SHADOW;
      case OFF -> throw new IllegalStateException("a rule that is off has no decisions");
    };
  }
}
