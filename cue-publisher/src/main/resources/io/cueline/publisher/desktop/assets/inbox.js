// Messages of a connection that catches up, kept until the picture is complete and then taken in one go:
// a supervisor of two thousand calls is sent tens of thousands.

export class Inbox {
  #kept = [];

  /** Whether a message is kept for later: all that comes between hello and live. */
  holds(message, state) {
    const later = state.coming !== null && message?.type !== 'live';
    if (later) {
      this.#kept.push(message);
    }
    return later;
  }

  /** What was kept, in its order, and then these. */
  emptied(...messages) {
    const all = [...this.#kept, ...messages];
    this.#kept = [];
    return all;
  }
}
