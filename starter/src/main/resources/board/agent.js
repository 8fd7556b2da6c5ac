import { at, h, lasting, part, speak, state, STATES } from './dom.js';
import { ask, live, send, whoAmI } from './live.js';
import { talkAddress } from './agents.js';
import { changes } from './diff.js';
import { markdown } from './markdown.js';
import { phases } from './phases.js';
import { transcript } from './transcript.js';

const ENDS = {
  done: 'Done',
  gave_up: 'It said its last word, and changed nothing',
  budget: 'What it may spend was spent, or its time was over',
  refused: 'The model will not do this',
  circles: 'It went in circles',
  too_long: 'There was more to say than the model can hold',
  failed: 'No model worked on it to the end',
};

/** So many letters of its newest words an agent of the command line has told at most. */
const CUT = 80;

/** A message of more letters begins folded. */
const LONG = 1200;

function head({ id, parent, project, agent, word, startedAt, closedAt }) {
  const above = parent
    ? [h('a', { href: '#/' }, 'Runs'), ' / ', project, ' / ', h('a', { href: parent.includes('/agent/') ? talkAddress(parent) : `#/runs/${encodeURIComponent(parent)}` }, parent)]
    : [h('a', { href: '#/agents' }, 'Agents'), ' / ', project];
  return [
    h('p', { class: 'trail' }, above),
    h('h1', {}, agent, ' ', state(word)),
    h('p', { class: 'quiet' }, h('code', {}, id), ' started ', at(startedAt),
      closedAt ? `, took ${lasting(closedAt - startedAt)}` : ''),
  ];
}

/** Its last phase is how it ended, which stands beside its name. */
function worked({ steps, state: word }) {
  return steps.length && steps[steps.length - 1].phase === word ? steps.slice(0, -1) : steps;
}

function bounds({ engine, dollars }) {
  return [engine ? `by ${engine}` : '', dollars > 0 ? `for at most $${dollars.toFixed(2)}` : ''].filter(Boolean).join(', ');
}

function given(told) {
  if (!told) {
    return null;
  }
  const words = h('p', { class: 'text' }, told.message);
  const how = bounds(told);
  return h('section', { class: 'card message', 'aria-label': 'The message' },
    h('p', { class: 'quiet' }, 'It was asked', how ? ` (${how})` : '', ':'),
    told.message.length > LONG
      ? h('details', {}, h('summary', {}, `${told.message.slice(0, 200)}… (${told.message.length.toLocaleString('en')} characters)`), words)
      : words,
    told.causes.length ? h('ul', { class: 'nodes' }, told.causes.map((one) => h('li', {}, one))) : null);
}

function facts(lines) {
  return lines.length === 0 ? null : h('ul', { class: 'evidence' }, lines.map((one) => h('li', {}, one)));
}

/** Of an agent whose words only its step tells, and of one that has said nothing yet. */
function lately({ open, words, agent, silent, taken }) {
  if (!open) {
    return null;
  }
  if (!taken) {
    return h('p', { class: 'quiet' }, 'No worker has taken it yet. ', h('code', {}, './nightshift worker'), ' runs one, as ', h('code', {}, './nightshift up'), ' does.');
  }
  if (words) {
    return h('section', { class: 'card lately' },
      h('p', { class: 'who' }, `${agent}, just now`),
      h('p', { class: 'text' }, words.length < CUT ? words : `${words}…`),
      h('p', { class: 'quiet' }, 'Of an agent of the command line only the newest words are known while it works; what it says in the end stands here then.'));
  }
  return silent ? h('p', { class: 'quiet' }, 'It has said nothing yet.') : null;
}

