// Interrupts: what must not be overlooked.

import { el, on, say, set } from './dom.js';
import { person } from './words.js';

/** Named by severity, which is never told by colour alone. */
const KICKERS = new Map([
  ['critical', 'Stop: critical'],
  ['high', 'Stop and correct'],
  ['medium', 'Please correct'],
  ['low', 'Please note'],
]);

/** Makes an interrupt's part; `acknowledge(cue)` and `show(call)` are what its buttons do. */
export function interruptPart(first, acknowledge, show) {
  let cue = first;
  const id = `interrupt-${++count}`;
  const kicker = el('p', { class: 'kicker' });
  const title = el('h2', { id: `${id}-title` });
  const message = el('p', { id: `${id}-text`, class: 'message' });
  const items = el('ul', { class: 'items' });
  const accept = on(
    el('button', { type: 'button', class: 'accept' }, 'Acknowledge ', el('kbd', {}, 'A')),
    'click',
    () => acknowledge(cue),
  );
  const where = on(el('button', { type: 'button', class: 'where' }), 'click', () => show(cue.call));
  const node = el(
    'div',
    {
      class: 'interrupt',
      role: 'alertdialog',
      'aria-labelledby': `${id}-title`,
      'aria-describedby': `${id}-text`,
      tabindex: '-1',
    },
    kicker,
    title,
    message,
    items,
    el('div', { class: 'actions' }, accept, where),
  );
  return {
    node,
    show(next) {
      cue = next;
      set(node, 'data-severity', cue.severity);
      set(node, 'data-done', cue.deed !== null);
      say(kicker, cue.deed ? 'Acknowledged, being recorded' : (KICKERS.get(cue.severity) ?? 'Stop'));
      say(title, cue.title || cue.message);
      say(message, cue.message);
      message.hidden = cue.message === title.textContent;
      showItems(items, cue);
      accept.disabled = cue.deed !== null;
      say(where, `Call ${cue.call.conversationId}`);
      set(where, 'aria-label', `Show call ${cue.call.conversationId} of ${person(cue.call.agentId)}`);
      where.hidden = !cue.elsewhere;
    },
  };
}

/** What is to be corrected, where it is more than the message says already. */
function showItems(list, cue) {
  const titles = cue.items.map((item) => item.title).filter(Boolean);
  const more = titles.filter((each) => each !== cue.message && each !== cue.title);
  list.hidden = more.length === 0;
  if (list.dataset.shown !== more.join('\n')) {
    list.dataset.shown = more.join('\n');
    list.replaceChildren(...more.map((each) => el('li', {}, each)));
  }
}

let count = 0;
