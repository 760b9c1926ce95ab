import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer as createWeb, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import ts from 'typescript';
import { files, freeDisk, packageFolder, PrivateFiles, write } from '../../lib/cli/node/files';
import { fileLocks } from '../../lib/cli/node/locks';
import { request, sockets } from '../../lib/cli/node/network';
import { git, starter } from '../../lib/cli/node/processes';
import { paintFor, type Streams, terminalOn } from '../../lib/cli/node/terminal';
import { nodeTools, nodeWorld } from '../../lib/cli/node-tools';
import { type HttpRequest, Interrupted, type Ran, type Unstarted } from '../../lib/cli/tools';
import { ABSENT, ended, stopped } from '../support/ran';

// Real programs are started, and a machine that does much else is slow.
jest.setTimeout(60_000);

const CERTIFICATES = join(__dirname, '..', 'fixtures', 'certificates');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-node-'));
const open: { close: () => unknown }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);

describe('files', () => {
  test('are told from folders, from devices, and from nothing', () => {
    writeFileSync(path('file'), 'text');
    symlinkSync(path('nowhere'), path('broken'));
    expect([folder, path('file'), '/dev/null', path('broken'), path('absent')].map(files.kind)).toEqual([
      'folder',
      'file',
      'other',
      undefined,
      undefined,
    ]);
  });
  test('are read, measured, and listed in their order', () => {
    mkdirSync(path('folder'));
    for (const name of ['b', 'a']) writeFileSync(path(`folder/${name}`), name);
    expect(files.names(path('folder'))).toEqual(['a', 'b']);
    expect(files.size(path('folder/a'))).toBe(1);
    expect(Buffer.from(files.read(path('folder/b'))).toString()).toBe('b');
    symlinkSync(path('folder/a'), path('link'));
    expect(files.real(path('link'))).toBe(files.real(path('folder/a')));
  });
  test('of which no name can be one are not there', () => {
    writeFileSync(path('plain'), '');
    const names = [path('plain/below'), path('a'.repeat(5_000)), path('a\0b')];
    expect(names.map(files.kind)).toEqual([undefined, undefined, undefined]);
    symlinkSync(path('loop'), path('loop'));
    expect(() => files.kind(path('loop'))).toThrow('ELOOP');
  });
  test('that are pipes are read to their end', () => {
    execFileSync('mkfifo', [path('pipe')]);
    // More than one look brings.
    const writer = spawn('bash', ['-c', 'head -c 300000 /dev/zero > "$0"', path('pipe')]);
    expect(files.read(path('pipe'))).toHaveLength(300_000);
    writer.kill();
  });
  test('that never end are given up', () => {
    expect(() => files.read('/dev/zero')).toThrow('more than 50 MB come out of it');
  });
  test('of standard input are waited for', () => {
    const real = jest.requireActual<typeof import('node:fs')>('node:fs');
    const answers = [
      () => {
        throw Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
      },
      () => 0,
    ];
    const read = jest.spyOn(real, 'readSync').mockImplementation(() => answers.shift()!());
    expect(files.read(0)).toEqual(Buffer.alloc(0));
    read.mockImplementation(() => {
      throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
    });
    expect(() => files.read(0)).toThrow('EISDIR');
    read.mockRestore();
  });
  test('that are larger than Node reads at once are refused in the words of the system', () => {
    writeFileSync(path('large'), '');
    truncateSync(path('large'), 3_000_000_000);
    expect(() => files.read(path('large'))).toThrow(expect.objectContaining({ code: 'EFBIG', path: path('large') }));
  });
  test('that find no room are named', () => {
    expect(() => write('/dev/full', 'text')).toThrow(expect.objectContaining({ code: 'ENOSPC', path: '/dev/full' }));
  });
  test('have room, where the system says how much', () => {
    expect(freeDisk(folder)).toBeGreaterThan(0);
    expect(freeDisk(path('absent'))).toBeUndefined();
  });
  test('of the package lie above what is compiled', () => {
    mkdirSync(path('package/build/lib'), { recursive: true });
    writeFileSync(path('package/package.json'), '{}');
    expect(packageFolder(path('package/build/lib'))).toBe(path('package'));
  });
});

