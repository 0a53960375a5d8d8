// What an agent application does that embeds Cueline: shows the pages and hands them their tokens.

const LOOK_AGAIN = 2000;
const at = (id) => document.getElementById(id);
const get = async (path) => (await fetch(path, { cache: 'no-store' })).json();

const { publisher, speed, agents } = await get('desk');
for (const { id, name } of agents) {
  at('agents').append(new Option(name, id));
}

/** The page of a frame gets a token of whom it shows; an agent's page keeps running when it changes. */
async function admit(frame) {
  const who = frame.id === 'agent' ? `agent=${encodeURIComponent(at('agents').value)}` : '';
  const { token } = await get(`token?${who}`);
  frame.contentWindow.postMessage({ type: 'cueline-token', token }, publisher);
}

addEventListener('message', ({ data, source, origin }) => {
  const frame = [...document.querySelectorAll('iframe')].find((each) => each.contentWindow === source);
  if (frame && origin === publisher && data?.type === 'cueline-token-wanted') {
    admit(frame);
  }
});
at('agents').addEventListener('change', () => admit(at('agent')));
at('agent').src = `${publisher}/agent-desktop/?speed=${speed}`;
at('supervisor').src = `${publisher}/agent-desktop/supervisor?speed=${speed}`;

async function look() {
  try {
    const { words, share } = await get('run');
    at('share').value = share;
    if (at('run').textContent !== words) {
      at('run').textContent = words;
    }
  } catch {
    at('run').textContent = 'The demo has ended.';
  }
}
setInterval(look, LOOK_AGAIN);
look();
