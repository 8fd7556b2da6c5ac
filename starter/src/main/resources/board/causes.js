import { h, verdict, VERDICTS } from './dom.js';

function evidence(piece) {
  return h('li', {},
    piece.says,
    piece.from ? h('span', { class: 'quiet' }, ` (${piece.from})`) : null,
    piece.query ? h('details', {}, h('summary', {}, 'the query'), h('pre', { tabindex: '0' }, piece.query)) : null);
}

function cause(one) {
  return h('article', { class: 'card cause' },
    h('h3', {}, verdict(one.verdict), h('span', {}, one.because || one.kind)),
    h('p', { class: 'quiet' }, VERDICTS[one.verdict] ?? ''),
    one.nodes.length ? h('ul', { class: 'nodes' }, one.nodes.map((node) => h('li', {}, h('code', {}, node)))) : null,
    one.evidence.length ? h('ul', { class: 'evidence' }, one.evidence.map(evidence)) : null,
    one.known ? h('p', { class: 'known' }, 'The team wrote about this: ', h('strong', {}, one.known.title || one.known.entry)) : null);
}

export function causes(list) {
  return list.length === 0 ? null : h('section', {},
    h('h2', {}, 'Causes', h('span', { class: 'count' }, String(list.length))),
    list.map(cause));
}

/** While a flow runs, its causes are lines that begin with their verdict. */
export function found(lines) {
  return lines.length === 0 ? null : h('section', {},
    h('h2', {}, 'Found so far'),
    h('ul', { class: 'found' }, lines.map((line) => {
      const [word, ...rest] = line.split(' ');
      return h('li', {}, word in VERDICTS ? [verdict(word), rest.join(' ')] : line);
    })));
}
