import { h, speak } from './dom.js';

/** Copying can be forbidden; then the text is selected, and a key press is left. */
async function copy(words, text, button) {
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = 'Copied';
    speak('copied');
  } catch {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = 'Selected: press Ctrl-C';
  }
}

function letter({ to, subject, text }) {
  const shown = h('pre', { class: 'letter', tabindex: '0' }, text);
  const button = h('button', { type: 'button' }, 'Copy');
  button.addEventListener('click', () => copy(`To: ${to}\nSubject: ${subject}\n\n${text}`, shown, button));
  return h('article', { class: 'card' },
    h('p', {}, 'To ', h('strong', {}, to)),
    h('p', {}, 'Subject: ', h('strong', {}, subject)),
    shown,
    h('div', { class: 'buttons' }, button));
}

/** Drafts to whoever delivers what is wrong; nothing here sends them. */
export function letters(kept) {
  const all = kept ? JSON.parse(kept) : [];
  return all.length === 0 ? null : h('section', {},
    h('h2', {}, all.length === 1 ? 'A letter to send' : 'Letters to send', h('span', { class: 'count' }, String(all.length))),
    h('p', { class: 'quiet' }, 'Nothing was sent: read, change and send as you see fit.'),
    all.map(letter));
}
