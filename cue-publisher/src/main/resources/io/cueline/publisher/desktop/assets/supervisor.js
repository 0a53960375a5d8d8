// The supervisor's page: the parts put together. It only reads.

import { bar } from './bar.js';
import { beforeNextPicture, each, el, on, say, set } from './dom.js';
import { showFigures } from './figures.js';
import { Inbox } from './inbox.js';
import * as look from './look.js';
import { Connection } from './socket.js';
import { after, cut, unknown } from './state.js';
import { rowPart } from './team.js';
import { entryPart, showChips } from './timeline.js';
import { ask, follow, fragment } from './token.js';
import { count, person, ruleName } from './words.js';

const ASK_AGAIN = 1000;
const at = (id) => document.getElementById(id);

let state = unknown();
let chosen = null;
let wanted = null;
let told = '';
let clock = 0;
const inbox = new Inbox();
const given = fragment().get('token');
const speed = Number(new URLSearchParams(location.search).get('speed')) || null;
const socket = new Connection(new URL('interrupts', location.href).href.split('#')[0], {
  onMessage: hear,
  onStatus: changed,
});
const draw = beforeNextPicture(render);
const top = bar({ status: () => socket.status, role: 'supervisor' });

function hear(message) {
  if (inbox.holds(message, state)) {
    return;
  }
  const before = state.calls.get(chosen);
  state = after(state, inbox.emptied(message), Date.now());
  if (state.calls.get(chosen) !== before) {
    askSoon();
  }
  draw();
}

function changed(status) {
  if (status.kind === 'waiting' || status.kind === 'refused') {
    state = cut(state);
    inbox.emptied();
  }
  if (status.kind === 'refused') {
    ask();
  }
  if (status.kind === 'live') {
    askSoon();
  }
  draw();
}

/** Asks for the chosen call's timeline, at most once in a while however busy the call. */
function askSoon() {
  if (chosen !== null && wanted === null) {
    wanted = setTimeout(() => {
      wanted = null;
      askNow();
    }, ASK_AGAIN);
  }
}

function askNow() {
  if (chosen !== null) {
    socket.send({ type: 'timeline', conversationId: chosen });
  }
}

function choose(call) {
  chosen = call.conversationId;
  askNow();
  render();
  // On a narrow page the timeline lies below: it is brought into sight.
  at('one').scrollIntoView({ block: 'nearest' });
}

function render() {
  const now = Date.now();
  clock = look.clockOf(state, now, speed);
  const agentId = at('filter').value;
  const team = look.team(state, agentId);
  top.show(state, now);
  renderFilter(agentId);
  renderSums(look.team(state, ''));
  renderRows(team);
  renderOne();
  showFigures(state.figures);
}

function renderFilter(agentId) {
  const agents = ['', ...new Set([...look.agents(state), ...(agentId ? [agentId] : [])])];
  each(at('filter'), agents, (id) => id, (id) => ({
    node: el('option', { value: id }, id ? person(id) : 'All agents'),
    show: () => {},
  }));
}

function renderSums(team) {
  const open = team.filter((call) => call.status !== 'ended');
  const violations = open.reduce((sum, call) => sum + call.pressing.open.length, 0);
  const overdue = open.reduce((sum, call) => sum + call.pressing.overdue.length, 0);
  say(at('sum-open'), String(open.length));
  say(at('sum-violations'), String(violations));
  say(at('sum-overdue'), String(overdue));
  say(at('sum-today'), String(state.figures?.calls ?? 0));
  set(at('sum-violations-box'), 'data-tone', violations > 0 ? 'bad' : null);
  set(at('sum-overdue-box'), 'data-tone', overdue > 0 ? 'warn' : null);
  document.title = violations > 0 ? `(${violations}) Cueline – team` : 'Cueline – team';
  const news = `${count(violations, 'open violation')}, ${count(overdue, 'overdue disclosure')}`;
  if (state.live && news !== told) {
    told = news;
    say(at('polite'), news);
  }
}

function renderRows(team) {
  const open = team.filter((call) => call.status !== 'ended');
  const ended = team.filter((call) => call.status === 'ended');
  const view = () => ({ clock, chosen });
  const key = (call) => call.conversationId;
  each(at('rows'), open, key, (call) => rowPart(call, choose, view));
  each(at('over').querySelector('ul'), ended, key, (call) => rowPart(call, choose, view));
  at('over').hidden = ended.length === 0;
  say(at('over').querySelector('summary'), `${count(ended.length, 'call')} just ended`);
  at('empty').hidden = open.length > 0;
  say(
    at('empty-text'),
    !state.live
      ? 'The team’s calls appear here as soon as Cueline is reached.'
      : at('filter').value
        ? 'This agent is not on a call.'
        : 'Nobody is on a call at the moment.',
  );
}

function renderOne() {
  const call = state.calls.get(chosen);
  const mine = state.timeline?.conversationId === chosen ? state.timeline.entries : [];
  say(
    at('one-title'),
    call ? `Call ${call.conversationId}, ${call.agentId ? person(call.agentId) : 'no agent known'}` : 'A call’s timeline',
  );
  at('one-hint').hidden = mine.length > 0;
  at('past').hidden = mine.length === 0;
  say(at('one-hint'), call ? 'Nothing has happened yet.' : 'Choose a call to see what was said and decided.');
  const disclosures = call ? look.checklist(call) : [];
  at('one-list').hidden = disclosures.length === 0;
  showChips(at('one-list'), disclosures, clock);
  each(
    at('entries'),
    mine.map((entry, place) => ({ ...entry, place: `${chosen} ${place}` })),
    (entry) => entry.place,
    () => entryPart((ruleId) => titleOf(call, ruleId)),
  );
}

/** As the call's violations and disclosures call it. */
function titleOf(call, ruleId) {
  const known = [...(call?.violations.values() ?? []), ...(call?.disclosures.values() ?? [])];
  return known.find((one) => one.ruleId === ruleId)?.title ?? ruleName('', ruleId);
}

on(at('filter'), 'change', draw);
addEventListener('online', () => socket.hurry());
document.addEventListener('visibilitychange', () => socket.hurry());
setInterval(draw, 1000);
follow(given, (token) => socket.signIn(token));
render();
