// The pages' pure parts, tested in the browser that runs them. Each export is a test.

import { Inbox } from './inbox.js';
import * as look from './look.js';
import { news } from './news.js';
import { Connection } from './socket.js';
import { after, cut, deed, done, unknown } from './state.js';
import { connection, dayName, doubt, duration, link, marked, ruleName, standing, zoneName } from './words.js';

const hello = { type: 'hello', role: 'agent', subject: 'a', name: 'A', beatMillis: 1000 };
const live = { type: 'live', at: 5_000 };
const call = (id, more = {}) => ({ type: 'interaction', conversationId: id, agentId: 'a', status: 'open', startedAt: 1, at: 2, ...more });
const cue = (id, number, status, more = {}) => ({ type: 'cue', conversationId: 'c', cueId: id, number, kind: 'interrupt', status, severity: 'high', items: [], openedAt: 1, ...more });
const card = (id) => ({ type: 'card', conversationId: 'c', cardId: id, insightId: 'i', title: id, priority: 1, timestamp: 1 });
const connected = (...messages) => after(unknown(), [hello, ...messages, live], 5_000);

function same(actual, expected, why = '') {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) {
    throw new Error(`${why} expected ${other}, was ${one}`);
  }
}

export function what_is_no_message_changes_nothing() {
  const state = connected(call('c'));
  const next = after(state, [null, 7, 'text', {}, { type: 'card' }, { type: 'who knows', conversationId: 'c' }], 0);
  same([...next.calls.keys()], ['c']);
  same(next.calls.get('c'), state.calls.get('c'));
}

export function names_of_the_language_are_ordinary_names() {
  const state = connected({ ...card('constructor'), conversationId: '__proto__' });
  same([...state.calls.get('__proto__').cards.keys()], ['constructor']);
  same({}.cards, undefined);
  same(after(state, [{ type: 'toString', conversationId: 'c' }], 0).calls.size, 1);
}

export function a_state_once_given_out_never_changes() {
  const before = connected(call('c'), card('k'));
  const shown = JSON.stringify([...before.calls.get('c').cards]);
  after(before, [card('l'), cue('q', 1, 'opened'), { type: 'gone', conversationId: 'c' }], 0);
  done(before, 'c', 'k', 'ACCEPTED');
  same(JSON.stringify([...before.calls.get('c').cards]), shown);
  same(before.calls.size, 1);
  same(before.pending.size, 0);
}

export function the_old_picture_stays_until_the_new_one_is_complete() {
  const before = cut(connected(call('old')));
  const half = after(before, [hello, call('new')], 0);
  same([...half.calls.keys()], ['old']);
  same([...after(half, [live], 0).calls.keys()], ['new']);
}

export function what_comes_before_the_picture_is_complete_is_taken_in_one_go_and_in_order() {
  const inbox = new Inbox();
  const greeted = after(unknown(), [hello], 0);
  same([hello, call('c'), live].map((message) => inbox.holds(message, message === hello ? unknown() : greeted)), [false, true, false]);
  same(inbox.emptied(live).map((message) => message.type), ['interaction', 'live']);
  same(inbox.emptied(), []);
}

export function an_older_cue_does_not_undo_a_newer() {
  const state = connected(cue('q', 2, 'closed'), cue('q', 1, 'opened'));
  same(look.interrupts(state).length, 0);
}

export function the_contracts_bare_message_is_an_interrupt_too() {
  const bare = { type: 'compliance_interrupt', conversationId: 'c', message: 'Verify disclosure.', timestamp: '2026-01-05T09:00:00Z' };
  same(look.interrupts(connected(bare)).map((each) => [each.message, each.openedAt]), [['Verify disclosure.', Date.UTC(2026, 0, 5, 9)]]);
}

export function the_worst_interrupt_of_any_call_comes_first() {
  const state = connected(cue('one', 1, 'opened'), { ...cue('two', 1, 'opened'), conversationId: 'd', severity: 'critical' });
  same(look.interrupts(state).map((each) => each.cueId), ['two', 'one']);
}