describe('private files', () => {
  test('are for this user alone, and gone afterwards', () => {
    const kept = new PrivateFiles();
    const file = kept.keep('config', 'secret');
    expect(kept.keep('config', 'other')).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('other');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700);
    kept.remove();
    expect(existsSync(join(file, '..'))).toBe(false);
    kept.remove();
  });
});

/** A file of lib/ that needs no other, as a process of its own takes it. */
const compiled = (file: string) =>
  ts.transpileModule(readFileSync(join(__dirname, '../..', file), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  }).outputText;

/** Takes what it can of some locks in a folder, when it is told to, and says what. */
const TAKES = `
  const [folder, ...names] = process.argv.slice(1);
  const locks = require(folder + '/../locks.js').fileLocks(folder);
  process.stdin.once('data', () => process.stdout.write(names.filter((name) => locks.take(name) === undefined).join(' ') + ' '));
  process.stdout.write('ready');
`;

describe('locks', () => {
  const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());

  test('are taken once, and given back', () => {
    const locks = fileLocks(path('locks'));
    expect(locks.take('k3d/dev')).toBeUndefined();
    expect(locks.take('k3d/dev')).toBe(process.pid);
    expect(locks.take('other')).toBeUndefined();
    locks.release('k3d/dev');
    expect(locks.take('k3d/dev')).toBeUndefined();
    expect(statSync(path('locks')).mode & 0o777).toBe(0o700);
  });
  test('of a process that has died are free', () => {
    const locks = fileLocks(path('stale'));
    locks.take('dev');
    writeFileSync(path('stale/dev.lock'), `${dead}`);
    expect(locks.take('dev')).toBeUndefined();
    expect(readFileSync(path('stale/dev.lock'), 'utf8')).toBe(`${process.pid}`);
  });
  test('of a dead process are taken by one, however many want them', async () => {
    const names = Array.from({ length: 40 }, (_, number) => `many-${number}`);
    mkdirSync(path('raced'));
    for (const name of names) writeFileSync(path(`raced/${name}.lock`), `${dead}`);
    for (const name of ['locks', 'files']) writeFileSync(path(`${name}.js`), compiled(`lib/cli/node/${name}.ts`));
    // All begin when the last of them is ready, and keep what they have until all are through.
    const takers = Array.from({ length: 8 }, () => spawn(process.execPath, ['-e', TAKES, path('raced'), ...names]));
    await Promise.all(takers.map(({ stdout }) => once(stdout, 'data')));
    for (const { stdin } of takers) stdin.write('go');
    const taken = await Promise.all(takers.map(async ({ stdout }) => `${(await once(stdout, 'data'))[0]}`.split(' ')));
    for (const { stdin } of takers) stdin.end();
    await Promise.all(takers.map((taker) => once(taker, 'close')));
    expect(taken.flat().filter(Boolean).sort()).toEqual([...names].sort());
  });
  test('that somebody else has by now are not given back', () => {
    const locks = fileLocks(path('passed'));
    locks.take('dev');
    writeFileSync(path('passed/dev.lock'), '1');
    locks.release('dev');
    expect(readFileSync(path('passed/dev.lock'), 'utf8')).toBe('1');
  });
  test('of a dead process wait for the one that clears them, unless that is dead too', () => {
    const locks = fileLocks(path('cleared'));
    mkdirSync(path('cleared'));
    writeFileSync(path('cleared/dev.lock'), `${dead}`);
    writeFileSync(path(`cleared/dev.lock.${dead}`), '1');
    expect(locks.take('dev')).toBe(1);
    writeFileSync(path(`cleared/dev.lock.${dead}`), `${dead}`);
    expect(locks.take('dev')).toBeUndefined();
    expect(readdirSync(path('cleared'))).toEqual(['dev.lock']);
  });
  test('of a dead process that somebody has taken by the time they are cleared are theirs', () => {
    const locks = fileLocks(path('late'));
    mkdirSync(path('late'));
    writeFileSync(path('late/dev.lock'), `${dead}`);
    const real = jest.requireActual<typeof import('node:fs')>('node:fs');
    const { linkSync } = real;
    const link = jest.spyOn(real, 'linkSync').mockImplementation((from, to) => {
      if (to === path(`late/dev.lock.${dead}`)) writeFileSync(path('late/dev.lock'), '1');
      linkSync(from, to);
    });
    expect(locks.take('dev')).toBe(1);
    link.mockRestore();
  });
  test('of a process of another user hold', () => {
    const locks = fileLocks(path('foreign'));
    locks.take('dev');
    const kill = jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    });
    expect(locks.take('dev')).toBe(process.pid);
    kill.mockRestore();
  });
  test('that go in the moment in which they are looked at are taken', () => {
    const locks = fileLocks(path('fleeting'));
    mkdirSync(path('fleeting'));
    symlinkSync(path('nowhere'), path('fleeting/dev.lock'));
    const real = jest.requireActual<typeof import('node:fs')>('node:fs');
    const read = jest.spyOn(real, 'readFileSync').mockImplementationOnce(() => {
      rmSync(path('fleeting/dev.lock'));
      throw new Error('ENOENT');
    });
    expect(locks.take('dev')).toBeUndefined();
    read.mockRestore();
  });
});