/** Two steps, so that no slip stops it: unfold, then say who. */
function stopper(path, stopped) {
  const person = h('input', { id: 'person', name: 'person', autocomplete: 'email', required: true, maxlength: '200' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const yes = h('button', { type: 'submit', class: 'no' }, 'Yes, stop it');
  whoAmI().then((me) => {
    person.value ||= me.person;
  }).catch(() => {});

  function wrong(words) {
    problem.textContent = words;
    problem.hidden = false;
  }

  async function stop(event) {
    event.preventDefault();
    problem.hidden = true;
    if (!person.value.trim()) {
      wrong('Say who stops it.');
      person.focus();
      return;
    }
    yes.disabled = true;
    try {
      await send(`${path}/stop`, { person: person.value });
      form.replaceChildren(h('p', {}, 'It is asked to stop. This page goes on until it has.'));
      speak('it is asked to stop');
      stopped();
    } catch (failure) {
      wrong(failure.message);
      yes.disabled = false;
    }
  }

  const form = h('form', { class: 'card', onsubmit: stop, novalidate: true },
    h('p', {}, 'What it has changed in its copy is lost then, and what it has spent is spent.'),
    h('div', { class: 'field' }, h('label', { for: 'person' }, 'Who stops it'), person),
    problem,
    h('div', { class: 'buttons' }, yes));
  return h('details', { class: 'stop' }, h('summary', {}, 'Stop it'), form);
}

function cost({ turns, inputTokens, outputTokens, dollars }) {
  const count = (many, one) => `${many.toLocaleString('en')} ${one}${many === 1 ? '' : 's'}`;
  return `${count(turns, 'turn')}, ${count(inputTokens, 'token')} read and ${outputTokens.toLocaleString('en')} said, $${dollars.toFixed(4)}`;
}

function result({ word, result: ended, error, cancelled }) {
  if (!ended) {
    return cancelled ? h('section', { class: 'card' }, h('h2', {}, 'It was stopped'), h('p', {}, 'Somebody asked for it.'))
      : h('section', { class: 'card bad' }, h('h2', {}, 'It failed'), h('p', { class: 'text' }, error));
  }
  return [
    h('section', { class: `card ${{ done: 'good', failed: 'bad' }[word] ?? 'short'}` },
      h('h2', {}, ENDS[ended.stopped] ?? ended.stopped),
      ended.said ? markdown(ended.said) : h('p', { class: 'quiet' }, 'It said nothing.'),
      h('p', { class: 'quiet' }, cost(ended.usage))),
    error && ended.files.length
      ? h('p', {}, `Changed in its copy: ${ended.files.join(', ')}. The patch cannot be shown: ${error}`) : null,
  ].filter(Boolean);
}

function change({ patch, commit, own }) {
  return patch ? h('section', {},
    h('h2', {}, 'The change'),
    h('p', { class: 'quiet' }, own ? 'It is in its copy alone, and published nowhere.' : 'As it left its copy; the run goes on from there.',
      commit ? [' It is on ', h('code', {}, commit.slice(0, 12)), '.'] : ''),
    changes(patch)) : null;
}

export function agent(place, id) {
  const path = `/api/talks/${encodeURIComponent(id)}`;
  const parts = {
    head: part(head), given: part(given), phases: part(phases), found: part(facts), stop: part((open) => (open ? stopper(path, () => again()) : null)),
  };
  const after = { lately: part(lately), result: part((told) => (told ? result(told) : null)), change: part(change) };
  const said = transcript();
  place.append(...Object.values(parts).map((one) => one.place), said.place, ...Object.values(after).map((one) => one.place));
  let told;
  let have = '';
  let looked = false;
  let silent = true;
  const again = live(async (current) => {
    told ??= await ask(`${path}/given`);
    const now = await ask(`${path}?have=${have}`);
    if (!current()) {
      return '';
    }
    const open = now.state === 'working';
    document.title = `${now.agent}: ${told.message.slice(0, 60)}, Nightshift`;
    speak(`${STATES[now.state] ?? now.state}${open && now.says ? `: ${now.says}` : ''}`);
    parts.head.show({ id, parent: now.parent, project: now.project, agent: now.agent, word: now.state, startedAt: now.startedAt, closedAt: now.closedAt });
    parts.given.show(told);
    parts.phases.show({ steps: worked(now), says: open ? now.says : '', now: open ? Date.now() : now.closedAt, open });
    parts.found.show(now.found);
    parts.stop.show(open && !now.parent);
    let toTheEnd = () => {};
    // What nobody tells just now was said all the same.
    if (now.messages && (now.have || !have)) {
      toTheEnd = said.show(now.messages, now.agent);
      have = now.have;
      silent = now.messages.length === 0;
    }
    if (!open && !looked) {
      said.close();
    }
    looked = true;
    after.lately.show({ open, words: now.lately, agent: now.agent, silent, taken: now.steps.length > 0 });
    after.result.show(open ? null : { word: now.state, result: now.result, error: now.error, cancelled: now.state === 'cancelled' });
    after.change.show({ patch: now.result?.patch, commit: now.result?.commit, own: !now.parent });
    toTheEnd();
    return open ? '' : 'over';
  }, (why) => place.replaceChildren(h('h1', {}, 'Not here'), h('p', {}, why), h('p', {}, h('a', { href: '#/agents' }, 'All agents'))));
}
