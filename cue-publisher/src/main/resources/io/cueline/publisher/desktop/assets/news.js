// What is worth telling somebody who does not look at the page. Pure.

import * as look from './look.js';
import { count } from './words.js';

/** What has happened between two states, for the call shown: {urgent: […], calm: […]} in sentences. */
export function news(before, after, shown) {
  const known = new Set(look.interrupts(before).map((cue) => cue.cueId));
  const urgent = look
    .interrupts(after)
    .filter((cue) => !known.has(cue.cueId))
    .map((cue) => `Interrupt. ${cue.title ? `${cue.title}. ` : ''}${cue.message}`);
  const was = before.calls.get(shown);
  const is = after.calls.get(shown);
  return { urgent, calm: is ? [...overdue(was, is), ...said(was, is), ...cards(was, is)] : [] };
}

function overdue(was, is) {
  const known = new Map((was ? look.banners(was) : []).map((cue) => [cue.cueId, cue.number]));
  return look
    .banners(is)
    .filter((cue) => known.get(cue.cueId) !== cue.number)
    .map((cue) => `Still to be said: ${cue.items.map((item) => item.title).join(', ') || cue.title}.`);
}

function said(was, is) {
  return [...is.disclosures.values()]
    .filter((each) => ['SATISFIED', 'LATE'].includes(each.state))
    .filter((each) => {
      const before = was?.disclosures.get(each.ruleId);
      return before && before.state !== each.state;
    })
    .map((each) => `${each.title}: said.`);
}

function cards(was, is) {
  const fresh = [...is.cards.values()].filter((card) => !was?.cards.has(card.subjectId));
  return fresh.length === 0
    ? []
    : [`${count(fresh.length, 'suggestion')}: ${fresh.map((card) => card.title).join(', ')}.`];
}
