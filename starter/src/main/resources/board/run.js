import { at, h, lasting, part, speak, state, STATES } from './dom.js';
import { ask, live } from './live.js';
import { agentsOf } from './agents.js';
import { causes, found } from './causes.js';
import { phases } from './phases.js';
import { question } from './question.js';
import { changes } from './diff.js';
import { letters } from './letters.js';
import { markdown } from './markdown.js';
import { pullLink } from './pulls.js';

const ENDINGS = {
  PULL_REQUEST: 'A pull request',
  REPORT: 'A report',
  REJECTED: 'Somebody said no',
  EXPIRED: 'Nobody decided in time',
  STOPPED: 'It could not be finished',
  NOTHING_FAILED: 'Nothing had failed',
  PASSED_OVER: 'It was passed over',
  REFUSED: 'It is not looked after',
  SUPERSEDED: 'A later run took its place',
  CANNOT_BE_READ: 'It cannot be read',
};

function stateOf(run) {
  if (run.status === 'RUNNING') {
    return run.progress.waiting ? 'waiting' : 'working';
  }
  if (run.status === 'COMPLETED') {
    return run.progress.phase === 'unreadable' ? 'unreadable' : 'done';
  }
  return run.status.toLowerCase();
}

function head({ id, word, project, title, startedAt, closedAt }) {
  return [
    h('p', { class: 'trail' }, h('a', { href: '#/' }, 'Runs'), ' / ', project),
    h('h1', {}, title || id, ' ', state(word)),
    h('p', { class: 'quiet' }, h('code', {}, id), ' started ', at(startedAt),
      closedAt ? `, took ${lasting(closedAt - startedAt)}` : ''),
  ];
}

function retrying(steps) {
  return steps.length === 0 ? null : h('section', { class: 'card asking' },
    h('h2', {}, 'Trying again'),
    h('ul', {}, steps.map((step) => h('li', {}, h('code', {}, step.step), `, attempt ${step.attempt}; the last one: ${step.why}`))));
}

function outcome(run) {
  const result = run.outcome;
  if (run.failure) {
    return h('section', { class: 'card bad' }, h('h2', {}, 'It failed'), h('p', {}, run.failure));
  }
  if (!result) {
    return null;
  }
  const bad = result.ending === 'CANNOT_BE_READ' || result.ending === 'STOPPED';
  return h('section', { class: `card ${bad ? 'bad' : 'good'}` },
    h('h2', {}, ENDINGS[result.ending] ?? result.ending),
    h('p', { class: 'headline' }, result.headline),
    result.pull ? h('p', {}, pullLink(run.project, result.pull)) : null,
    run.after ? h('p', { class: 'after' }, run.after.says) : null,
    result.decision
      ? h('p', {}, `${result.decision.choice === 'APPROVE' ? 'Approved' : 'Rejected'} by ${result.decision.person}`,
        result.decision.reason ? `: ${result.decision.reason}` : '')
      : null,
    result.reportPath ? h('p', { class: 'quiet' }, 'The report is kept at ', h('code', {}, result.reportPath)) : null);
}

function remaining(nodes) {
  return nodes.length === 0 ? null : h('section', {},
    h('h2', {}, 'Still red', h('span', { class: 'count' }, String(nodes.length))),
    h('ul', { class: 'nodes' }, nodes.map((node) => h('li', {}, h('code', {}, node)))));
}

function refusals(list) {
  return list.length === 0 ? null : h('section', {},
    h('h2', {}, 'The gate refused'),
    h('ul', {}, list.map((why) => h('li', {}, h('strong', {}, why.rule), why.where ? ` (${why.where})` : '', `: ${why.says}`))));
}

function report(told) {
  return told.text ? h('section', {},
    told.page ? h('p', { class: 'quiet' }, h('a', { href: told.page, target: '_blank', rel: 'noreferrer noopener' }, 'The report as a page of its own'), ', to print or to send on') : null,
    h('details', { open: true }, h('summary', {}, h('h2', {}, 'Report')), markdown(told.text))) : null;
}

function diff(text) {
  return text ? h('section', {}, h('h2', {}, 'The change'), changes(text)) : null;
}

/** Texts come once for each hash: what a hash names does not change. */
function byHash() {
  let hash;
  let text;
  return async (ref, path) => {
    if (ref && ref.sha256 !== hash) {
      text = (await ask(path)).text;
      hash = ref.sha256;
    }
    return ref ? text : null;
  };
}

export function run(place, id) {
  const path = `/api/runs/${encodeURIComponent(id)}`;
  const parts = {
    head: part(head), phases: part(phases), retrying: part(retrying), outcome: part(outcome), question: part((waiting) => question(path, waiting, () => again())),
    agents: part(agentsOf), found: part(found), causes: part(causes), diff: part(diff), refusals: part(refusals), remaining: part(remaining), letters: part(letters), report: part(report),
  };
  place.append(...Object.values(parts).map((one) => one.place));
  const patches = byHash();
  const reports = byHash();
  const drafts = byHash();
  let agents = {};
  const again = live(async (current) => {
    const now = await ask(path);
    const waiting = now.status === 'RUNNING' ? now.progress.waiting : null;
    const result = now.outcome;
    const patch = await patches(waiting?.patch ?? result?.patch, `${path}/diff`);
    const told = await reports(waiting?.report ?? now.after?.report ?? result?.report, `${path}/report`);
    const written = await drafts(waiting?.letters ?? result?.letters, `${path}/letters`);
    // Agents come and go while a fix is made, and at no other time.
    const seen = `${now.status} ${now.progress.phase} ${now.progress.steps.length}`;
    if (seen !== agents.seen || now.progress.phase === 'fix') {
      agents = { seen, all: await ask(`${path}/talks`) };
    }
    if (!current()) {
      return;
    }
    const word = stateOf(now);
    const title = `${now.progress.project} ${now.progress.title}`;
    document.title = `${word === 'waiting' ? '(1) ' : ''}${title}, Nightshift`;
    speak(`${STATES[word] ?? word}: ${waiting?.question ?? result?.headline ?? now.progress.phase}`);
    const open = now.status === 'RUNNING';
    const steps = result?.steps?.length ? result.steps : now.progress.steps;
    parts.head.show({ id, word, project: now.progress.project, title: now.progress.title, startedAt: now.startedAt, closedAt: now.closedAt });
    parts.phases.show({ steps, says: open && !waiting ? now.progress.says : '', now: open ? Date.now() : now.closedAt, open });
    parts.agents.show(agents.all);
    parts.retrying.show(now.retrying ?? []);
    parts.outcome.show({ outcome: result, failure: now.failure, project: now.progress.project, after: now.after });
    parts.question.show(waiting);
    parts.diff.show(patch);
    parts.causes.show(result?.causes ?? []);
    parts.found.show(result?.causes?.length ? [] : now.progress.found);
    parts.refusals.show(result?.refusals ?? []);
    parts.remaining.show(result?.remaining ?? []);
    parts.letters.show(written);
    parts.report.show({ text: told, page: waiting?.html ?? result?.html ? `${path}/report.html` : '' });
  }, (why) => place.replaceChildren(h('h1', {}, 'Not here'), h('p', {}, why), h('p', {}, h('a', { href: '#/' }, 'All runs'))));
}
