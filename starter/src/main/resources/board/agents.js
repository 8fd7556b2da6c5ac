import { at, h, lasting, part, speak, state } from './dom.js';
import { ask, live } from './live.js';

export function talkAddress(id) {
  return `#/agents/${encodeURIComponent(id)}`;
}

const CUT_SHORT = ['failed', 'cancelled', 'terminated', 'timed_out'];

function saying(talk) {
  if (talk.state === 'working') {
    return `${talk.phase}: ${talk.says}`;
  }
  return CUT_SHORT.includes(talk.state) && talk.phase !== talk.state ? `ended in ${talk.phase}: ${talk.says}` : talk.says;
}

function row(talk) {
  return h('li', {},
    h('a', { class: 'run', href: talkAddress(talk.id) },
      h('span', { class: 'first' }, state(talk.state), h('span', { class: 'project' }, talk.project)),
      h('span', { class: 'what' },
        h('span', { class: 'title' }, talk.agent),
        talk.title ? h('span', { class: 'message-line' }, talk.title) : null,
        h('span', { class: 'says' }, saying(talk))),
      h('span', { class: 'when' },
        at(talk.startedAt),
        h('span', { class: 'quiet' }, talk.closedAt ? `took ${lasting(talk.closedAt - talk.startedAt)}` : 'open'))));
}

function drawn(talks) {
  return talks.length ? h('ul', { class: 'runs' }, talks.map(row)) : h('div', { class: 'empty' },
    h('p', {}, 'No agent was given a message yet.'),
    h('p', { class: 'quiet' }, h('code', {}, './nightshift agents'), ' lists who there is. One is asked so:'),
    h('p', { class: 'quiet' }, h('code', {}, './nightshift agents run dbt-expert --message "Why does dim_products take so long?"')));
}

/** The sessions that a run's page leads to. */
export function agentsOf(talks) {
  return talks.length === 0 ? null : h('section', {},
    h('h2', {}, 'Agents', h('span', { class: 'count' }, String(talks.length))),
    h('ul', { class: 'runs' }, talks.map(row)));
}

export function agents(place) {
  document.title = 'Agents, Nightshift';
  const all = part(drawn);
  place.append(h('h1', {}, 'Agents'), all.place);
  live(async (current) => {
    const now = await ask('/api/talks');
    if (current()) {
      const working = now.filter((talk) => talk.state === 'working').length;
      speak(working ? `${working} at work` : 'no agent is at work');
      all.show(now);
    }
  });
}
