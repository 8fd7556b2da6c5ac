import { at, h } from './dom.js';
import { markdown } from './markdown.js';

// What pull requests and issues have in common.

function counted(comments) {
  return comments ? `${comments} comment${comments === 1 ? '' : 's'}` : '';
}

/** A line of the list; `by` is a pull request's branch, or who opened an issue. */
export function row(address, one, by) {
  return h('li', {}, h('a', { class: 'run', href: address },
    h('span', { class: 'first' }, h('span', { class: `state ${one.state}` }, one.state), h('span', { class: 'project' }, one.project)),
    h('span', { class: 'what' }, h('span', { class: 'title' }, `${one.number}. ${one.title}`), h('span', { class: 'says' }, [by, counted(one.comments)].filter(Boolean).join(', '))),
    h('span', { class: 'when' }, at(one.at))));
}

export function comments(list) {
  return list.length === 0 ? null : h('section', {},
    h('h2', {}, 'Comments', h('span', { class: 'count' }, String(list.length))),
    h('ul', { class: 'messages' }, list.map((one) => h('li', { class: 'card' },
      h('p', { class: 'quiet' }, one.author, ' ', at(one.at)),
      markdown(one.text)))));
}
