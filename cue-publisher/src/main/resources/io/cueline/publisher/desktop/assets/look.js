// What of a state is to be seen, and in which order. Pure.

import { deed } from './state.js';

const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const CHECKLIST_ORDER = [
  'OVERDUE', 'PENDING', 'MISSED', 'UNDETERMINED', 'LATE', 'SATISFIED', 'DORMANT', 'NOT_DUE',
];

/** Calls as an agent sees them: open ones first, each kind by its beginning. */
export function calls(state) {
  return [...state.calls.values()].sort(
    (one, other) =>
      Number(one.status === 'ended') - Number(other.status === 'ended') ||
      order(one.startedAt, other.startedAt) ||
      compare(one.conversationId, other.conversationId),
  );
}

/** The call to show: the one chosen while it is there, else the first open one, else the last that ended, else none. */
export function chosen(state, conversationId) {
  const all = calls(state);
  const first = all[0]?.status === 'ended' ? all.at(-1) : all[0];
  return state.calls.get(conversationId) ?? first ?? null;
}

/** Whether a call has ended between two states: then whoever chose it is done with it. */
export function hasEnded(before, after, conversationId) {
  const [was, is] = [before, after].map((state) => state.calls.get(conversationId));
  return was?.status === 'open' && is?.status === 'ended';
}

/** Interrupts of all calls that are neither closed nor acknowledged for certain, worst first. */
export function interrupts(state) {
  return [...state.calls.values()]
    .flatMap((call) => openCues(call, 'interrupt').map((cue) => ({ ...cue, call })))
    .map((cue) => ({ ...cue, deed: deed(state, cue.call, cue.cueId) }))
    .filter((cue) => !cue.deed?.confirmed)
    .sort(
      (one, other) =>
        severity(other.severity) - severity(one.severity) || order(one.openedAt, other.openedAt),
    );
}

/** What a call's agent still has to say: the open banners of disclosures, oldest first. */
export function banners(call) {
  return openCues(call, 'disclosure').sort((one, other) => order(one.openedAt, other.openedAt));
}

/** A call's disclosures, what presses first; those that never applied are left out. */
export function checklist(call) {
  return [...call.disclosures.values()]
    .filter((each) => CHECKLIST_ORDER.includes(each.state))
    .sort(
      (one, other) =>
        CHECKLIST_ORDER.indexOf(one.state) - CHECKLIST_ORDER.indexOf(other.state) ||
        order(one.dueAt, other.dueAt) ||
        compare(one.title, other.title),
    );
}

/** A call's cards, the newest answer first, with what was done about each. */
export function cards(state, call) {
  return [...call.cards.values()]
    .map((card) => ({ ...card, deed: deed(state, call, card.subjectId) }))
    .sort(
      (one, other) =>
        order(other.at, one.at) ||
        compare(one.insightId, other.insightId) ||
        one.priority - other.priority,
    );
}

/**
 * The calls' own time now. Live calls run by the server's clock. A replay's run on one clock of their own,
 * `speed` times as fast as ours since any of them last told its time; `speed` is null where it is no replay.
 */
export function clockOf(state, now, speed) {
  if (speed === null) {
    return now + state.ahead;
  }
  const told = [state.former, ...state.calls.values()].map((each) => each.clock + (now - each.clockReadAt) * speed);
  return Math.max(...told);
}

/** Calls as a supervisor sees them, what presses first; `agentId` leaves the others out. */
export function team(state, agentId) {
  return [...state.calls.values()]
    .filter((call) => !agentId || call.agentId === agentId)
    .map((call) => ({ ...call, pressing: pressing(call) }))
    .sort(
      (one, other) =>
        Number(one.status === 'ended') - Number(other.status === 'ended') ||
        other.pressing.rank - one.pressing.rank ||
        order(one.startedAt, other.startedAt) ||
        compare(one.conversationId, other.conversationId),
    );
}

/** The agents there are calls of, by name. */
export function agents(state) {
  return [...new Set([...state.calls.values()].map((call) => call.agentId).filter(Boolean))].sort(
    compare,
  );
}

/** What of a call presses a supervisor: its open violations, its overdue disclosures, all it has had. */
function pressing(call) {
  const open = openCues(call, 'interrupt').filter(
    (cue) => call.feedback.get(cue.cueId)?.action !== 'ACKNOWLEDGED',
  );
  const overdue = [...call.disclosures.values()].filter((each) => each.state === 'OVERDUE');
  const worst = Math.max(-1, ...open.map((cue) => severity(cue.severity)));
  return {
    open,
    overdue,
    violations: kinds(call, 'PROHIBITED'),
    missed: kinds(call, 'MISSED'),
    rank: open.length > 0 ? 100 + worst * 10 + open.length : overdue.length,
  };
}

function kinds(call, kind) {
  return [...call.violations.values()].filter((each) => each.kind === kind).length;
}

function openCues(call, kind) {
  return [...call.cues.values()].filter((cue) => cue.open && cue.kind === kind);
}

function severity(name) {
  return SEVERITIES.indexOf(name);
}

/** Of times, of which some may not be known: those come last. */
function order(one, other) {
  const known = Number.isFinite(one);
  if (known !== Number.isFinite(other)) {
    return known ? -1 : 1;
  }
  return known ? one - other : 0;
}

/** Code point order: the same in every browser. */
function compare(one, other) {
  return one < other ? -1 : one > other ? 1 : 0;
}
