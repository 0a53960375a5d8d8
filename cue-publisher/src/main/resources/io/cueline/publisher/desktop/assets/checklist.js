// The disclosures of a call: the banner of what is late, and the list that ticks itself off.

import { each, el, say, set, svg } from './dom.js';
import { doubt, standing } from './words.js';

const SHAPES = {
  pending: ['circle', 'M8 4.8V8l2.2 1.6'],
  urgent: ['circle', 'M8 4.2v4.4M8 11.2v.1'],
  overdue: ['full', 'M8 4.2v4.4M8 11.2v.1'],
  said: ['full', 'm4.8 8.3 2.2 2.2 4.2-4.6'],
  late: ['circle', 'm4.8 8.3 2.2 2.2 4.2-4.6'],
  missed: ['full', 'M5.5 5.5l5 5M10.5 5.5l-5 5'],
  unheard: ['circle', 'M6.2 6.3c.2-2.3 3.6-2.2 3.5.1-.1 1.3-1.7 1.3-1.7 2.7M8 11.5v.1'],
  idle: ['dashed', 'M6 8h4'],
};

/** A mark of 16 px; it is decoration: the label beside it says the same. */
export function mark(name) {
  const [rim, path] = SHAPES[name] ?? SHAPES.idle;
  return svg(
    'svg',
    { viewBox: '0 0 16 16', width: '18', height: '18', class: 'mark', 'aria-hidden': 'true' },
    svg('circle', { cx: '8', cy: '8', r: '6.7', class: rim }),
    svg('path', { d: path, class: rim === 'full' ? 'inside' : 'line' }),
  );
}

/** A disclosure of the list; `clock()` is the call's time now. */
export function disclosurePart(clock) {
  const icon = el('span', { class: 'icon' });
  const title = el('span', { class: 'title' });
  const label = el('span', { class: 'label' });
  const reason = el('span', { class: 'reason soft' });
  const node = el('li', { class: 'disclosure' }, icon, el('span', {}, title, reason), label);
  return {
    node,
    show(disclosure) {
      const { mark: name, label: text } = standing(disclosure, clock());
      if (node.dataset.mark !== name) {
        icon.replaceChildren(mark(name));
        set(node, 'data-mark', name);
      }
      say(title, disclosure.title);
      say(label, text);
      const why = disclosure.state === 'UNDETERMINED' ? doubt(disclosure.reason) : '';
      say(reason, why);
      reason.hidden = !why;
    },
  };
}

/** The banner that stays until everything in it has been said. */
export function bannerPart() {
  const title = el('h2', {});
  const items = el('ul', {});
  const node = el('div', { class: 'banner' }, el('p', { class: 'kicker' }, 'Still to be said'), title, items);
  return {
    node,
    show(banner) {
      const alone = banner.items.length === 1;
      const several = banner.items.length > 1 ? 'Complete these before going on' : '';
      say(title, alone ? banner.items[0].title || banner.message : several || banner.message || banner.title);
      items.hidden = alone && banner.message === title.textContent;
      const lines = alone
        ? [{ ruleId: 'message', title: banner.message }]
        : banner.items;
      each(items, lines, (line) => line.ruleId, () => {
        const line = el('li', {});
        return { node: line, show: (item) => say(line, item.title || item.ruleId) };
      });
    },
  };
}

/** `2 of 3 said`, counting what has to be said; empty where nothing has. */
export function tally(disclosures) {
  const asked = disclosures.filter((one) => !['DORMANT', 'NOT_DUE'].includes(one.state));
  const said = asked.filter((one) => ['SATISFIED', 'LATE'].includes(one.state));
  return asked.length === 0 ? '' : `${said.length} of ${asked.length} said`;
}