describe('the folder of locks', () => {
  const taking = (folder: string) => () => fileLocks(folder).take('dev');

  test('is not made with the folders above it', () => {
    expect(taking(path('nowhere/locks'))).toThrow(expect.objectContaining({ code: 'ENOENT', path: path('nowhere') }));
    writeFileSync(path('no folder'), '');
    expect(taking(path('no folder/locks'))).toThrow('ENOTDIR');
    expect(existsSync(path('nowhere'))).toBe(false);
  });
  test('of somebody else is left alone', () => {
    mkdirSync(path('theirs'), { mode: 0o755 });
    symlinkSync(path('theirs'), path('led'));
    expect(taking(path('led'))).toThrow('EACCES');
    expect(statSync(path('theirs')).mode & 0o777).toBe(0o755);
    const getuid = jest.spyOn(process, 'getuid').mockReturnValue(4711);
    expect(taking(path('theirs'))).toThrow('EACCES');
    getuid.mockRestore();
  });
  test('is named without the name of the user, who may have none', () => {
    const { getuid } = process;
    Object.assign(process, { getuid: undefined });
    const locks = fileLocks();
    Object.assign(process, { getuid });
    expect(locks.release('no such lock')).toBeUndefined();
  });
  test('that takes no file says so', () => {
    mkdirSync(path('locked/dev.lock'), { recursive: true });
    expect(taking(path('locked'))).toThrow('EEXIST');
    rmSync(path('locked'), { recursive: true });
    mkdirSync(path('locked'));
    mkdirSync(path(`locked/dev.lock.${process.pid}.draft`));
    expect(taking(path('locked'))).toThrow(/EISDIR|ERR_FS_EISDIR/);
  });
  test('holds nobody to a lock in which no process stands', () => {
    for (const content of ['', 'x', '-1', '0']) {
      mkdirSync(path('odd'), { recursive: true });
      writeFileSync(path('odd/dev.lock'), content);
      expect(taking(path('odd'))()).toBeUndefined();
      expect(readFileSync(path('odd/dev.lock'), 'utf8')).toBe(`${process.pid}`);
    }
  });
});

