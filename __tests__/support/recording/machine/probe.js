'use strict';
// lsof, as far as the hand-off asks it: who has a port.
function lsof(state, { words }) {
  const port = Number(/:(\d+)/.exec(words.join(' '))?.[1]);
  const holder = state.taken.find((one) => one.port === port);
  return holder?.pid === undefined ? { code: 1 } : { stdout: `p${holder.pid}\nc${holder.name}\nf18\n` };
}

/** @returns what mkcert says of itself; it makes no certificates here */
const mkcert = () => ({ stdout: 'v1.4.4\n' });

module.exports = { lsof, mkcert };
