import { at, h, outward, part } from './dom.js';
import { ask, live } from './live.js';
import { changes } from './diff.js';
import { comments, row } from './hosted.js';
import { markdown } from './markdown.js';

function address(project, number) {
  return `#/pulls/${encodeURIComponent(project)}/${number}`;
}

/** To the page on the web where there is one, else to the one here. */
export function pullLink(project, pull) {
  const label = `Pull request ${pull.number}`;
  return /^https?:\/\//i.test(pull.url) && !pull.url.startsWith('http://127.0.0.1')
    ? outward(pull.url, label)
    : h('a', { href: address(project, pull.number) }, label);
}

export function pulls(place) {
  document.title = 'Pull requests, Nightshift';
  const all = part((list) => (list.length
    ? h('ul', { class: 'runs' }, list.map((pull) => row(address(pull.project, pull.number), pull, pull.branch)))
    : h('div', { class: 'empty' }, h('p', {}, 'No pull requests yet.'))));
  place.append(h('h1', {}, 'Pull requests'), all.place);
  live(async (current) => {
    const now = await ask('/api/pulls');
    if (current()) {
      all.show(now);
    }
  });
}

export function pull(place, project, number) {
  const page = part(({ pull: one, body, diff, comments: said }) => [
    h('p', { class: 'trail' }, h('a', { href: '#/pulls' }, 'Pull requests'), ' / ', one.project),
    h('h1', {}, one.title, ' ', h('span', { class: `state ${one.state}` }, one.state)),
    h('p', { class: 'quiet' }, `Number ${one.number}, branch `, h('code', {}, one.branch), ' ', at(one.at)),
    body ? h('section', { class: 'card' }, markdown(body)) : null,
    comments(said),
    diff ? h('section', {}, h('h2', {}, 'The change'), changes(diff)) : null,
  ].filter(Boolean));
  place.append(page.place);
  live(async (current) => {
    const now = await ask(`/api/pulls/${encodeURIComponent(project)}/${number}`);
    if (current()) {
      document.title = `${now.pull.title}, Nightshift`;
      page.show(now);
    }
  }, (why) => place.replaceChildren(h('h1', {}, 'Not here'), h('p', {}, why)));
}