describe('processes', () => {
  const never = new AbortController().signal;
  const node = (code: string, call: Parameters<ReturnType<typeof starter>>[2] = {}, signal = never) =>
    starter(signal)(process.execPath, ['-e', code], call);

  test('get what they are given, and say what they have to say', async () => {
    const ran = await node(
      'process.stdin.on("data", (d) => process.stdout.write(d + process.env.MINE + process.env.GONE)); console.error("oops"); process.exitCode = 3;',
      { input: 'in ', environment: { MINE: 'mine ', GONE: undefined } },
    );
    expect(ran).toEqual(ended(3, { stdout: 'in mine undefined', stderr: 'oops\n' }));
  });
  test('that are not installed are told by the word of the system', async () => {
    expect(await starter(never)(path('absent'), [])).toEqual(ABSENT);
    writeFileSync(path('no program'), '');
    expect(await starter(never)(path('no program'), [])).toEqual({ kind: 'unstarted', reason: 'EACCES' });
  });
  test('that take too long are stopped', async () => {
    expect(await node('setInterval(() => {}, 1000)', { timeout: 200 })).toEqual(stopped(true));
  });
  test('that end in time are not late, whatever the limit', async () => {
    expect(await node('', { timeout: 60_000 })).toMatchObject({ code: 0 });
  });
  test('that something else stops have no code', async () => {
    const ran = await node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)');
    expect(ran).toEqual(stopped());
  });
  test('that do not read what they are given are no fault', async () => {
    expect(await node('process.stdin.destroy()', { input: 'x'.repeat(10_000_000) })).toMatchObject({ code: 0 });
  });
  /** A pipe through which a program that still runs says something, and the code that does. */
  const saying = (name: string, what: string) => {
    execFileSync('mkfifo', [path(name)]);
    return {
      said: readFile(path(name), 'utf8'),
      say: `require("node:fs").writeFileSync(${JSON.stringify(path(name))}, ${what}); setInterval(() => {}, 1000)`,
    };
  };
  test('are stopped by an interrupt, with all that they have started', async () => {
    const interrupt = new AbortController();
    const { said, say } = saying('started', '"up"');
    // What it starts holds a pipe for as long as it lives.
    execFileSync('mkfifo', [path('held')]);
    const ended = readFile(path('held'), 'utf8');
    const child = `require("node:fs").openSync(${JSON.stringify(path('held'))}, "w"); ${say}`;
    const running = node(
      `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]); setInterval(() => {}, 1000)`,
      {},
      interrupt.signal,
    );
    await said;
    interrupt.abort();
    await expect(running).rejects.toThrow(Interrupted);
    await expect(node('', {}, interrupt.signal)).rejects.toThrow('Stopped.');
    expect(await ended).toBe('');
  });
  test('that do not listen are stopped all the same', async () => {
    const interrupt = new AbortController();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const { said, say } = saying('up', '"up"');
    const running = node(`process.on("SIGTERM", () => {}); ${say}`, {}, interrupt.signal);
    await said;
    interrupt.abort();
    jest.advanceTimersByTime(5_000);
    await expect(running).rejects.toThrow(Interrupted);
    jest.useRealTimers();
  });
  test('with words that the system does not take are not started', async () => {
    expect(await starter(never)('node', ['a\0b'])).toEqual({ kind: 'unstarted', reason: 'ERR_INVALID_ARG_VALUE' });
  });
  test('that say more than anybody keeps are stopped', async () => {
    const ran = await starter(never)('yes', ['a'.repeat(9_999)]);
    expect(ran).toMatchObject({ kind: 'stopped', late: false, stderr: 'It printed more than 200 MB.' });
  });
  test('that leave something behind, which holds their streams, have ended all the same', async () => {
    const ran = await node(
      'const { pid } = require("node:child_process").spawn("sleep", ["60"], { detached: true, stdio: "inherit" }); process.stdout.write(`${pid}`, () => process.exit(0));',
    );
    expect(ran).toMatchObject({ kind: 'ended', code: 0 });
    process.kill(Number(wordsOf(ran)));
  });
  test('that have gone when they are to be stopped are left alone', async () => {
    const interrupt = new AbortController();
    const running = starter(interrupt.signal)(path('absent'), []);
    interrupt.abort();
    expect(await running).toEqual(ABSENT);
  });

  test('of git answer at once', () => {
    expect(wordsOf(git(folder, '--version'))).toMatch(/^git version/);
    expect(git(path('absent'), 'status')).toMatchObject({ kind: 'ended', code: 128 });
  });
  test('of git that cannot be started say so', () => {
    const { PATH } = process.env;
    process.env.PATH = folder;
    const ran = git(folder, '--version');
    process.env.PATH = PATH;
    expect(ran).toEqual(ABSENT);
  });
  test('of git that something else stops have no code', () => {
    const { PATH } = process.env;
    mkdirSync(path('programs'));
    writeFileSync(path('programs/git'), '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
    process.env.PATH = path('programs');
    const ran = git(folder, '--version');
    process.env.PATH = PATH;
    expect(ran).toEqual(stopped());
  });
});

const wordsOf = (ran: Ran | Unstarted) => ('stdout' in ran ? Buffer.from(ran.stdout).toString() : ran.reason);

const portOf = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;

async function listening<T extends Server>(server: T, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return portOf(server);
}

