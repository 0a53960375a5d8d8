// Today's figures: a table by rule, and a chart by hour with the same numbers as a table behind it.

import { each, el, say, set, svg } from './dom.js';
import { dayName, ruleName, zoneName } from './words.js';

const [WIDTH, HEIGHT, FOOT] = [288, 96, 16];
const at = (id) => document.getElementById(id);

/** The figures in numbers, checked: {day, rules: [{ruleId, title, violations, missed, undetermined, byHour}], hours}. */
export function figuresOf(message) {
  const rules = (Array.isArray(message?.rules) ? message.rules : []).map((rule) => ({
    ruleId: String(rule.ruleId),
    title: ruleName(String(rule.title ?? ''), String(rule.ruleId)),
    violations: number(rule.violations),
    missed: number(rule.missed),
    undetermined: number(rule.undetermined),
    byHour: Array.from({ length: 24 }, (_, hour) => number(rule.byHour?.[hour])),
  }));
  const bad = (rule) => rule.violations + rule.missed;
  rules.sort((one, other) => bad(other) - bad(one) || (one.title < other.title ? -1 : 1));
  return {
    day: String(message?.day ?? ''),
    zone: zoneName(String(message?.zone || 'UTC')),
    rules,
    hours: Array.from({ length: 24 }, (_, hour) => rules.reduce((sum, rule) => sum + rule.byHour[hour], 0)),
  };
}

/** Draws them. */
export function showFigures(message) {
  const figures = figuresOf(message);
  at('figures').hidden = figures.rules.length === 0;
  at('no-figures').hidden = figures.rules.length > 0;
  say(at('day'), figures.day && `${dayName(figures.day)}, ${figures.zone}`);
  say(at('hours-of'), `Violations and missed disclosures by hour (${figures.zone})`);
  each(at('rules'), figures.rules, (rule) => rule.ruleId, rulePart);
  showChart(figures.hours);
  showHours(figures);
}

function rulePart() {
  const name = el('th', { scope: 'row' });
  const cells = ['violations', 'missed', 'undetermined'].map((key) => [key, el('td', {})]);
  return {
    node: el('tr', {}, name, ...cells.map(([, cell]) => cell)),
    show(rule) {
      say(name, rule.title);
      for (const [key, cell] of cells) {
        say(cell, String(rule[key]));
        set(cell, 'data-none', rule[key] === 0);
      }
    },
  };
}

function showChart(hours) {
  const figure = at('chart');
  const shown = hours.join(' ');
  if (figure.dataset.shown === shown) {
    return;
  }
  figure.dataset.shown = shown;
  const most = Math.max(1, ...hours);
  const step = WIDTH / 24;
  const bars = hours.map((value, hour) => {
    const height = ((HEIGHT - FOOT - 12) * value) / most;
    return svg(
      'g',
      {},
      svg('rect', {
        class: value > 0 ? 'column' : 'none',
        x: hour * step + 1.5,
        y: HEIGHT - FOOT - Math.max(height, 1.5),
        width: step - 3,
        height: Math.max(height, 1.5),
        rx: 1.5,
      }),
      value > 0
        ? svg('text', { x: hour * step + step / 2, y: HEIGHT - FOOT - height - 3 }, String(value))
        : null,
    );
  });
  const ticks = [0, 6, 12, 18, 23].map((hour) =>
    svg('text', { class: 'tick', x: hour * step + step / 2, y: HEIGHT - 3 }, String(hour)),
  );
  const picture = svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': summary(hours) },
    ...bars,
    ...ticks,
  );
  figure.querySelector('svg')?.remove();
  figure.prepend(picture);
}

function summary(hours) {
  const busy = hours
    .map((value, hour) => ({ value, hour }))
    .filter((one) => one.value > 0)
    .map((one) => `${one.value} at ${one.hour} o'clock`);
  return busy.length === 0 ? 'None today.' : `By hour: ${busy.join(', ')}.`;
}

function showHours({ rules, hours }) {
  const head = ['Hour', ...rules.map((rule) => rule.title)];
  each(at('hours-head'), head.map((text, place) => ({ text, place })), (cell) => cell.place, () => {
    const node = el('th', { scope: 'col' });
    return { node, show: (cell) => say(node, cell.text) };
  });
  const busy = hours.map((_, hour) => hour).filter((hour) => hours[hour] > 0);
  each(at('hours'), busy, (hour) => hour, (hour) => {
    const node = el('tr', {}, el('th', { scope: 'row' }, `${hour}:00`));
    return {
      node,
      show() {
        while (node.childElementCount > rules.length + 1) {
          node.lastElementChild.remove();
        }
        rules.forEach((rule, place) => {
          const cell = node.children[place + 1] ?? node.appendChild(el('td', {}));
          say(cell, String(rule.byHour[hour]));
        });
      },
    };
  });
}

function number(value) {
  return Number.isFinite(value) ? value : 0;
}
