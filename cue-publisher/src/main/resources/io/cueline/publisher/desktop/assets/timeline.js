// One call: how its disclosures stand, and its timeline.

import { mark } from './checklist.js';
import { each, el, say, set } from './dom.js';
import { clock, person, standing } from './words.js';

const NAMES = new Map([
  ['started', 'Call began'],
  ['assigned', 'Agent'],
  ['disclosure', 'Disclosure'],
  ['violation', 'Violation'],
  ['cue', 'Shown'],
  ['card', 'Suggested'],
  ['feedback', 'Agent did'],
  ['ended', 'Call ended'],
]);

/** An entry of a timeline; `titleOf(ruleId)` is what a rule is called. */
export function entryPart(titleOf) {
  const time = el('span', { class: 'time soft' });
  const kind = el('span', { class: 'kind' });
  const text = el('span', { class: 'text' });
  const rule = el('span', { class: 'rule soft small' });
  const node = el('li', {}, time, el('span', { class: 'dot', 'aria-hidden': 'true' }), el('span', {}, kind, text, rule));
  return {
    node,
    show(entry) {
      const name = String(entry.kind ?? '').toLowerCase();
      say(time, clock(entry.at));
      say(kind, `${NAMES.get(name) ?? entry.kind ?? ''} `);
      const words = String(entry.text ?? '');
      say(text, name === 'assigned' ? person(words) : words);
      // The others name theirs already.
      say(rule, name === 'violation' && entry.ruleId ? ` ${titleOf(String(entry.ruleId))}` : '');
      set(node, 'data-kind', name);
      set(node, 'data-severity', entry.severity && String(entry.severity).toLowerCase());
    },
  };
}

/** Shows how a call's disclosures stand, a chip each. */
export function showChips(list, disclosures, at) {
  each(list, disclosures, (one) => one.ruleId, () => {
    const icon = el('span', { class: 'icon' });
    const label = el('span', {});
    const node = el('li', { class: 'chip' }, icon, label);
    return {
      node,
      show(one) {
        const { mark: name, label: text } = standing(one, at);
        if (node.dataset.mark !== name) {
          icon.replaceChildren(mark(name));
          set(node, 'data-mark', name);
        }
        say(label, `${one.title}: ${text}`);
      },
    };
  });
}
