// Single keys, while the page has the focus and nobody is typing. They can be switched off.

const KEPT = 'cueline-keys';

/** Whether keys typed now are somebody's text. */
export function typing(node) {
  return Boolean(
    node?.isContentEditable ||
      node?.matches?.('textarea, select, input:not([type=checkbox], [type=button])'),
  );
}

/**
 * Listens for single keys: `actions` by key in lower case. Keys with Ctrl, Alt or Meta belong to
 * others; a key held down counts once.
 */
export function listen(actions, toggle) {
  toggle.checked = kept();
  toggle.addEventListener('change', () => keep(toggle.checked));
  addEventListener('keydown', (event) => {
    const foreign = event.ctrlKey || event.altKey || event.metaKey || event.repeat;
    if (foreign || event.defaultPrevented || typing(document.activeElement)) {
      return;
    }
    const key = event.key.toLowerCase();
    const action = toggle.checked || key === '?' ? actions[key] : undefined;
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

function kept() {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // Then they are on again the next time.
  }
}
