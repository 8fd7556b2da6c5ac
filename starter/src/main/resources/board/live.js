// Asking the starter, again and again, and saying so when it cannot answer.

const EVERY_MILLIS = 1500;
const away = document.getElementById('away');

let turn = 0;
let session;

function tell(words) {
  if (away.textContent !== words) {
    away.textContent = words;
  }
  away.hidden = words === '';
}

async function answered(response) {
  const body = await response.json().catch(() => ({}));
  if (response.ok) {
    return body;
  }
  const failure = new Error(body.error ?? 'the starter did not understand the question');
  failure.status = response.status;
  throw failure;
}

export async function ask(path) {
  return answered(await fetch(path, { headers: { Accept: 'application/json' } }));
}

export async function whoAmI() {
  session ??= await ask('/api/session');
  return session;
}

export async function send(path, form) {
  const { form: token } = await whoAmI();
  return answered(await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Nightshift-Form': token },
    body: JSON.stringify(form),
  }));
}

/**
 * Looks until another page begins, or `look`, which fetches and draws, says that nothing more will
 * come; `lost` draws what is not there.
 */
export function live(look, lost) {
  const mine = ++turn;
  let timer;
  async function once() {
    let over = false;
    try {
      over = await look(() => mine === turn) === 'over';
      if (mine === turn) {
        tell('');
      }
    } catch (failure) {
      if (mine !== turn) {
        return;
      }
      if (failure.status === 404) {
        tell('');
        lost?.(failure.message);
      } else if (failure.status === 401) {
        session = undefined;
        tell('The starter was started anew: open the board by the address that it printed.');
      } else {
        tell(failure.status ? `${failure.message}` : 'The starter does not answer. This page goes on by itself when it is back.');
      }
    }
    if (mine === turn && !over) {
      timer = setTimeout(once, document.hidden ? EVERY_MILLIS * 4 : EVERY_MILLIS);
    }
  }
  once();
  return () => {
    clearTimeout(timer);
    once();
  };
}