describe('sockets', () => {
  test('that are free can be had, and those that are taken say why', async () => {
    const port = await listening(createWeb());
    expect(await sockets.taken('127.0.0.1', port, 'tcp')).toBe('EADDRINUSE');
    expect(await sockets.taken('127.0.0.1', port, 'udp')).toBeUndefined();
    expect(await sockets.taken('127.0.0.1', 0, 'tcp')).toBeUndefined();
    expect(await sockets.taken('192.0.2.1', port, 'tcp')).toBe('EADDRNOTAVAIL');
  });
  test('of datagrams are told too, in both versions', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    open.push(socket);
    expect(await sockets.taken('127.0.0.1', portOf(socket), 'udp')).toBe('EADDRINUSE');
    expect(await sockets.taken('2001:db8::1', 0, 'udp')).toMatch(/^E(ADDRNOTAVAIL|AFNOSUPPORT|INVAL)$/);
  });
  test('where nobody listens refuse', async () => {
    const port = await listening(createWeb());
    expect(await sockets.refused('127.0.0.1', port, 1_000)).toBeUndefined();
    open.pop()?.close();
    expect(await sockets.refused('127.0.0.1', port, 1_000)).toBe('ECONNREFUSED');
  });
  test('from which nothing comes are given up', async () => {
    // Nobody accepts, and the queue of those who wait is full.
    expect(await sockets.refused('192.0.2.1', 9, 50)).toMatch(/^E(TIMEDOUT|NETUNREACH|HOSTUNREACH|CONNREFUSED)$/);
  });
  test('have names', async () => {
    expect(await sockets.addresses('localhost')).toContain('127.0.0.1');
    expect(await sockets.addresses('no.such.name.invalid')).toEqual([]);
  });
});

describe('a request', () => {
  const ask = (port: number, more: Partial<HttpRequest> = {}) =>
    request({ address: '127.0.0.1', port, host: 'web.example', path: '/a?b', secure: false, timeout: 5_000, ...more });
  const serving = (listener: RequestListener) => listening(createWeb(listener));

  test('goes to an address, in the name of a host', async () => {
    const port = await serving(({ url, headers }, response) => {
      response.writeHead(201, { 'x-two': ['a', 'b'] }).end(`${url} ${headers.host} ${headers['user-agent']}`);
    });
    expect(await ask(port)).toMatchObject({
      status: 201,
      headers: { 'x-two': 'a, b' },
      body: `/a?b web.example:${port} cdk8s-k3d`,
    });
  });
  test('ends with the word of the system where nobody listens', async () => {
    const port = await serving(() => {});
    open.pop()?.close();
    expect(await ask(port)).toEqual({ reason: 'ECONNREFUSED' });
    expect(await ask(80, { address: '127.0.0.99' })).toEqual({ reason: 'ECONNREFUSED' });
  });
  test('that nobody answers ends in time', async () => {
    expect(await ask(await serving(() => {}), { timeout: 50 })).toEqual({ reason: 'ETIMEDOUT' });
  });
  test('takes no more of an answer than it needs', async () => {
    const port = await serving((_, response) => void response.end('x'.repeat(1_000_000)));
    const answered = await ask(port);
    expect('body' in answered && answered.body.length).toBeLessThan(200_000);
    expect(answered).toMatchObject({ status: 200 });
  });
  test('whose answer breaks off says so', async () => {
    const port = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('half', () => response.destroy());
    });
    expect(await ask(port)).toEqual({ reason: 'ECONNRESET' });
  });
  test('to something that is no web server says so', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const answered = await ask(portOf(server));
    expect('reason' in answered && answered.reason).toMatch(/^HPE_/);
  });
  test('accepts the certificate of a cluster, and names the host that it asks for', async () => {
    const [key, cert] = ['good.key', 'good.crt'].map((name) => readFileSync(join(CERTIFICATES, name)));
    const names: unknown[] = [];
    const server = createSecure({ key, cert }, (asked, response) => {
      names.push((asked.socket as unknown as { servername: unknown }).servername);
      response.end('safe');
    });
    const port = await listening(server);
    expect(await ask(port, { secure: true })).toMatchObject({ status: 200, body: 'safe' });
    expect(await ask(port, { secure: true, host: '127.0.0.1' })).toMatchObject({ body: 'safe' });
    expect(names).toEqual(['web.example', false]);
    expect(await ask(443, { secure: true, address: '127.0.0.99' })).toEqual({ reason: 'ECONNREFUSED' });
  });
});

