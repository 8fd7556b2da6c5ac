// The only way text gets into the page: as text. Nothing here takes markup.

/** An element with attributes and children; strings become text nodes, empty ones are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

/** A link to another page of the web, and to nothing else: no javascript:, no data:. */
export function outward(address, label) {
  return /^https?:\/\//i.test(address)
    ? h('a', { href: address, rel: 'noreferrer noopener', target: '_blank' }, label)
    : h('span', { class: 'path' }, label);
}

/**
 * Part of a page that is drawn again only when what it shows has changed, so that focus, selection
 * and half-written words survive the next look.
 */
export function part(draw) {
  const place = h('div', { class: 'part' });
  let shown;
  return {
    place,
    show(value) {
      const now = JSON.stringify(value ?? null);
      if (now !== shown) {
        shown = now;
        const drawn = draw(value);
        place.replaceChildren(...(drawn ? [drawn].flat() : []));
        place.hidden = !drawn;
      }
    },
  };
}

export function speak(words) {
  const spoken = document.getElementById('spoken');
  if (spoken.textContent !== words) {
    spoken.textContent = words;
  }
}

export function at(millis) {
  if (!millis) {
    return '';
  }
  const time = new Date(millis);
  const sameDay = new Date().toDateString() === time.toDateString();
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return h('time', { datetime: time.toISOString(), title: time.toLocaleString() },
    sameDay ? clock : `${time.toLocaleDateString([], { day: 'numeric', month: 'short' })} ${clock}`);
}

export function lasting(millis) {
  const seconds = Math.max(0, millis) / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  }
  return seconds < 48 * 3600
    ? `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
    : `${Math.floor(seconds / 86400)} days`;
}

export const VERDICTS = {
  CODE: 'an edit of the project mends it',
  SOURCE: 'the data must be put right at its source',
  KNOWN: 'known and accepted',
  TRANSIENT: 'passes when run again',
  UNCLEAR: 'a person must look',
};

export function verdict(word) {
  return h('span', { class: `chip ${word.toLowerCase()}`, title: VERDICTS[word] ?? '' }, word);
}

export const STATES = {
  waiting: 'waiting for you',
  working: 'working',
  done: 'done',
  gave_up: 'gave up',
  budget: 'budget used up',
  refused: 'refused',
  circles: 'went in circles',
  too_long: 'too much to say',
  unreadable: 'cannot be read',
  failed: 'failed',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  terminated: 'terminated',
  timed_out: 'timed out',
};

export function state(word) {
  return h('span', { class: `state ${word}` }, STATES[word] ?? word);
}
