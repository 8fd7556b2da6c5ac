import { at, h } from './dom.js';
import { send, whoAmI } from './live.js';

/** What waits for a person: a patch to decide on, questions to answer. It is drawn anew only when something else is asked. */
export function question(path, waiting, decided) {
  if (!waiting) {
    return null;
  }
  return h('div', {},
    waiting.patchHash ? decision(path, waiting, decided) : null,
    (waiting.asked ?? []).map((asked) => open(path, asked, decided)));
}

/** A question with a button for each answer that it takes. */
function open(path, asked, decided) {
  const person = h('input', { id: `person-${asked.id}`, name: 'person', autocomplete: 'email', required: true, maxlength: '200' });
  const reason = h('textarea', { id: `reason-${asked.id}`, name: 'reason', rows: '2', maxlength: '2000' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const ways = asked.ways.map((way) => h('button', { type: 'submit', value: way.id, class: 'way' }, way.says));
  whoAmI().then((me) => {
    person.value ||= me.person;
  }).catch(() => {});

  function wrong(words, field) {
    problem.textContent = words;
    problem.hidden = false;
    field?.focus();
  }

  async function answer(event) {
    event.preventDefault();
    problem.hidden = true;
    if (!event.submitter) {
      wrong('Choose an answer.');
      return;
    }
    if (!person.value.trim()) {
      wrong('Say who answers.', person);
      return;
    }
    ways.forEach((way) => { way.disabled = true; });
    try {
      await send(`${path}/answer`, { question: asked.id, option: event.submitter.value, person: person.value, reason: reason.value });
      decided();
    } catch (failure) {
      wrong(failure.message);
      ways.forEach((way) => { way.disabled = false; });
    }
  }

  return h('section', { class: 'card asking', 'aria-labelledby': `question-${asked.id}` },
    h('h2', { id: `question-${asked.id}` }, asked.says),
    h('form', { onsubmit: answer, novalidate: true },
      h('div', { class: 'field' }, h('label', { for: `person-${asked.id}` }, 'Who answers'), person),
      h('div', { class: 'field' }, h('label', { for: `reason-${asked.id}` }, 'Why, if it helps'), reason),
      problem,
      h('div', { class: 'ways' }, ways)));
}

function decision(path, waiting, decided) {
  const person = h('input', { id: 'person', name: 'person', autocomplete: 'email', required: true, maxlength: '200' });
  const reason = h('textarea', { id: 'reason', name: 'reason', rows: '2', maxlength: '2000' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const yes = h('button', { type: 'submit', value: 'APPROVE', class: 'yes' }, 'Approve');
  const no = h('button', { type: 'submit', value: 'REJECT', class: 'no' }, 'Reject');
  whoAmI().then((me) => {
    person.value ||= me.person;
  }).catch(() => {});

  function wrong(words, field) {
    problem.textContent = words;
    problem.hidden = false;
    field?.focus();
  }

  async function decide(event) {
    event.preventDefault();
    const choice = event.submitter?.value ?? 'REJECT';
    problem.hidden = true;
    if (!person.value.trim()) {
      wrong('Say who decides.', person);
      return;
    }
    if (choice === 'REJECT' && !reason.value.trim()) {
      wrong('Say in a few words why not: the report carries it.', reason);
      return;
    }
    yes.disabled = no.disabled = true;
    try {
      await send(`${path}/decision`, { choice, person: person.value, reason: reason.value, patch: waiting.patchHash });
      decided();
    } catch (failure) {
      wrong(failure.message);
      yes.disabled = no.disabled = false;
    }
  }

  return h('section', { class: 'card asking', 'aria-labelledby': 'question' },
    h('h2', { id: 'question' }, waiting.question),
    h('p', { class: 'quiet' }, 'Patch ', h('code', {}, waiting.patchHash.slice(0, 12)), ', asked ', at(waiting.since), ', until ', at(waiting.expiresAt)),
    h('form', { onsubmit: decide, novalidate: true },
      h('div', { class: 'field' }, h('label', { for: 'person' }, 'Who decides'), person),
      h('div', { class: 'field' }, h('label', { for: 'reason' }, 'Why (needed to reject)'), reason),
      problem,
      h('div', { class: 'buttons' }, yes, no)));
}
