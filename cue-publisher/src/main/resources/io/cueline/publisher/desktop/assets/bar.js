// The bar on top: who is signed in, and how the connection stands.

import { el, say, set } from './dom.js';
import { connection } from './words.js';

const at = (id) => document.getElementById(id);
const OTHER = { agent: 'supervisor', supervisor: 'agent' };

/** The bar's part; `role` is whom the page is for. */
export function bar({ status, role }) {
  const dot = el('span', { class: 'dot', 'aria-hidden': 'true' });
  const word = el('span', { class: 'word' });
  const box = at('connection');
  const banner = el('p', { class: 'offline', role: 'status', hidden: true });
  box.replaceChildren(dot, word);
  box.closest('header').after(banner);
  return {
    show(state, now) {
      const words = connection(status(), now);
      set(box, 'data-tone', words.tone);
      set(box, 'title', words.long);
      say(word, words.short);
      const wrong = state.who && state.who.role !== role;
      const text = wrong
        ? `You are signed in as ${OTHER[role] === state.who.role ? OTHER[role] : 'somebody else'};` +
          ` this page is for an ${role}.`.replace('an supervisor', 'a supervisor')
        : words.long;
      // Whoever is here by mistake is shown nothing that is not meant for them.
      set(document.body, 'data-wrong', Boolean(wrong));
      banner.hidden = !wrong && words.tone === 'good';
      set(banner, 'data-tone', wrong ? 'bad' : words.tone);
      // Told once, not at every second of the countdown.
      say(banner, text);
      set(banner, 'aria-live', words.tone === 'wait' ? 'off' : 'polite');
      say(at('who'), state.who?.name ?? '');
    },
  };
}
