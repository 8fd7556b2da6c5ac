import { h, lasting } from './dom.js';

/** The way that a flow has gone, with the sentence that it says now. */
export function phases({ steps, says, now, open }) {
  if (steps.length === 0) {
    return null;
  }
  return h('section', { 'aria-label': 'Phases' },
    h('ol', { class: 'phases' }, steps.map((step) => {
      const way = open && !step.endedAt ? 'running' : step.endedAt ? 'over' : 'cut';
      return h('li', { class: way },
        h('span', { class: 'phase' }, step.phase),
        h('span', { class: 'time' }, lasting((step.endedAt || now) - step.startedAt)));
    })),
    says ? h('p', { class: 'now' }, says) : null);
}
