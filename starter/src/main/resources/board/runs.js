import { at, h, lasting, part, speak, state } from './dom.js';
import { ask, live } from './live.js';

function link(run) {
  return `#/runs/${encodeURIComponent(run.id)}`;
}

function row(run) {
  return h('li', {},
    h('a', { class: `run ${run.state}`, href: link(run) },
      h('span', { class: 'first' }, state(run.state), h('span', { class: 'project' }, run.project)),
      h('span', { class: 'what' },
        h('span', { class: 'title' }, run.title || run.id),
        h('span', { class: 'says' }, run.state === 'working' ? `${run.phase}: ${run.says}` : run.says)),
      h('span', { class: 'when' },
        at(run.startedAt),
        h('span', { class: 'quiet' }, run.closedAt ? `took ${lasting(run.closedAt - run.startedAt)}` : 'open'))));
}

function list(title, runs, hint) {
  if (runs.length === 0) {
    return hint ? [h('h2', {}, title), h('p', { class: 'quiet' }, hint)] : [];
  }
  return [h('h2', {}, title, h('span', { class: 'count' }, String(runs.length))),
    h('ul', { class: 'runs' }, runs.map(row))];
}

function drawn(runs) {
  if (runs.length === 0) {
    return h('div', { class: 'empty' },
      h('p', {}, 'No run has failed yet, as far as Nightshift was told.'),
      h('p', { class: 'quiet' }, 'A webhook tells it, or you do: ', h('code', {}, 'nightshift fix --artifacts target')));
  }
  const of = (word) => runs.filter((run) => run.state === word);
  const ended = runs.filter((run) => run.state !== 'waiting' && run.state !== 'working');
  return [
    ...list('Waiting for you', of('waiting'), 'Nothing waits for you.'),
    ...list('In the works', of('working')),
    ...list('Ended', ended),
  ];
}

export function runs(place) {
  const all = part(drawn);
  place.append(h('h1', {}, 'Failed runs'), all.place);
  live(async (current) => {
    const now = await ask('/api/runs');
    if (!current()) {
      return;
    }
    const waiting = now.filter((run) => run.state === 'waiting').length;
    document.title = waiting ? `(${waiting}) Nightshift` : 'Nightshift';
    speak(waiting ? `${waiting} waiting for you` : 'nothing waits for you');
    all.show(now);
  });
}
