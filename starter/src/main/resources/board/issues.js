import { at, h, part } from './dom.js';
import { ask, live } from './live.js';
import { comments, row } from './hosted.js';
import { markdown } from './markdown.js';

const link = document.querySelector('nav a[data-page="issues"]');

/** Most teams have no issues here: the way to them is shown where there are any. */
export async function offerIssues() {
  const all = await ask('/api/issues').catch(() => null);
  if (all) {
    link.hidden = all.length === 0;
  }
}

function address(issue) {
  return `#/issues/${encodeURIComponent(issue.project)}/${issue.number}`;
}

export function issues(place) {
  document.title = 'Issues, Nightshift';
  const all = part((list) => (list.length
    ? h('ul', { class: 'runs' }, list.map((issue) => row(address(issue), issue, issue.author)))
    : h('div', { class: 'empty' }, h('p', {}, 'No issues yet.'))));
  place.append(h('h1', {}, 'Issues'), all.place);
  live(async (current) => {
    const now = await ask('/api/issues');
    if (current()) {
      all.show(now);
    }
  });
}

export function issue(place, project, number) {
  const page = part(({ issue: one, body, comments: said }) => [
    h('p', { class: 'trail' }, h('a', { href: '#/issues' }, 'Issues'), ' / ', one.project),
    h('h1', {}, one.title, ' ', h('span', { class: `state ${one.state}` }, one.state)),
    h('p', { class: 'quiet' }, `Number ${one.number}${one.author ? `, by ${one.author}` : ''} `, at(one.at)),
    body ? h('section', { class: 'card' }, markdown(body)) : null,
    comments(said),
  ].filter(Boolean));
  place.append(page.place);
  live(async (current) => {
    const now = await ask(`/api/issues/${encodeURIComponent(project)}/${number}`);
    if (current()) {
      document.title = `${now.issue.title}, Nightshift`;
      page.show(now);
    }
  }, (why) => place.replaceChildren(h('h1', {}, 'Not here'), h('p', {}, why)));
}