describe('a terminal', () => {
  function streams(isTTY: boolean) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    let text = '';
    output.on('data', (chunk: Buffer) => (text += chunk.toString()));
    Object.assign(input, { isTTY });
    Object.assign(output, { isTTY, columns: 20 });
    return { streams: { input, output } as unknown as Streams, input, seen: () => text };
  }
  const never = () => new AbortController().signal;

  test('that is none gets plain lines, and nobody is asked', async () => {
    const { streams: both, seen } = streams(false);
    const terminal = terminalOn(both, false, never());
    terminal.doing('one');
    terminal.doing('one');
    terminal.done('two');
    terminal.warn('three');
    terminal.still();
    expect(await terminal.ask('Go on?')).toBe(false);
    expect(terminal.interactive).toBe(false);
    expect(seen()).toBe('  one\n✔ two\n! three\n');
  });
  test('has a line that turns, never wraps, and goes', () => {
    jest.useFakeTimers();
    const { streams: both, seen } = streams(true);
    const terminal = terminalOn(both, true, never());
    terminal.doing('a line that is far too long for it');
    terminal.doing('another');
    jest.advanceTimersByTime(160);
    expect(seen()).toContain('another');
    expect(seen()).not.toContain('far too long');
    terminal.done('done');
    const before = seen();
    jest.advanceTimersByTime(1_000);
    expect(seen()).toBe(before);
    jest.useRealTimers();
  });
  test('that shows no colours does not turn', () => {
    const { streams: both, seen } = streams(true);
    terminalOn(both, false, never()).doing('one');
    expect(seen()).toBe('  one\n');
  });
  test.each([
    ['y', true],
    ['YES ', true],
    ['n', false],
    ['', false],
  ])('takes "%s" for %s', async (typed, expected) => {
    const { streams: both, input } = streams(true);
    const answer = terminalOn(both, true, never()).ask('Go on?');
    input.write(`${typed}\n`);
    expect(await answer).toBe(expected);
  });
  test('that is left at a question is an interrupt', async () => {
    const interrupt = new AbortController();
    const answer = terminalOn(streams(true).streams, true, interrupt.signal).ask('Go on?');
    interrupt.abort();
    await expect(answer).rejects.toThrow(Interrupted);
  });
  test('has colours where they are wanted', () => {
    expect(paintFor(true).bad('x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor(false).bad('x')).toBe('x');
  });
});

describe('the real world', () => {
  test('knows its version, its home, its time, and what this machine has', async () => {
    const { version, home, clock, machine } = nodeTools();
    expect(version).toBe((JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }).version);
    const before = clock.now();
    await clock.wait(1);
    expect(clock.now()).toBeGreaterThan(before);
    expect(machine.memory()).toBeGreaterThan(2 ** 20);
    expect(machine.processors()).toBeGreaterThan(0);
  });
  test.each([
    [true, undefined, 'xterm', true],
    [true, '1', 'xterm', false],
    [true, undefined, 'dumb', false],
    [false, undefined, 'xterm', false],
  ])('is coloured on a terminal (%s) with NO_COLOR %s and TERM %s: %s', (isTTY, NO_COLOR, TERM, coloured) => {
    const before = { isTTY: process.stderr.isTTY, env: process.env };
    process.stderr.isTTY = isTTY;
    process.env = { ...before.env, TERM, NO_COLOR };
    if (NO_COLOR === undefined) delete process.env.NO_COLOR;
    expect(nodeTools().terminal.paint.bad('x')).toBe(paintFor(coloured).bad('x'));
    process.stderr.isTTY = before.isTTY;
    process.env = before.env;
  });
  test('stops waiting at an interrupt, and takes its private files with it', async () => {
    const interrupt = new AbortController();
    const { tools, leave } = nodeWorld(interrupt.signal);
    const file = tools.keepPrivate('kubeconfig', 'secret');
    const waiting = tools.clock.wait(60_000);
    interrupt.abort();
    await expect(waiting).rejects.toThrow(Interrupted);
    leave();
    expect(existsSync(file)).toBe(false);
  });
});
