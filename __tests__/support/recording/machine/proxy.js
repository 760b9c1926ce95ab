'use strict';
// Listens where docker would: opens and closes real sockets as the containers in the state come and go.
const { createServer } = require('node:http');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { answerAt } = require('./answers');
const { openSockets } = require('./clusters');
const store = require('./store');

const PAUSE = 20;

function main(folder) {
  const servers = new Map();
  const follow = () => {
    // The folder goes when the test ends.
    if (!existsSync(join(folder, 'state.json'))) process.exit(0);
    const state = store.read(folder);
    const open = new Set(
      openSockets(state)
        .filter(({ key }) => key.endsWith('/tcp'))
        .map(({ port }) => port),
    );
    for (const [port, server] of servers) {
      if (open.has(port)) continue;
      server.closeAllConnections();
      server.close();
      servers.delete(port);
    }
    for (const port of open) {
      if (servers.has(port)) continue;
      const server = createServer((request, response) => {
        const host = `${request.headers.host}`.replace(/:\d+$/, '');
        const said = answerAt(store.read(folder), { port, host, path: request.url });
        if ('reason' in said) response.destroy();
        else response.writeHead(said.status).end(said.body);
      });
      server.on('error', () => servers.delete(port));
      server.listen(port, '127.0.0.1');
      servers.set(port, server);
    }
  };
  setInterval(follow, PAUSE);
}

main(process.argv[2]);
