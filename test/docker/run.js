'use strict';
// Tests against a real docker engine and a real registry, started here by hand with a folder and sockets of their own:
// what runs on this machine already is never asked. Says in one sentence why it runs no test where it cannot.
// oxlint-disable no-restricted-imports
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const PROGRAMS = ['docker', 'dockerd', 'docker-registry', 'htpasswd'];
const PLACES = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];

const isThere = (program) => PLACES.some((folder) => spawnSync('test', ['-x', join(folder, program)]).status === 0);

/** Why nothing can be tested here. */
function obstacle() {
  if (process.getuid?.() !== 0) return "a docker engine of one's own needs root";
  const missing = PROGRAMS.filter((program) => !isThere(program));
  return missing.length === 0 ? undefined : `${missing.join(' and ')} cannot be found`;
}

const reason = obstacle();
if (reason !== undefined) console.log(`The tests with a real docker engine are left out, because ${reason}.`);
else {
  const tests = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  const { status } = spawnSync(
    process.execPath,
    ['--test', '--test-reporter=spec', ...tests.map((name) => join(__dirname, name))],
    {
      stdio: 'inherit',
      env: { ...process.env, PATH: PLACES.join(':') },
    },
  );
  process.exitCode = status ?? 1;
}