export function a_deed_shows_at_once_and_is_undone_by_a_refusal() {
  const acted = done(connected(call('c'), card('k')), 'c', 'k', 'DISMISSED');
  same(deed(acted, acted.calls.get('c'), 'k'), { action: 'DISMISSED', confirmed: false });
  const refused = after(acted, [{ type: 'refused', conversationId: 'c', subjectId: 'k', why: 'late' }], 0);
  same(deed(refused, refused.calls.get('c'), 'k'), null);
  same(refused.refusals, [{ conversationId: 'c', subjectId: 'k', why: 'late' }]);
}

export function a_deed_in_one_call_is_none_in_another_that_shows_the_same_article() {
  const state = connected(call('c'), card('k'), { ...card('k'), conversationId: 'd' });
  const acted = after(done(state, 'c', 'k', 'ACCEPTED'), [{ type: 'recorded', conversationId: 'c', subjectId: 'k', action: 'ACCEPTED' }], 0);
  same(deed(acted, acted.calls.get('c'), 'k'), { action: 'ACCEPTED', confirmed: true });
  same(deed(acted, acted.calls.get('d'), 'k'), null);
}

export function what_was_done_while_cut_off_waits_for_the_connection() {
  const acted = cut(done(connected(call('c'), cue('q', 1, 'opened')), 'c', 'q', 'ACKNOWLEDGED'));
  const again = after(acted, [hello, call('c'), cue('q', 1, 'opened'), live], 0);
  same([...again.pending.values()], [{ conversationId: 'c', subjectId: 'q', action: 'ACKNOWLEDGED' }]);
  const told = after(again, [{ type: 'recorded', conversationId: 'c', subjectId: 'q', action: 'ACKNOWLEDGED' }], 0);
  same(told.pending.size, 0);
  same(look.interrupts(told).length, 0);
}

export function nothing_of_one_agent_is_left_for_the_next() {
  const state = done(connected(call('c'), card('k')), 'c', 'k', 'ACCEPTED');
  const next = after(state, [{ ...hello, subject: 'b' }], 0);
  same([next.calls.size, next.pending.size, next.who.subject], [0, 0, 'b']);
}

export function the_checklist_has_what_presses_first_and_leaves_out_what_never_applied() {
  const line = (ruleId, state, dueAt) => ({ type: 'disclosure', conversationId: 'c', ruleId, title: ruleId, state, dueAt, at: 1 });
  const state = connected(line('a', 'DORMANT'), line('b', 'SATISFIED', 3), line('c', 'PENDING', 9), line('d', 'PENDING', 4), line('e', 'OVERDUE', 1), line('f', 'NOT_APPLICABLE'));
  same(look.checklist(state.calls.get('c')).map((each) => each.ruleId), ['e', 'd', 'c', 'b', 'a']);
}

export function a_countdown_goes_by_the_servers_clock_and_a_replay_by_its_own() {
  const state = after(unknown(), [hello, call('c', { at: 50_000 }), { type: 'live', at: 1_000_000 }], 900_000);
  same(look.clockOf(state, 901_000, null), 1_001_000);
  same(look.clockOf(state, 901_000, 10), 60_000);
  const overdue = after(state, [{ type: 'disclosure', conversationId: 'c', ruleId: 'r', state: 'OVERDUE', at: 7_000 }], 0);
  same(overdue.calls.get('c').disclosures.get('r').dueAt, 7_000);
  same(standing({ state: 'PENDING', dueAt: 47_000 }, 0).label, 'within 0:47');
  same(standing({ state: 'PENDING', dueAt: 47_000 }, 47_001).label, 'now');
  same(standing({ state: 'OVERDUE', dueAt: 0 }, 61_500).label, 'overdue 1:01');
  same(duration(3_723_000), '1:02:03');
}

