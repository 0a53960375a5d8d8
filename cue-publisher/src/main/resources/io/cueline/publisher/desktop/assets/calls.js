// The switch between an agent's calls.

import { el, on, say, set } from './dom.js';

/** Makes a call's button; `choose(call)` is what it does. A call says whether it is shown and how many cues press. */
export function callPart(first, choose) {
  let call = first;
  const name = el('span', { class: 'name' });
  const alarm = el('span', { class: 'alarm' });
  const ending = el('span', { class: 'unseen' });
  const node = on(el('button', { type: 'button' }, name, ' ', alarm, ending), 'click', () =>
    choose(call),
  );
  return {
    node,
    show(next) {
      call = next;
      const pressing = call.status === 'open' ? call.pressing : 0;
      say(name, call.conversationId);
      say(alarm, pressing > 0 ? String(pressing) : '');
      alarm.hidden = pressing === 0;
      say(ending, call.status === 'ended' ? ', ended' : pressing > 0 ? ' open' : '');
      set(node, 'data-status', call.status);
      set(node, 'aria-current', call.shown ? 'true' : null);
    },
  };
}
