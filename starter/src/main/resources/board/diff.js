import { h } from './dom.js';

/** A unified diff as files of lines, each with its old and new number. */
function parse(text) {
  const files = [];
  let file;
  let old = 0;
  let now = 0;
  let inHunk = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const hunk = line.match(/^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@(.*)$/);
    if (line.startsWith('diff --git ')) {
      file = { name: line.replace(/^diff --git a\/.* b\//, ''), notes: [], lines: [], added: 0, removed: 0 };
      files.push(file);
      inHunk = false;
    } else if (!file && !line.startsWith('--- ')) {
      continue;
    } else if (hunk) {
      [old, now] = [Number(hunk[1]), Number(hunk[2])];
      file.lines.push({ kind: 'hunk', text: hunk[3].trim() });
      inHunk = true;
    } else if (!inHunk) {
      if (line.startsWith('--- ') && (!file || file.lines.length)) {
        file = { name: '', notes: [], lines: [], added: 0, removed: 0 };
        files.push(file);
      } else if (line.startsWith('+++ ')) {
        file.name ||= line.slice(4).replace(/^b\//, '');
      } else if (!/^(index|---) /.test(line)) {
        file.notes.push(line);
      }
    } else if (line.startsWith('+')) {
      file.added++;
      file.lines.push({ kind: 'add', now: now++, text: line.slice(1) });
    } else if (line.startsWith('-')) {
      file.removed++;
      file.lines.push({ kind: 'del', old: old++, text: line.slice(1) });
    } else if (line.startsWith('\\')) {
      file.lines.push({ kind: 'note', text: line.slice(2) });
    } else {
      file.lines.push({ kind: 'same', old: old++, now: now++, text: line.slice(1) });
    }
  }
  return files;
}

const SIGNS = { add: '+', del: '−', same: ' ' };
const WORDS = { add: 'added', del: 'removed' };

function row(line) {
  if (line.kind === 'hunk' || line.kind === 'note') {
    return h('tr', { class: line.kind }, h('td', { colspan: '4' }, line.kind === 'hunk' ? `⋯ ${line.text}` : line.text));
  }
  return h('tr', { class: line.kind },
    h('td', { class: 'number' }, String(line.old ?? '')),
    h('td', { class: 'number' }, String(line.now ?? '')),
    h('td', { class: 'sign' }, h('span', { 'aria-hidden': 'true' }, SIGNS[line.kind]),
      line.kind in WORDS ? h('span', { class: 'spoken' }, WORDS[line.kind]) : null),
    h('td', { class: 'text' }, line.text));
}

export function changes(text) {
  return h('div', { class: 'diff' }, parse(text).map((file) => h('figure', {},
    h('figcaption', {}, h('code', {}, file.name),
      h('span', { class: 'sizes' }, h('span', { class: 'plus' }, `+${file.added}`), ' ', h('span', { class: 'minus' }, `−${file.removed}`))),
    file.notes.length ? h('p', { class: 'quiet' }, file.notes.join(', ')) : null,
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Changes in ${file.name}` },
      h('table', {}, h('tbody', {}, file.lines.map(row)))))));
}