export function who_does_not_look_is_told_of_what_is_new_and_of_nothing_twice() {
  const before = connected(call('c'), cue('q', 1, 'opened', { message: 'Stop.' }));
  const next = after(before, [cue('r', 1, 'opened', { message: 'Stop that too.' }), card('k')], 0);
  same(news(before, next, 'c'), { urgent: ['Interrupt. Stop that too.'], calm: ['1 suggestion: k.'] });
  same(news(next, after(next, [live], 0), 'c'), { urgent: [], calm: [] });
}

export function calls_that_press_come_first_to_a_supervisor() {
  const line = (id) => ({ type: 'disclosure', conversationId: id, ruleId: 'r', title: 'r', state: 'OVERDUE', dueAt: 1, at: 1 });
  const state = connected(call('calm'), call('ended', { status: 'ended' }), call('late'), line('late'), call('c'), cue('q', 1, 'opened'), call('other', { agentId: 'b' }));
  same(look.team(state, '').map((each) => each.conversationId), ['c', 'late', 'calm', 'other', 'ended']);
  same(look.team(state, 'b').map((each) => each.conversationId), ['other']);
  same(look.agents(state), ['a', 'b']);
}

export function only_addresses_of_the_web_become_links() {
  same(['javascript:alert(1)', 'data:text/html,x', 'KB-7', '/x', 'http://a.example/1', 'https://a.example'].map((each) => link(each)?.href ?? null),
    [null, null, null, null, 'http://a.example/1', 'https://a.example/']);
}

export function words_that_matched_are_marked_whole_and_in_any_case() {
  same(marked('Rates: the RATE, überrate', ['rate']), [
    { text: 'Rates: the ', hit: false }, { text: 'RATE', hit: true }, { text: ', überrate', hit: false },
  ]);
  same(marked('', ['x']), []);
}

/** A world of one's own for a connection: sockets that do as told, a clock that stands. */
function world(answers) {
  const sockets = [];
  const waiting = [];
  return {
    sockets,
    waiting,
    open: (url, protocols) => {
      const socket = { url, protocols, sent: [], send: (text) => socket.sent.push(text), close: () => {} };
      sockets.push(socket);
      return socket;
    },
    ask: async () => answers.shift() ?? Promise.reject(new Error('nobody there')),
    now: () => 0,
    after: (milliseconds, what) => waiting.push({ milliseconds, what }),
    never: () => {},
    chance: () => 1,
  };
}

