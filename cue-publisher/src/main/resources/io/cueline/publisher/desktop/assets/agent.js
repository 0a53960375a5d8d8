// The agent's page: the parts put together.

import { callPart } from './calls.js';
import { cardPart } from './cards.js';
import { bannerPart, disclosurePart, tally } from './checklist.js';
import { beforeNextPicture, each, el, on, say } from './dom.js';
import { bar } from './bar.js';
import { Inbox } from './inbox.js';
import { interruptPart } from './interrupts.js';
import { listen, typing } from './keys.js';
import * as look from './look.js';
import { news } from './news.js';
import { Connection } from './socket.js';
import { after, cut, done, heeded, unknown } from './state.js';
import { ask, follow, fragment } from './token.js';
import { count, duration } from './words.js';

const FRESH_CARDS = 5;
const at = (id) => document.getElementById(id);

let state = unknown();
let shownId = null;
let cameFrom = null;
const inbox = new Inbox();
const given = fragment().get('token');
const speed = Number(new URLSearchParams(location.search).get('speed')) || null;
const socket = new Connection(new URL('interrupts', location.href).href.split('#')[0], {
  onMessage: hear,
  onStatus: changed,
});
const draw = beforeNextPicture(render);
const top = bar({ status: () => socket.status, role: 'agent' });

function hear(message) {
  if (inbox.holds(message, state)) {
    return;
  }
  const before = state;
  state = after(state, inbox.emptied(message), Date.now());
  if (look.hasEnded(before, state, shownId)) {
    shownId = null;
  }
  tell(news(before, state, shown()?.conversationId));
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
    // What was done while nobody heard it; the hub writes each once.
    state.pending.forEach(send);
  }
  draw();
}

function act(call, subjectId, action) {
  state = done(state, call.conversationId, subjectId, action);
  send({ conversationId: call.conversationId, subjectId, action });
  draw();
}

function send({ conversationId, subjectId, action }) {
  socket.send({ type: 'feedback', conversationId, subjectId, action });
}

function acknowledge(cue) {
  act(cue.call, cue.cueId, 'ACKNOWLEDGED');
}

function shown() {
  return look.chosen(state, shownId);
}

function show(call) {
  shownId = call.conversationId;
  draw();
}

function tell({ urgent, calm }) {
  if (urgent.length > 0) {
    say(at('assertive'), urgent.join(' '));
  }
  if (calm.length > 0) {
    say(at('polite'), calm.join(' '));
  }
}

function render() {
  const now = Date.now();
  const call = shown();
  top.show(state, now);
  renderTrouble();
  renderInterrupts(call);
  renderCalls(call, now);
  renderBanners(call);
  renderChecklist(call, now);
  renderCards(call);
  renderEmpty(call);
}

function renderTrouble() {
  const box = at('trouble');
  box.hidden = state.refusals.length === 0;
  each(box, state.refusals.slice(-1), (refusal) => refusal.subjectId + refusal.why, (refusal) => {
    const close = on(el('button', { type: 'button', class: 'quiet' }, 'All right'), 'click', () => {
      state = heeded(state);
      draw();
    });
    const text = `That could not be recorded: ${refusal.why || 'it was refused'}.`;
    return { node: el('div', { role: 'alert' }, el('p', {}, text), close), show: () => {} };
  });
}

function renderInterrupts(call) {
  const box = at('interrupts');
  const open = look
    .interrupts(state)
    .map((cue) => ({ ...cue, elsewhere: cue.conversationId !== call?.conversationId }));
  const before = box.childElementCount;
  const held = box.contains(document.activeElement);
  each(box, open, (cue) => cue.cueId, (cue) => interruptPart(cue, acknowledge, show));
  box.hidden = open.length === 0;
  document.title = open.length > 0 ? `(${open.length}) Interrupt – Cueline` : 'Cueline';
  if (open.length > before) {
    beSeen(box);
  } else if (held && !box.contains(document.activeElement)) {
    (box.querySelector('.interrupt') ?? (cameFrom?.isConnected ? cameFrom : at('now'))).focus?.();
  }
}

/** Takes the focus to the interrupt, but never out of another window or of somebody's typing. */
function beSeen(box) {
  box.scrollIntoView({ block: 'nearest' });
  if (document.hasFocus() && !typing(document.activeElement) && !at('keys').open) {
    if (!box.contains(document.activeElement)) {
      cameFrom = document.activeElement;
    }
    box.querySelector('.interrupt').focus({ preventScroll: true });
  }
}

function renderCalls(call, now) {
  const calls = look.calls(state);
  at('calls').hidden = calls.length < 2;
  const pressing = (one) => look.banners(one).length + openInterrupts(one);
  each(
    at('calls'),
    calls.map((one) => ({ ...one, pressing: pressing(one), shown: one === call })),
    (one) => one.conversationId,
    (one) => callPart(one, show),
  );
  at('call').hidden = call === null;
  if (call) {
    say(at('call-name'), `Call ${call.conversationId}`);
    say(at('call-state'), call.status === 'ended' ? 'Ended' : elapsed(call, now));
  }
}

