import { at, h, outward, part } from './dom.js';
import { ask, live } from './live.js';

/** Plain text with what is an address made one. */
function words(text) {
  return text.split(/(https?:\/\/[^\s<>)]+)/).map((piece, n) => (n % 2 ? outward(piece, piece) : piece));
}

function row(message) {
  return h('li', { class: 'card message' },
    h('p', { class: 'quiet' }, `#${message.channel} `, at(message.at),
      message.thread ? [' ', h('a', { href: `#/runs/${encodeURIComponent(message.thread)}` }, message.thread)] : null),
    h('p', { class: 'text' }, words(message.text)));
}

export function messages(place) {
  document.title = 'Messages, Nightshift';
  const all = part((list) => (list.length
    ? h('ul', { class: 'messages' }, list.map(row))
    : h('div', { class: 'empty' }, h('p', {}, 'Nothing was said yet.'))));
  place.append(h('h1', {}, 'Messages'), all.place);
  live(async (current) => {
    const now = await ask('/api/messages');
    if (current()) {
      all.show(now);
    }
  });
}
