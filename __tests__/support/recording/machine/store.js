'use strict';
// The one state that k3d, kubectl and docker share: a JSON file, changed by one program at a time.
const { appendFileSync, mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const sleep = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const read = (folder) => JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'));

function write(folder, state) {
  const path = join(folder, 'state.json');
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(state, null, 2));
  renameSync(`${path}.${process.pid}`, path);
}

/** A program that was killed leaves its lock. */
const STALE = 2_000;

function change(folder, work) {
  const lock = join(folder, 'state.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const stat = statSync(lock, { throwIfNoEntry: false });
      if (stat && Date.now() - stat.mtimeMs > STALE) rmdirSync(lock);
      sleep(1);
    }
  }
  try {
    const state = read(folder);
    const result = work(state);
    write(folder, state);
    return result;
  } finally {
    rmdirSync(lock);
  }
}

const log = (folder, entry) => appendFileSync(join(folder, 'log.jsonl'), `${JSON.stringify(entry)}\n`);

module.exports = { change, log, read, sleep, write };