function openInterrupts(call) {
  return look.interrupts(state).filter((cue) => cue.conversationId === call.conversationId).length;
}

function elapsed(call, now) {
  return Number.isFinite(call.startedAt)
    ? duration(look.clockOf(state, now, speed) - call.startedAt)
    : '';
}

function renderBanners(call) {
  const banners = call ? look.banners(call) : [];
  at('banners').hidden = banners.length === 0;
  each(at('banners'), banners, (banner) => banner.cueId, bannerPart);
}

function renderChecklist(call, now) {
  const disclosures = call ? look.checklist(call) : [];
  at('list').hidden = disclosures.length === 0;
  say(at('list-count'), tally(disclosures));
  const clock = () => look.clockOf(state, Date.now(), speed);
  each(at('checklist'), disclosures, (one) => `${call.conversationId} ${one.ruleId}`, () =>
    disclosurePart(clock),
  );
}

function renderCards(call) {
  const all = call ? look.cards(state, call) : [];
  const kept = all.filter((card) => card.deed?.action !== 'DISMISSED');
  const dismissed = all.length - kept.length;
  const earlier = kept.slice(FRESH_CARDS);
  at('help-cards').hidden = all.length === 0;
  const part = (card) => cardPart(card, use, dismiss);
  const key = (card) => `${call.conversationId} ${card.subjectId}`;
  each(at('cards'), kept.slice(0, FRESH_CARDS), key, part);
  each(at('earlier').querySelector('.cards'), earlier, key, part);
  at('earlier').hidden = earlier.length === 0;
  say(at('earlier').querySelector('summary'), count(earlier.length, 'earlier suggestion'));
  at('dismissed').hidden = dismissed === 0;
  say(at('dismissed'), `${dismissed} dismissed`);
}

function use(card) {
  const held = holder();
  act(shown(), card.subjectId, 'ACCEPTED');
  held?.focus();
}

/** Dismisses; the focus goes on to the card after it. */
function dismiss(card) {
  const held = holder();
  const next = held?.nextElementSibling ?? held?.previousElementSibling;
  act(shown(), card.subjectId, 'DISMISSED');
  next?.focus();
}

function holder() {
  return document.activeElement?.closest?.('.card') ?? null;
}

function renderEmpty(call) {
  const quiet =
    call !== null &&
    ['banners', 'list', 'help-cards'].every((id) => at(id).hidden) &&
    at('interrupts').hidden;
  at('empty').hidden = call !== null && !quiet;
  const [title, text] = emptiness(call);
  say(at('empty-title'), title);
  say(at('empty-text'), text);
}

function emptiness(call) {
  if (call) {
    return call.status === 'ended'
      ? ['This call has ended', 'Nothing was left open.']
      : ['All is well', 'Nothing needs your attention. What does will appear here.'];
  }
  if (socket.status.kind === 'no-token') {
    return ['Not signed in', 'Your calls appear here once you have signed in.'];
  }
  if (socket.status.kind === 'refused') {
    return ['Signed out', 'Your calls appear here once you have signed in again.'];
  }
  return state.live
    ? ['No call at the moment', 'What to say, and what could help, appears here while you speak.']
    : ['Not connected yet', 'Your calls appear here as soon as Cueline is reached.'];
}

function step(by) {
  const cards = [...document.querySelectorAll('.card')].filter((card) => card.checkVisibility());
  const here = cards.indexOf(holder());
  const next = here < 0 ? (by > 0 ? 0 : cards.length - 1) : here + by;
  cards[Math.min(Math.max(next, 0), cards.length - 1)]?.focus();
}

function press(selector) {
  const card = holder();
  if (card) {
    card.querySelector(`${selector}:not([hidden])`)?.click();
  } else {
    step(1);
  }
}

function turn(by) {
  const calls = look.calls(state);
  const here = calls.findIndex((call) => call.conversationId === shown()?.conversationId);
  const next = calls[(here + by + calls.length) % calls.length];
  if (next) {
    show(next);
  }
}

listen(
  {
    a: () => document.querySelector('.interrupt .accept:not([disabled])')?.click(),
    j: () => step(1),
    k: () => step(-1),
    u: () => press('.use'),
    d: () => press('.dismiss'),
    '[': () => turn(-1),
    ']': () => turn(1),
    '?': () => (at('keys').open ? at('keys').close() : at('keys').showModal()),
  },
  at('keys-on'),
);
on(at('help'), 'click', () => at('keys').showModal());
addEventListener('online', () => socket.hurry());
document.addEventListener('visibilitychange', () => socket.hurry());
setInterval(draw, 1000);
follow(given, (token) => socket.signIn(token));
render();