function watched(answers = []) {
  const own = world(answers);
  const told = [];
  const made = new Connection('http://h/i', { onMessage: () => {}, onStatus: (status) => told.push(status), world: own });
  return { own, told, made };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const answer = (status, error) => ({ status, json: async () => ({ error }) });

export async function waits_twice_as_long_after_each_failure_and_from_anew_after_a_success() {
  const { own, told, made } = watched();
  made.signIn('t');
  for (let failure = 0; failure < 7; failure++) {
    own.sockets.at(-1).onclose({ code: 1006 });
    await settled();
    own.waiting.at(-1).what();
  }
  same(told.filter((each) => each.kind === 'waiting').map((each) => each.retryAt), [500, 1000, 2000, 4000, 8000, 10000, 10000]);
  own.sockets.at(-1).onopen();
  own.sockets.at(-1).onmessage({ data: '{"type":"live","at":1}' });
  own.sockets.at(-1).onclose({ code: 1001 });
  same(told.at(-1), { kind: 'waiting', retryAt: 500, reason: 'The connection was lost.' });
  same(own.sockets[0].protocols, ['cueline.v1', 'bearer.t']);
}

export async function a_refusal_is_told_with_its_reason_and_not_tried_again() {
  const { own, told, made } = watched([answer(403, 'this token is of another tenant')]);
  made.signIn('t');
  own.sockets[0].onclose({ code: 1006 });
  await settled();
  same(told.at(-1), { kind: 'refused', reason: 'This token is of another tenant.' });
  same(own.waiting.length, 0);
  made.signIn('better');
  same(own.sockets[1].protocols[1], 'bearer.better');
}

export async function a_hub_that_catches_up_is_tried_again() {
  const { own, told, made } = watched([answer(503, 'still catching up')]);
  made.signIn('t');
  own.sockets[0].onclose({ code: 1006 });
  await settled();
  same([told.at(-1).kind, told.at(-1).reason], ['waiting', 'Still catching up.']);
}

export function an_expired_token_asks_for_another() {
  const { own, told, made } = watched();
  made.signIn('t');
  own.sockets[0].onopen();
  own.sockets[0].onclose({ code: 4401 });
  same(told.at(-1).kind, 'refused');
}

export function a_hub_that_falls_silent_is_left() {
  const { own, told, made } = watched();
  made.signIn('t');
  own.sockets[0].onopen();
  own.sockets[0].onmessage({ data: '{"type":"hello","beatMillis":1000}' });
  own.sockets[0].onmessage({ data: 'no JSON' });
  same(own.waiting.at(-1).milliseconds, 2500);
  own.waiting.at(-1).what();
  same(told.at(-1).reason, 'The connection has fallen silent.');
}

export function nothing_is_sent_before_the_picture_is_complete() {
  const { own, made } = watched();
  made.signIn('t');
  own.sockets[0].onopen();
  same(made.send({ type: 'feedback' }), false);
  own.sockets[0].onmessage({ data: '{"type":"live","at":1}' });
  same(made.send({ type: 'feedback' }), true);
  same(own.sockets[0].sent, ['{"type":"feedback"}']);
}

export function every_state_of_the_connection_has_its_words() {
  for (const kind of ['live', 'connecting', 'catching-up', 'waiting', 'no-token', 'refused']) {
    const { short, long } = connection({ kind, retryAt: 3000 }, 0);
    same(short.length > 0 && long.endsWith('.'), true, kind);
  }
  same(connection({ kind: 'waiting', retryAt: 3000 }, 0).long, 'Not connected. Trying again in 3 s.');
}

export function the_call_shown_is_an_open_one_or_the_last_that_ended() {
  const over = { status: 'ended' };
  const state = connected(call('old', { ...over, startedAt: 1 }), call('last', { ...over, startedAt: 5 }));
  same(look.chosen(state, null).conversationId, 'last');
  same(look.chosen(state, 'old').conversationId, 'old');
  const next = after(state, [call('new', { startedAt: 9 })], 0);
  same(look.chosen(next, null).conversationId, 'new');
  same(look.hasEnded(next, after(next, [call('new', over)], 0), 'new'), true);
  same(look.hasEnded(state, next, 'last'), false);
}

export function rules_without_a_title_are_named_by_their_id_in_words() {
  same(ruleName('Recording notice', 'recording-notice'), 'Recording notice');
  same(ruleName('default-keywords', 'default-keywords'), 'Default keywords');
  same(ruleName('', 'no_promises'), 'No promises');
  same(ruleName('', 'R-12'), 'R-12');
  same(ruleName('', ''), '');
}

export function days_and_doubts_are_put_into_words() {
  same(dayName('2026-11-20'), 'Friday 20 November');
  same(dayName('soon'), 'soon');
  same(zoneName('Etc/UTC'), 'UTC');
  same(zoneName('Europe/Berlin'), 'Europe/Berlin');
  same(doubt('GAP'), 'part of the call was lost');
  same(doubt('SOMETHING_NEW'), 'SOMETHING_NEW');
}

export function what_an_agent_does_does_not_move_the_clock_of_a_replay() {
  const state = connected(call('c', { at: 1_000 }), card('k'));
  const next = after(state, [{ type: 'feedback', conversationId: 'c', subjectId: 'k', action: 'ACCEPTED', at: 900_000 }], 6_000);
  same(look.clockOf(next, 6_000, 10), look.clockOf(state, 6_000, 10));
}

export function the_clock_of_a_replay_goes_on_when_another_signs_in() {
  const state = connected(call('c', { at: 60_000 }));
  const other = after(state, [{ ...hello, subject: 'b' }, call('d', { at: 10_000 }), live], 6_000);
  same([...other.calls.keys()], ['d']);
  same(look.clockOf(other, 6_000, 10), look.clockOf(state, 6_000, 10));
}
