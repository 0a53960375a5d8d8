// The team's calls, a row each.

import { each, el, on, say, set } from './dom.js';
import { count, duration, person, standing } from './words.js';

/** Makes a call's row; `choose(call)` is what a click on it does. `view()` is {clock, chosen}, clock being the calls' time. */
export function rowPart(first, choose, view) {
  let call = first;
  const agent = el('span', { class: 'agent' });
  const id = el('span', { class: 'id soft' });
  const time = el('span', { class: 'time soft' });
  const badges = el('span', { class: 'badges' });
  const button = on(
    el('button', { type: 'button', class: 'row' }, el('span', { class: 'names' }, agent, id), time, badges),
    'click',
    () => choose(call),
  );
  return {
    node: el('li', {}, button),
    show(next) {
      call = next;
      const { clock: at, chosen } = view();
      say(agent, call.agentId ? person(call.agentId) : 'No agent known');
      say(id, call.conversationId);
      say(time, call.status === 'ended' ? 'ended' : duration(at - call.startedAt));
      set(button, 'data-status', call.status);
      set(button, 'data-pressing', pressing(call));
      set(button, 'aria-current', call.conversationId === chosen ? 'true' : null);
      each(badges, badgesOf(call, at), (badge) => badge.key, () => {
        const node = el('span', { class: 'badge' });
        return {
          node,
          show(badge) {
            set(node, 'data-tone', badge.tone);
            say(node, badge.text);
          },
        };
      });
      badges.hidden = badges.childElementCount === 0;
    },
  };
}

function pressing({ status, pressing: { open, overdue } }) {
  return status === 'ended' ? null : open.length > 0 ? 'bad' : overdue.length > 0 ? 'warn' : null;
}

function badgesOf(call, at) {
  const { open, overdue, violations, missed } = call.pressing;
  const live = call.status !== 'ended';
  const settled = Math.max(0, live ? violations - open.length : violations);
  return [
    ...(live ? open : []).map((cue) => ({
      key: cue.cueId,
      tone: 'bad',
      text: cue.message || cue.title,
    })),
    ...(live ? overdue : []).map((one) => ({
      key: one.ruleId,
      tone: 'warn',
      text: `${one.title}, ${standing(one, at).label}`,
    })),
    ...(settled > 0 ? [calm('settled', count(settled, live ? 'earlier violation' : 'violation'))] : []),
    ...(missed > 0 ? [calm('missed', count(missed, 'disclosure missed', 'disclosures missed'))] : []),
  ];
}

function calm(key, text) {
  return { key, tone: 'calm', text };
}
