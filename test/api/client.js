'use strict';
const { Agent, request } = require('node:https');

/** Milliseconds that an answer may take. */
const PATIENCE = 5_000;

/** Asks an API server; one that does not answer gives the code 0. */
function client(port, token) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  return (method, path, body, type = 'application/json') =>
    new Promise((resolve) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        authorization: `Bearer ${token}`,
        ...(text && { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
      };
      const asked = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
        let said = '';
        answer.on('data', (piece) => (said += piece));
        answer.on('end', () => resolve({ code: answer.statusCode, ...(said.startsWith('{') && JSON.parse(said)) }));
      });
      asked.on('error', () => resolve({ code: 0 }));
      asked.setTimeout(PATIENCE, () => asked.destroy(new Error('silent')));
      asked.end(text);
    });
}

module.exports = { client };
