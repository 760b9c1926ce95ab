import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import { connect, createServer, isIP } from 'node:net';
import { bareAddress } from '../../routes/this-machine';
import type { Answered, HttpRequest, SocketTools } from '../tools';

const reasonOf = (error: Error) => (error as NodeJS.ErrnoException).code ?? error.message;

export const sockets: SocketTools = {
  taken: (address, port, protocol) =>
    new Promise((resolve) => {
      if (protocol === 'udp') {
        const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
        socket.on('error', (error) => {
          socket.close();
          resolve(reasonOf(error));
        });
        socket.bind(port, address, () => socket.close(() => resolve(undefined)));
        return;
      }
      const server = createServer();
      server.on('error', (error) => resolve(reasonOf(error)));
      server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
    }),
  refused: (address, port, timeout) =>
    new Promise((resolve) => {
      const socket = connect({ host: address, port, timeout });
      const end = (reason?: string) => {
        socket.destroy();
        resolve(reason);
      };
      socket.on('connect', () => end());
      socket.on('timeout', () => end('ETIMEDOUT'));
      socket.on('error', (error) => end(reasonOf(error)));
    }),
  addresses: async (name) => {
    try {
      return (await lookup(name, { all: true })).map(({ address }) => address);
    } catch {
      return [];
    }
  },
};

/** So much of an answer is kept. */
const LONGEST_BODY = 10_000;

/** One request on a connection of its own. A cluster's certificate is its own, so it is accepted as it is. */
export const request = (
  { address, port, host, path, secure, timeout }: HttpRequest,
  signal?: AbortSignal,
): Promise<Answered> =>
  new Promise((resolve) => {
    const standard = port === (secure ? 443 : 80);
    const options = {
      host: address,
      port,
      path,
      agent: false as const,
      timeout,
      signal,
      headers: { host: standard ? host : `${host}:${port}`, 'user-agent': 'cdk8s-k3d', connection: 'close' },
    };
    const certificate = { rejectUnauthorized: false, ...(isIP(bareAddress(host)) === 0 && { servername: host }) };
    const asking = secure ? securely({ ...options, ...certificate }) : plainly(options);
    let late = (): void => void asking.destroy(new Error('ETIMEDOUT'));
    const deadline = setTimeout(() => late(), timeout);
    const end = (answered: Answered) => {
      clearTimeout(deadline);
      resolve(answered);
    };
    asking.on('error', (error) => end({ reason: reasonOf(error) }));
    asking.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, `${value}`]));
        end({ status: Number(response.statusCode), headers, body: Buffer.concat(chunks).toString('utf8') });
        asking.destroy();
      };
      // A stream has no end. What has come of it is an answer.
      late = finish;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= LONGEST_BODY) finish();
      });
      response.on('end', finish);
      response.on('error', (error) => end({ reason: reasonOf(error) }));
    });
    asking.end();
  });
