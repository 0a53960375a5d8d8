package io.cueline.publisher.desktop;

import java.util.LinkedHashSet;
import java.util.Set;

/** One client's place in the hub. Confined to whoever confines {@link Desks}. */
public final class Desk {

  final Viewer viewer;
  final Outbox outbox;

  /**
   * Calls of which it is still to be shown everything; what changes in them meanwhile comes with
   * it.
   */
  final Set<String> unseen = new LinkedHashSet<>();

  /** Whether it has been told that it has caught up. */
  boolean live;

  /** Of the figures it was last shown; none yet. */
  long figures = -1;

  int openCalls = -1;
  boolean overfull;

  Desk(Viewer viewer, Outbox outbox) {
    this.viewer = viewer;
    this.outbox = outbox;
  }

  public Viewer viewer() {
    return viewer;
  }

  /** It did not take what it was sent: there is no waiting for it. */
  public boolean isOverfull() {
    return overfull;
  }

  /** Messages that wait. */
  public int waiting() {
    return outbox.size();
  }
}
