// What a desktop knows, and how each message changes it. Pure: no document, no socket, no clock.
//
// A state is never changed, only replaced. What the server says is text and stays text.

import { ruleName } from './words.js';

/** Before anything was heard. */
export function unknown() {
  return {
    /** Who is signed in, as the server's hello said it; null before. */
    who: null,
    /** Whether all that went before the connection has been heard. */
    live: false,
    /** By how many milliseconds the server's clock is ahead of ours. */
    ahead: 0,
    /** Calls by conversation id. */
    calls: new Map(),
    /** The calls' own clock as the last connection told it: what is told anew is told late. */
    former: { clock: -Infinity, clockReadAt: 0 },
    /** Today's figures (supervisors). */
    figures: null,
    /** The timeline last asked for (supervisors). */
    timeline: null,
    /** What was done here and is not confirmed, by call and subject: {conversationId, subjectId, action}. */
    pending: new Map(),
    /** What the server would not take, newest last: {conversationId, subjectId, why}. */
    refusals: [],
    /** While a connection catches up: what it has told so far, shown when it is complete. */
    coming: null,
  };
}

/** The state after messages, in their order. `now` is our clock's, in epoch milliseconds. */
export function after(state, messages, now) {
  const draft = {
    ...state,
    calls: new Map(state.calls),
    pending: new Map(state.pending),
    coming: state.coming && { ...state.coming, calls: new Map(state.coming.calls) },
  };
  for (const message of messages) {
    if (message !== null && typeof message === 'object') {
      take(draft, message, now);
    }
  }
  return draft;
}

/** The state after the agent did something, before anybody has confirmed it. */
export function done(state, conversationId, subjectId, action) {
  const pending = new Map(state.pending);
  pending.set(about(conversationId, subjectId), { conversationId, subjectId, action });
  return { ...state, pending, refusals: [] };
}

/** The state after a refusal has been read. */
export function heeded(state) {
  return { ...state, refusals: [] };
}

/** The state while nothing is heard: what is shown may be out of date. */
export function cut(state) {
  return { ...state, live: false, coming: null };
}

/** What was done about a subject, confirmed or not: {action, confirmed}, or null. */
export function deed(state, call, subjectId) {
  const pending = state.pending.get(about(call.conversationId, subjectId));
  if (pending) {
    return { action: pending.action, confirmed: false };
  }
  const known = call.feedback.get(subjectId);
  return known ? { action: known.action, confirmed: true } : null;
}

function take(draft, message, now) {
  // What arrives between hello and live completes a picture; the old one is shown until then.
  const target = draft.coming ?? draft;
  switch (message.type) {
    case 'hello':
      draft.former = [...draft.calls.values()].reduce(later, draft.former);
      if (draft.who && draft.who.subject !== text(message.subject)) {
        // Somebody else sits here now: nothing of the former one's is shown or sent any more.
        draft.calls = new Map();
        draft.figures = draft.timeline = null;
        draft.pending = new Map();
        draft.refusals = [];
      }
      draft.who = {
        role: text(message.role),
        subject: text(message.subject),
        name: text(message.name) || text(message.subject),
        tenant: text(message.tenant),
      };
      draft.coming = { calls: new Map(), figures: null };
      return;
    case 'live':
      draft.ahead = time(message.at, now) - now;
      draft.live = true;
      if (draft.coming) {
        draft.calls = draft.coming.calls;
        draft.figures = draft.coming.figures;
        draft.coming = null;
      }
      return;
    case 'gone':
      target.calls.delete(text(message.conversationId));
      return;
    case 'figures':
      target.figures = message;
      return;
    case 'timeline':
      draft.timeline = {
        conversationId: text(message.conversationId),
        entries: list(message.entries),
      };
      return;
    case 'recorded':
      confirmed(draft, message);
      return;
    case 'refused':
      refused(draft, message);
      return;
    default:
      aboutACall(draft, target, message, now);
  }
}

function aboutACall(draft, target, message, now) {
  const id = text(message.conversationId);
  const change = Object.hasOwn(CHANGES, message.type) ? CHANGES[message.type] : null;
  if (!id || !change) {
    return;
  }
  const before = target.calls.get(id) ?? unheard(id, now);
  const call = change(before, message, now);
  // Feedback bears the time of who gave it, which in a replay is another than the call's.
  const told = message.type === 'feedback' ? NaN : time(message.at, NaN);
  target.calls.set(id, told > call.clock ? { ...call, clock: told, clockReadAt: now } : call);
  if (message.type === 'feedback') {
    const subject = about(id, text(message.subjectId));
    if (draft.pending.get(subject)?.action === message.action) {
      draft.pending.delete(subject);
    }
  }
}

