import { ask } from './live.js';

const footer = document.getElementById('server');

/** What the Temporal server behind the board lacks; the page itself tells when none answers. */
export async function tellOfServer() {
  const { note } = await ask('/api/server').catch(() => ({ note: footer.textContent }));
  footer.textContent = note;
  footer.hidden = note === '';
}
