'use strict';
// What an executable in bin/ does: writes down how it was called, and answers from the state.
const { createHash } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const store = require('./store');

const RELEVANT = /^(KUBECONFIG|LOG_LEVEL|LOG_COLORS|DOCKER_CONFIG|DOCKER_HOST|(?:no|https?)_proxy)$|^K3D_/i;

/** How long a program hangs that nobody ends. */
const FORGOTTEN = 60_000;

const isRead = (words) => words.some((word) => word === '-' || word.endsWith('=-') || word === '--password-stdin');

function input(words) {
  if (!isRead(words)) return undefined;
  for (;;) {
    try {
      return readFileSync(0, 'utf8');
    } catch (error) {
      if (error.code !== 'EAGAIN') return '';
      store.sleep(2);
    }
  }
}

/** What stands in a text: kinds of objects, and never a value. */
function kindsIn(text) {
  try {
    const json = JSON.parse(text);
    return (json.kind === 'List' ? json.items : [json]).map(({ kind, metadata }) => `${kind}/${metadata?.name}`);
  } catch {
    return [...text.matchAll(/^kind: *(\S+)/gm)].map(([, kind]) => kind);
  }
}

/** Writes down a call and answers it. */
function answered(folder, call, pid, answer) {
  const { line, input: text, environment: all } = call;
  const environment = Object.fromEntries(Object.entries(all).filter(([name]) => RELEVANT.test(name)));
  store.log(folder, {
    line,
    pid,
    environment,
    ...(text !== undefined && {
      stdin: { hash: createHash('sha256').update(text).digest('hex').slice(0, 12), kinds: kindsIn(text) },
    }),
  });
  return store.change(folder, (state) => step(state, { ...call, folder }, answer));
}

function main(program, folder, answer) {
  const words = process.argv.slice(2);
  const line = [program, ...words].join(' ');
  const call = { words, line, input: input(words), environment: process.env, cwd: process.cwd() };
  const { hangs, code = 0, stdout = '', stderr = '' } = answered(folder, call, process.pid, answer);
  if (hangs) {
    writeFileSync(join(folder, 'hanging'), `${process.pid}`);
    setTimeout(() => process.exit(1), FORGOTTEN);
    return;
  }
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}

function step(state, call, answer) {
  const { hang } = state;
  const hangs = hang !== undefined && new RegExp(hang.on).test(call.line);
  if (hangs && !hang.forever) delete state.hang;
  if (hangs && hang.when === 'before') return { hangs };
  const fault = state.faults.find(({ on, times = 1 }) => times > 0 && new RegExp(on).test(call.line));
  if (fault) fault.times = (fault.times ?? 1) - 1;
  const said = fault && !fault.after ? fault : answer(state, { ...call, half: hangs && hang.when === 'half' });
  state.time += said.took ?? 0;
  return { ...said, ...(fault?.after ? fault : {}), hangs };
}

module.exports = { answered, isRead, main };
