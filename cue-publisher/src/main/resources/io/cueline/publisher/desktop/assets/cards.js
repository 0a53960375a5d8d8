// Cards: what could help, with where it stands and what the agent makes of it.

import { el, on, say, set } from './dom.js';
import { link, marked } from './words.js';

/** Makes a card's part; `use(card)` and `dismiss(card)` are what its buttons do. */
export function cardPart(first, use, dismiss) {
  let card = first;
  const title = el('h3', { id: `card-${++count}` });
  const snippet = el('p', { class: 'snippet' });
  const source = el('p', { class: 'source small' });
  const used = el('p', { class: 'used small' });
  const useButton = on(
    el('button', { type: 'button', class: 'primary use' }, 'Use'),
    'click',
    () => use(card),
  );
  const dismissButton = on(
    el('button', { type: 'button', class: 'quiet dismiss' }, 'Dismiss'),
    'click',
    () => dismiss(card),
  );
  const node = el(
    'article',
    { class: 'card', tabindex: '-1', 'aria-labelledby': title.id },
    title,
    snippet,
    source,
    el('div', { class: 'actions' }, useButton, dismissButton, used),
  );
  return {
    node,
    show(next) {
      const changed = next.snippet !== card.snippet || next.citation !== card.citation;
      card = next;
      say(title, card.title);
      if (changed || !snippet.hasChildNodes()) {
        snippet.replaceChildren(...pieces(card));
        source.replaceChildren(...citation(card.citation));
      }
      set(node, 'data-subject', card.subjectId);
      const accepted = card.deed?.action === 'ACCEPTED';
      set(node, 'data-used', accepted);
      useButton.hidden = dismissButton.hidden = accepted;
      set(useButton, 'aria-label', `Use ${card.title}`);
      set(dismissButton, 'aria-label', `Dismiss ${card.title}`);
      say(used, accepted ? (card.deed.confirmed ? '✓ Used' : '✓ Used, being recorded') : '');
      used.hidden = !accepted;
    },
  };
}

function pieces(card) {
  return marked(card.snippet, card.matched).map((piece) =>
    piece.hit ? el('mark', {}, piece.text) : piece.text,
  );
}

/** A link for what a browser may safely open; anything else is shown as text. */
function citation(text) {
  const url = link(text);
  if (!url) {
    return text ? [`Article ${text}`] : [];
  }
  const place = el('a', { href: url.href, target: '_blank', rel: 'noopener noreferrer' });
  place.append(`Read it at ${url.host}`, el('span', { 'aria-hidden': 'true' }, ' ↗'));
  place.append(el('span', { class: 'unseen' }, ' (opens a new window)'));
  return [place];
}

let count = 0;
