import { h, outward } from './dom.js';
import { changes } from './diff.js';

// The few forms that reports and pull requests use, drawn as elements; markup in it stays text.

// What is longer than anybody writes is text: a mark that nothing closes would be looked for to the end.
const INLINE = /(`{1,9})(.{1,2000}?)\1|\*\*(.{1,2000}?)\*\*|\[([^\]]{1,500})\]\(([^)\s]{1,2000})\)|<(https?:\/\/[^\s<>]{1,2000})>|(https?:\/\/[^\s<>)]{1,2000})|\\([!-/:-@[-`{-~])/g;

function inline(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] !== undefined) {
      pieces.push(h('code', {}, match[2]));
    } else if (match[3] !== undefined) {
      pieces.push(h('strong', {}, inline(match[3])));
    } else if (match[4] !== undefined) {
      pieces.push(outward(match[5], match[4]));
    } else if (match[6] !== undefined || match[7] !== undefined) {
      pieces.push(outward(match[6] ?? match[7], match[6] ?? match[7]));
    } else {
      pieces.push(match[8]);
    }
  }
  pieces.push(text.slice(from));
  return pieces;
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => inline(cell.trim().replaceAll('\\|', '|')));
}

function table(lines) {
  const [headings, , ...rows] = lines;
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table' },
    h('table', { class: 'words' },
      h('thead', {}, h('tr', {}, cells(headings).map((cell) => h('th', { scope: 'col' }, cell)))),
      h('tbody', {}, rows.map((row) => h('tr', {}, cells(row).map((cell) => h('td', {}, cell)))))));
}

const FORMS = [
  { starts: /^(```|~~~)/, take: fence },
  { starts: /^<details>\s*$/, take: folded },
  { starts: /^#{1,6} /, take: heading },
  { starts: /^\s*\|.*\|\s*$/, take: (lines) => gathered(lines, /^\s*\|/, (taken) => (taken.length > 1 ? table(taken) : h('p', {}, inline(taken[0])))) },
  { starts: /^\s*([-*+]|\d+[.)]) /, take: list },
  { starts: /^>/, take: (lines) => gathered(lines, /^>/, (taken) => h('blockquote', {}, blocks(taken.map((line) => line.replace(/^> ?/, ''))))) },
  { starts: /^(---|\*\*\*)\s*$/, take: () => [h('hr'), 1] },
  { starts: /^\s*$/, take: () => [null, 1] },
];

function gathered(lines, form, draw) {
  let n = 1;
  while (n < lines.length && form.test(lines[n])) {
    n++;
  }
  return [draw(lines.slice(0, n)), n];
}

function fence(lines) {
  const [, mark, language] = lines[0].match(/^(```+|~~~+)\s*(\S*)/);
  let n = 1;
  while (n < lines.length && !lines[n].startsWith(mark)) {
    n++;
  }
  const text = lines.slice(1, n).join('\n');
  return [language === 'diff' && text.includes('@@') ? changes(text) : h('pre', { tabindex: '0' }, text), n + 1];
}

function heading(lines) {
  const [, marks, text] = lines[0].match(/^(#+) (.*)$/);
  return [h(`h${Math.min(6, marks.length + 2)}`, {}, inline(text)), 1];
}

/** The one piece of markup that reports use: what a reader may open. Only its own two lines count. */
function folded(lines) {
  const end = lines.findIndex((line) => /^<\/details>\s*$/.test(line));
  const inside = lines.slice(1, end < 0 ? lines.length : end);
  const summary = inside[0]?.match(/^<summary>(.*)<\/summary>\s*$/);
  return [h('details', {}, h('summary', {}, inline(summary ? summary[1] : 'More')),
    h('div', {}, blocks(summary ? inside.slice(1) : inside))), inside.length + 2];
}

const ITEM = /^(\s*)([-*+]|\d+[.)]) (.*)$/;

/** An empty line ends a list unless what follows belongs to it. */
function goesOn(lines, n) {
  const next = lines.slice(n).find((line) => line.trim() !== '');
  return next !== undefined && (/^ {2,}\S/.test(next) || ITEM.test(next));
}

function list(lines) {
  const ordered = /^\s*\d/.test(lines[0]);
  const items = [];
  let inset;
  let n = 0;
  while (n < lines.length && (ITEM.test(lines[n]) || (n > 0 && (/^\s+\S/.test(lines[n]) || (lines[n].trim() === '' && goesOn(lines, n)))))) {
    const item = lines[n].match(ITEM);
    if (item && (item[1].length < 2 || items.length === 0)) {
      inset = new RegExp(`^ {1,${item[1].length + item[2].length + 1}}`);
      items.push([item[3]]);
    } else {
      items[items.length - 1].push(lines[n].replace(inset, ''));
    }
    n++;
  }
  return [h(ordered ? 'ol' : 'ul', {}, items.map(([first, ...rest]) => h('li', {}, inline(first), rest.length ? blocks(rest) : null))), n];
}

function paragraph(lines) {
  let n = 1;
  while (n < lines.length && !FORMS.some((form) => form.starts.test(lines[n]))) {
    n++;
  }
  return [h('p', {}, inline(lines.slice(0, n).join(' '))), n];
}

/** What is set deeper in something else than anybody reads is shown as it is. */
const DEEPEST = 8;
let depth = 0;

function blocks(lines) {
  if (depth >= DEEPEST) {
    return [h('pre', { tabindex: '0' }, lines.join('\n'))];
  }
  depth++;
  try {
    return drawnBlocks(lines);
  } finally {
    depth--;
  }
}

function drawnBlocks(lines) {
  const drawn = [];
  let rest = lines;
  while (rest.length) {
    const form = FORMS.find((one) => one.starts.test(rest[0]));
    const [block, taken] = (form?.take ?? paragraph)(rest);
    drawn.push(block);
    rest = rest.slice(Math.max(1, taken));
  }
  return drawn;
}

export function markdown(text) {
  const visible = text.replace(/<!--[\s\S]*?-->/g, '');
  return h('div', { class: 'markdown' }, blocks(visible.split('\n')));
}
