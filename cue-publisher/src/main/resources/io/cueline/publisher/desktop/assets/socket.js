// The connection to the hub: opened, watched, opened again. Knows nothing of what is said over it.

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;
const EXPIRED = 4401;

/** What a connection needs of the world, so that a test may bring its own. */
const WORLD = {
  open: (url, protocols) => new WebSocket(url, protocols),
  ask: (url, init) => fetch(url, init),
  now: () => Date.now(),
  after: (milliseconds, what) => setTimeout(what, milliseconds),
  never: (timer) => clearTimeout(timer),
  chance: () => Math.random(),
};

/**
 * Reconnects by itself, waiting twice as long after each failure, until a token is refused.
 * `onStatus` is told {kind: connecting | catching-up | live | waiting | no-token | refused, …}.
 */
export class Connection {
  #url;
  #world;
  #onMessage;
  #onStatus;
  #token = null;
  #socket = null;
  #timer = null;
  #watch = null;
  #failures = 0;
  #beat = 0;
  #status = { kind: 'no-token' };

  constructor(url, { onMessage, onStatus, world = WORLD }) {
    this.#url = url;
    this.#onMessage = onMessage;
    this.#onStatus = onStatus;
    this.#world = world;
  }

  get status() {
    return this.#status;
  }

  /** Connects with a token; a connection under way is replaced. */
  signIn(token) {
    this.#token = token;
    this.#failures = 0;
    this.#leave();
    this.#connect();
  }

  /** Tries at once where it would have waited: the network is back, the page is seen again. */
  hurry() {
    if (this.#status.kind === 'waiting') {
      this.#world.never(this.#timer);
      this.#connect();
    }
  }

  /** True when it could be sent; what could not is the caller's to send again when live. */
  send(message) {
    if (this.#status.kind !== 'live') {
      return false;
    }
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #connect() {
    this.#tell({ kind: 'connecting' });
    const url = this.#url.replace(/^http/, 'ws');
    const socket = this.#world.open(url, ['cueline.v1', `bearer.${this.#token}`]);
    let opened = false;
    this.#socket = socket;
    this.#beat = 0;
    socket.onopen = () => {
      opened = true;
      this.#tell({ kind: 'catching-up' });
    };
    socket.onmessage = (event) => this.#socket === socket && this.#heard(event.data);
    socket.onclose = (event) => {
      if (this.#socket !== socket) {
        return;
      }
      this.#leave();
      if (event.code === EXPIRED) {
        this.#tell({ kind: 'refused', reason: 'Your sign-in has expired.' });
      } else if (opened) {
        this.#again('The connection was lost.');
      } else {
        this.#explain();
      }
    };
  }

  #heard(data) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message?.type === 'hello') {
      this.#beat = Number(message.beatMillis) || 0;
    }
    this.#onMessage(message);
    if (message?.type === 'live') {
      this.#failures = 0;
      this.#tell({ kind: 'live' });
    }
    this.#listen();
  }

  /** A browser shows no pings: the hub's beats tell that the connection is alive. */
  #listen() {
    this.#world.never(this.#watch);
    if (this.#beat > 0) {
      this.#watch = this.#world.after(this.#beat * 2.5, () => {
        this.#leave();
        this.#again('The connection has fallen silent.');
      });
    }
  }

  /** A browser is not told why it was not let in; a plain request is. */
  async #explain() {
    const asked = this.#token;
    let status = 0;
    let reason = '';
    try {
      const answer = await this.#world.ask(this.#url, {
        headers: { Authorization: `Bearer ${asked}` },
        cache: 'no-store',
      });
      status = answer.status;
      reason = sentence((await answer.json()).error);
    } catch {
      // Nobody there, or no reason given.
    }
    if (asked !== this.#token || this.#socket !== null) {
      return;
    }
    if (status === 401 || status === 403) {
      this.#tell({ kind: 'refused', reason });
    } else {
      this.#again(status === 503 || status === 429 ? reason : 'Cueline cannot be reached.');
    }
  }

  #again(reason) {
    const bound = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures);
    // Between half of it and all, so that a thousand desktops do not come back in one moment.
    const delay = bound * (0.5 + this.#world.chance() / 2);
    this.#failures += 1;
    this.#tell({ kind: 'waiting', retryAt: this.#world.now() + delay, reason });
    this.#timer = this.#world.after(delay, () => this.#connect());
  }

  #leave() {
    this.#world.never(this.#timer);
    this.#world.never(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #tell(status) {
    this.#status = status;
    this.#onStatus(status);
  }
}

function sentence(reason) {
  const text = String(reason ?? '').trim();
  return text && text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