function unheard(conversationId, now) {
  return {
    conversationId,
    agentId: '',
    status: 'open',
    startedAt: NaN,
    /** The call's own clock when last told, and when by ours. */
    clock: -Infinity,
    clockReadAt: now,
    cues: new Map(),
    disclosures: new Map(),
    cards: new Map(),
    feedback: new Map(),
    violations: new Map(),
  };
}

/** By type of message: the call after it. */
const CHANGES = {
  interaction: (call, message) => ({
    ...call,
    agentId: text(message.agentId),
    status: message.status === 'ended' ? 'ended' : 'open',
    startedAt: time(message.startedAt, call.startedAt),
  }),
  compliance_interrupt: (call, message, now) =>
    withCue(call, {
      ...message,
      kind: 'interrupt',
      status: 'opened',
      cueId: message.cueId ?? message.timestamp,
      openedAt: message.openedAt ?? Date.parse(message.timestamp),
    }, now),
  cue: (call, message, now) => withCue(call, message, now),
  disclosure: (call, message) => having(call, 'disclosures', message.ruleId, {
    ruleId: text(message.ruleId),
    title: ruleName(text(message.title), text(message.ruleId)),
    state: text(message.state),
    reason: text(message.reason),
    // What is overdue has become so when it was due.
    dueAt: time(message.dueAt, message.state === 'OVERDUE' ? time(message.at, NaN) : NaN),
  }),
  card: (call, message, now) => having(call, 'cards', message.cardId, {
    subjectId: text(message.cardId),
    insightId: text(message.insightId),
    title: text(message.title),
    priority: time(message.priority, 99),
    citation: text(message.citation),
    snippet: text(message.snippet),
    matched: list(message.matched).map(text),
    source: text(message.source),
    at: moment(message.timestamp, now),
  }),
  feedback: (call, message) => having(call, 'feedback', message.subjectId, {
    action: text(message.action),
    agentId: text(message.agentId),
  }),
  violation: (call, message) => having(call, 'violations', message.violationId, {
    violationId: text(message.violationId),
    kind: text(message.kind),
    ruleId: text(message.ruleId),
    title: ruleName(text(message.ruleTitle), text(message.ruleId)),
    message: text(message.message),
    severity: text(message.severity).toLowerCase(),
    at: time(message.at, NaN),
    text: text(message.text),
  }),
};

function withCue(call, message, now) {
  const known = call.cues.get(text(message.cueId));
  const number = time(message.number, 0);
  if (known && known.number > number) {
    return call;
  }
  return having(call, 'cues', message.cueId, {
    cueId: text(message.cueId),
    conversationId: call.conversationId,
    number,
    kind: text(message.kind),
    open: message.status !== 'closed',
    closeReason: text(message.closeReason),
    title: text(message.title),
    message: text(message.message),
    severity: text(message.severity).toLowerCase(),
    items: list(message.items).map((item) => ({
      ruleId: text(item?.ruleId),
      title: ruleName(text(item?.title), text(item?.ruleId)),
    })),
    openedAt: time(message.openedAt, now),
  });
}

function having(call, part, key, value) {
  const map = new Map(call[part]);
  map.set(text(key), value);
  return { ...call, [part]: map };
}

function later(one, other) {
  return other.clock > one.clock ? { clock: other.clock, clockReadAt: other.clockReadAt } : one;
}

function confirmed(draft, message) {
  const key = about(text(message.conversationId), text(message.subjectId));
  const pending = draft.pending.get(key);
  if (!pending || pending.action !== message.action) {
    return;
  }
  const { conversationId, subjectId, action } = pending;
  draft.pending.delete(key);
  for (const part of [draft, draft.coming]) {
    const call = part?.calls.get(conversationId);
    if (call) {
      part.calls.set(conversationId, having(call, 'feedback', subjectId, { action, agentId: '' }));
    }
  }
}

function refused(draft, message) {
  const conversationId = text(message.conversationId);
  const subjectId = text(message.subjectId);
  draft.pending.delete(about(conversationId, subjectId));
  draft.refusals = [...draft.refusals, { conversationId, subjectId, why: text(message.why) }];
}

/** One subject may be of several calls: an article is shown in each. */
function about(conversationId, subjectId) {
  return `${conversationId}\n${subjectId}`;
}

function text(value) {
  return value === null || value === undefined ? '' : String(value);
}

function list(value) {
  return Array.isArray(value) ? value : [];
}

function time(value, otherwise) {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function moment(value, otherwise) {
  const parsed = typeof value === 'string' ? Date.parse(value) : value;
  return time(parsed, otherwise);
}
