// How things are said to people. Pure.

/** `0:07`, `12:40`, `1:02:03`; nothing is ever less than zero. */
export function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0
    ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}`
    : `${minutes}:${tail}`;
}

/** How a disclosure stands: {mark, label}; the mark names its look. `now` is on the call's clock. */
export function standing(disclosure, now) {
  const known = Number.isFinite(disclosure.dueAt);
  const left = disclosure.dueAt - now;
  switch (disclosure.state) {
    case 'PENDING':
      if (!known) {
        return { mark: 'pending', label: 'to be said soon' };
      }
      return left > 0
        ? { mark: left < 10_000 ? 'urgent' : 'pending', label: `within ${duration(left + 999)}` }
        : { mark: 'urgent', label: 'now' };
    case 'OVERDUE':
      return {
        mark: 'overdue',
        label: known && left < 0 ? `overdue ${duration(-left)}` : 'overdue',
      };
    case 'SATISFIED':
      return { mark: 'said', label: 'said' };
    case 'LATE':
      return { mark: 'late', label: 'said late' };
    case 'MISSED':
      return { mark: 'missed', label: 'not said' };
    case 'UNDETERMINED':
      return { mark: 'unheard', label: 'could not be heard' };
    case 'NOT_DUE':
      return { mark: 'idle', label: 'not needed' };
    default:
      return { mark: 'idle', label: 'if it comes up' };
  }
}

const DOUBTS = new Map([
  ['GAP', 'part of the call was lost'],
  ['OLDER_EPOCH', 'part of the call came too late'],
  ['OTHER_SOURCE', 'the source of the transcript changed'],
  ['JOINED_IN_PROGRESS', 'the call had begun before it was heard'],
  ['UNKNOWN_SPEAKER', 'nobody knows who said it'],
  ['LOW_CONFIDENCE', 'the recogniser was unsure'],
  ['OTHER_LANGUAGE', 'another language was spoken'],
  ['TOO_MUCH_WORK', 'an utterance was too long to be searched'],
]);

/** Why a disclosure could not be heard. */
export function doubt(reason) {
  return DOUBTS.get(reason) ?? reason;
}

/** How a connection stands, in a word and a sentence: {tone, short, long}. */
export function connection(status, now) {
  switch (status.kind) {
    case 'live':
      return { tone: 'good', short: 'Live', long: 'Connected.' };
    case 'connecting':
      return { tone: 'wait', short: 'Connecting', long: 'Connecting to Cueline.' };
    case 'catching-up':
      return { tone: 'wait', short: 'Catching up', long: 'Connected; catching up.' };
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((status.retryAt - now) / 1000));
      return {
        tone: 'wait',
        short: 'Reconnecting',
        long: `${status.reason || 'Not connected.'} Trying again in ${seconds} s.`,
      };
    }
    case 'no-token':
      return {
        tone: 'bad',
        short: 'Not signed in',
        long: 'This page needs a sign-in from the agent application that shows it.',
      };
    default:
      return {
        tone: 'bad',
        short: 'Signed out',
        long: `${status.reason || 'Your sign-in was not accepted.'} Sign in again to go on.`,
      };
  }
}

/** The address of a citation, where it is one a browser may safely open; else null. */
export function link(citation) {
  try {
    const url = new URL(citation);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** A snippet in pieces: [{text, hit}], hits being the words that matched, in any case. */
export function marked(snippet, matched) {
  const wanted = new Set(matched.map((word) => word.toLowerCase()));
  const pieces = [];
  let end = 0;
  for (const found of snippet.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)) {
    if (wanted.has(found[0].toLowerCase())) {
      if (found.index > end) {
        pieces.push({ text: snippet.slice(end, found.index), hit: false });
      }
      end = found.index + found[0].length;
      pieces.push({ text: found[0], hit: true });
    }
  }
  if (end < snippet.length) {
    pieces.push({ text: snippet.slice(end), hit: false });
  }
  return pieces;
}

/** `1 call`, `3 calls`. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** `Amira Haddad` of `amira.haddad`; other ids stay as they are. */
export function person(id) {
  return /^[a-z]+([._][a-z]+)+$/.test(id)
    ? id
        .split(/[._]/)
        .map((part) => part[0].toUpperCase() + part.slice(1))
        .join(' ')
    : id;
}

/** A rule by its title, or where it has none by its id in words: `Default keywords` of `default-keywords`. */
export function ruleName(title, id) {
  if (title && title !== id) {
    return title;
  }
  return /^[a-z]{2,}([-_][a-z]{2,})*$/.test(id)
    ? id[0].toUpperCase() + id.slice(1).replaceAll(/[-_]/g, ' ')
    : id;
}

/** A time zone as people call it. */
export function zoneName(zone) {
  return /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal|Z)$/.test(zone) ? 'UTC' : zone;
}

/** `Friday 20 November` of `2026-11-20`. */
export function dayName(day) {
  const noon = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(noon.getTime())
    ? day
    : noon.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
}

/** `14:03:09`, on a clock of this place. */
export function clock(milliseconds) {
  return Number.isFinite(milliseconds)
    ? new Date(milliseconds).toLocaleTimeString([], {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        hour12: false,
      })
    : '';
}
