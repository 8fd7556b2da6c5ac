import { h } from './dom.js';
import { markdown } from './markdown.js';

function size(characters) {
  return `${characters.toLocaleString('en')} character${characters === 1 ? '' : 's'}`;
}

/** A call's arguments for a glance: what they are worth, without their names. */
function glance(text) {
  try {
    return Object.values(JSON.parse(text)).map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ');
  } catch {
    return text;
  }
}

/** Arguments each by its name, and texts with lines as they are. */
function given(text) {
  try {
    const all = Object.entries(JSON.parse(text));
    return all.length === 0 ? h('p', { class: 'quiet' }, 'without arguments') : all.flatMap(([name, one]) => [
      h('p', { class: 'who' }, name),
      h('pre', { tabindex: '0' }, typeof one === 'string' ? one : JSON.stringify(one, null, 2))]);
  } catch {
    return h('pre', { tabindex: '0' }, text);
  }
}

function cut(line) {
  return line.length > line.text.length
    ? h('p', { class: 'quiet' }, `These are the first ${line.text.length.toLocaleString('en')} of ${size(line.length)}.`)
    : null;
}

function folded(kind, summary, inside, line) {
  return h('li', { class: kind }, h('details', {},
    h('summary', {}, h('span', { class: 'glance' }, summary)),
    inside,
    cut(line)));
}

function spoken(kind, who, words) {
  return h('li', { class: kind }, h('p', { class: 'who' }, who), words);
}

function called(line) {
  const space = line.text.indexOf(' ');
  const tool = line.text.slice(0, space);
  const words = line.text.slice(space + 1);
  return folded('called', ['uses ', h('code', {}, tool), ' ', h('span', { class: 'quiet' }, glance(words))], given(words), line);
}

function gave(line) {
  const tool = h('code', {}, line.who || 'a tool');
  const first = line.text.trimStart().split('\n', 1)[0];
  return folded(line.failed ? 'gave bad' : 'gave',
    [tool, line.failed ? ' failed: ' : ` gave ${size(line.length)}: `, h('span', { class: 'quiet' }, first)],
    h('pre', { tabindex: '0' }, line.text), line);
}

function entry(line, who) {
  switch (line.kind) {
    case 'CALLED': return called(line);
    case 'GAVE': return gave(line);
    case 'SAID': return spoken('said', who, markdown(line.text));
    default: return spoken('told', line.who, h('p', { class: 'text' }, line.text));
  }
}

/**
 * What was said, in a list that only grows: what is there already stays as it is, with what a reader
 * unfolded and selected in it. Who has read to the end is kept there.
 */
export function transcript() {
  const list = h('ol', { class: 'talk' });
  const count = h('span', { class: 'count' });
  const fold = h('details', { open: true }, h('summary', {}, h('h2', {}, 'What was said', count)), list);
  const place = h('section', { hidden: true }, fold);
  let shown = [];
  return {
    place,
    show(lines, who) {
      const page = document.documentElement;
      const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= page.scrollHeight - 60;
      lines.forEach((line, n) => {
        const now = JSON.stringify([line, who]);
        if (now !== shown[n]) {
          const drawn = entry(line, who);
          const before = list.children[n];
          if (before?.querySelector(':scope > details')?.open) {
            drawn.querySelector(':scope > details')?.setAttribute('open', '');
          }
          if (before) {
            before.replaceWith(drawn);
          } else {
            list.append(drawn);
          }
          shown[n] = now;
        }
      });
      shown = shown.slice(0, lines.length);
      while (list.children.length > lines.length) {
        list.lastElementChild.remove();
      }
      count.textContent = String(lines.length);
      place.hidden = lines.length === 0;
      return () => {
        if (atEnd) {
          window.scrollTo(0, page.scrollHeight);
        }
      };
    },
    /** Of one that is over: the answer stands below. */
    close() {
      fold.open = false;
    },
  };
}
