// Where a page's token comes from: the address's fragment, or the window that embeds the page.

const KEPT = `cueline-token ${location.pathname}`;
const ASK_BEFORE = 60_000;
const LONGEST_TIMER = 2 ** 31 - 1;

/** What stands in the fragment, which is then taken off the address bar. */
export function fragment() {
  const values = new URLSearchParams(location.hash.slice(1));
  if (values.has('token')) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return values;
}

/**
 * Calls `use` with each token that comes: the fragment's, the one kept for a reload of this tab, or
 * one the embedding window sends. Only the parent is listened to; who may be the parent is said by
 * the page's frame-ancestors.
 */
export function follow(given, use) {
  let timer;
  const take = (token) => {
    keep(token);
    clearTimeout(timer);
    const wait = expiry(token) - ASK_BEFORE - Date.now();
    if (wait < LONGEST_TIMER) {
      timer = setTimeout(ask, Math.max(wait, 0));
    }
    use(token);
  };
  addEventListener('message', (event) => {
    const fromParent = event.source === window.parent && window.parent !== window;
    const { type, token } = event.data ?? {};
    if (fromParent && type === 'cueline-token' && typeof token === 'string' && token) {
      take(token);
    }
  });
  addEventListener('hashchange', () => {
    const token = fragment().get('token');
    if (token) {
      take(token);
    }
  });
  const first = given || kept();
  if (first) {
    take(first);
  }
  if (!given) {
    // Also where one was kept: another may have signed in since.
    ask();
  }
}

/** Asks the window that embeds this page for a token, where there is one. */
export function ask() {
  if (window.parent !== window) {
    window.parent.postMessage({ type: 'cueline-token-wanted' }, '*');
  }
}

/** When a token expires, in epoch milliseconds; never, where it does not say. */
export function expiry(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const seconds = JSON.parse(atob(part)).exp;
    return typeof seconds === 'number' ? seconds * 1000 : Infinity;
  } catch {
    return Infinity;
  }
}

function keep(token) {
  try {
    sessionStorage.setItem(KEPT, token);
  } catch {
    // Storage may be closed to an embedded page: then a reload asks again.
  }
}

function kept() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
