import { h } from './dom.js';
import { tellOfServer } from './server.js';
import { runs } from './runs.js';
import { run } from './run.js';
import { pull, pulls } from './pulls.js';
import { issue, issues, offerIssues } from './issues.js';
import { agents } from './agents.js';
import { agent } from './agent.js';
import { messages } from './messages.js';

const main = document.getElementById('main');

/** Pages by what stands after the # in the address; a part of it in parentheses is handed over. */
const PAGES = [
  [/^#\/runs\/([^/]+)$/, 'runs', run],
  [/^#\/pulls$/, 'pulls', pulls],
  [/^#\/pulls\/([^/]+)\/(\d+)$/, 'pulls', pull],
  [/^#\/issues$/, 'issues', issues],
  [/^#\/issues\/([^/]+)\/(\d+)$/, 'issues', issue],
  [/^#\/agents$/, 'agents', agents],
  [/^#\/agents\/([^/]+)$/, 'agents', agent],
  [/^#\/messages$/, 'messages', messages],
];

function turn() {
  const address = location.hash;
  if (address === '#main') {
    return;
  }
  const [match, name, page] = PAGES
    .map(([form, pageName, draw]) => [address.match(form), pageName, draw])
    .find(([found]) => found) ?? [[], 'runs', runs];
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.page === name) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  const place = h('div', { class: 'page' });
  main.replaceChildren(place);
  window.scrollTo(0, 0);
  page(place, ...match.slice(1).map(decodeURIComponent));
  tellOfServer();
  offerIssues();
}

window.addEventListener('hashchange', () => {
  turn();
  main.focus({ preventScroll: true });
});
turn();
