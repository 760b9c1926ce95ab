'use strict';
// oxlint-disable no-restricted-imports
const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const { mkdirSync, readFileSync, truncateSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { after, before, test } = require('node:test');
const { place } = require('./engine');

const build = process.env.CDK8S_K3D_BUILD ?? join(__dirname, '..', '..', 'build');
const lib = (path) => require(join(build, 'lib', path));
const { readImages } = lib('cli/hand-off/images/actions');
const { bringImages } = lib('cli/hand-off/images/bring');
const { K3d } = lib('cli/hand-off/k3d');
const { readDist } = lib('cli/hand-off/dist');
const { secretObjects } = lib('cli/hand-off/secrets/make');
const { nodeTools } = lib('cli/node-tools');
const { readContext } = lib('images/context');

const USER = 'ann';
const PASSWORD = 'pl4nted-S3cret';
const WRONG = 'wr0ng-S3cret';

let here;
const outputs = [];

before(async () => {
  here = await place({ user: USER, password: PASSWORD });
  process.env.DOCKER_HOST = here.socket;
  process.env.DOCKER_CONFIG = join(here.folder, 'login');
});
after(() => here.leave());

/** A test, left out with a sentence where the system lets no engine run. */
const real = (title, work) =>
  test(title, async (context) => {
    if (!here.up) context.skip('this system lets no docker engine run');
    else await work(context);
  });

const docker = (words, input = '') => {
  const { status, stdout, stderr } = spawnSync('docker', words, { input, encoding: 'utf8' });
  assert.equal(status, 0, `docker ${words.join(' ')}: ${stderr}`);
  return stdout.trim();
};

/** An image made of one file. */
function image(name, content = name) {
  const folder = join(here.folder, `of-${Buffer.from(`${name} ${content}`).toString('hex').slice(0, 60)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'content'), content);
  const tar = spawnSync('tar', ['-C', folder, '-c', 'content']).stdout;
  docker(['import', '-', name], tar);
  return name;
}

/** A dist/ of one cluster whose images are these. */
function dist(name, images, more = {}) {
  const folder = join(here.folder, name, 'dist');
  for (const part of ['cluster', 'access']) mkdirSync(join(folder, part), { recursive: true });
  const write = (path, json) => writeFileSync(join(folder, path), JSON.stringify(json));
  write('cluster/dev.handoff.json', {
    version: 1,
    cluster: 'dev',
    context: 'k3d-dev',
    config: 'dev.k3d.yml',
    manifests: [],
    k3d: {
      minimum: '5.5.0',
      helperImages: { loadBalancer: 'ghcr.io/k3d-io/k3d-proxy', tools: 'ghcr.io/k3d-io/k3d-tools' },
    },
    images: { pulled: [], sideLoaded: [], built: [], ...images },
    secrets: [],
    environment: [],
    ...more,
  });
  write('access/routes.json', JSON.parse(readFileSync(join(__dirname, '../../dist/access/routes.json'), 'utf8')));
  writeFileSync(
    join(folder, 'cluster/dev.k3d.yml'),
    'apiVersion: k3d.io/v1alpha5\nkind: Simple\nmetadata: { name: dev }\n',
  );
  return folder;
}

/** The command as its users run it. */
function images(folder, ...words) {
  const line = [join(build, 'lib/cli/main.js'), 'images', ...words, '--dist', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8', cwd: here.folder });
  outputs.push(stdout, stderr);
  return { code: status, out: stdout, err: stderr };
}

/** What up does about images. */
async function bring(folder) {
  const tools = nodeTools();
  const typed = [];
  const watched = {
    ...tools,
    start: (program, args, call) => (typed.push([program, ...args].join(' ')), tools.start(program, args, call)),
  };
  try {
    return { typed, ...(await bringImages(watched, new K3d(watched), readDist(tools.files, folder).clusters[0])) };
  } finally {
    outputs.push(...typed);
  }
}

/** A build of a folder that is pushed to the open registry. */
function built(context) {
  const recipe = { context, dockerfile: 'Dockerfile', platforms: [], arguments: {} };
  const { tag } = readContext(recipe);
  return { ...recipe, image: `k3d-registry:5000/team/app:${tag}`, pushName: `${here.open}/team/app:${tag}` };
}

const tags = async (repository) => (await (await fetch(`http://${here.open}/v2/${repository}/tags/list`)).json()).tags;

real('a build is pushed once under the tag of its content, and again when the content changes', async () => {
  const context = join(here.folder, 'app');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY page /page\n');
  writeFileSync(join(context, 'page'), 'one');
  const first = built(context);
  const folder = dist('builds', { built: [first] });
  assert.deepEqual((await bring(folder)).brought, [first.image]);
  assert.deepEqual(await tags('team/app'), [first.image.split(':').at(-1)]);
  const again = await bring(folder);
  assert.deepEqual([again.typed, again.present], [[], [first.image]]);

  writeFileSync(join(context, 'page'), 'two');
  docker(['image', 'rm', first.pushName]);
  const second = built(context);
  assert.notEqual(second.image, first.image);
  dist('builds', { built: [second] });
  assert.deepEqual((await bring(folder)).brought, [second.image]);
  assert.deepEqual((await tags('team/app')).sort(), [first, second].map((one) => one.image.split(':').at(-1)).sort());

  writeFileSync(join(context, 'page'), 'three');
  dist('builds', { built: [{ ...second, image: `${second.image}0`, pushName: `${second.pushName}0` }] });
  await assert.rejects(bring(folder), /is not what it was when dist\/ was written .* Run "cdk8s-k3d synth"/);
});

real('a build that fails is named with the step', async () => {
  const context = join(here.folder, 'broken');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY nothing /page\n');
  const one = built(context);
  await assert.rejects(bring(dist('broken-dist', { built: [one] })), ({ message }) => {
    assert.ok(message.startsWith(`Image "${one.image}" could not be built: `), message);
    assert.match(message, /nothing/);
    return true;
  });
});

real('a registry that is gone is named with the step', async () => {
  const name = image('localhost:9/team/gone:1');
  const { code, err } = images(dist('gone', { pulled: [name, 'localhost:9/team/other:1'] }), 'pull');
  assert.equal(code, 1);
  assert.match(
    err,
    /Image "localhost:9\/team\/other:1" could not be pulled: .*connection refused.* Look at the network/,
  );
});

real('a login that is absent, wrong and right', async () => {
  const name = `${here.closed}/team/private:1`;
  const folder = dist('private', { pulled: [name] });
  const secrets = [
    { kind: 'login', name: 'login', namespace: 'default', server: here.closed, from: { kind: 'docker' } },
  ];
  const login = (password) =>
    spawnSync('docker', ['login', '--username', USER, '--password-stdin', here.closed], { input: password });

  image(name);
  await assert.rejects(secretObjects(nodeTools(), { secrets }), {
    message: `Docker has no login to ${here.closed}. Run "docker login ${here.closed}".`,
  });
  assert.notEqual(login(WRONG).status, 0);
  assert.equal(login(PASSWORD).status, 0);
  docker(['push', name]);
  docker(['image', 'rm', name]);

  // What is stored may be wrong by now.
  const config = join(process.env.DOCKER_CONFIG, 'config.json');
  const right = readFileSync(config, 'utf8');
  const auth = Buffer.from(`${USER}:${WRONG}`).toString('base64');
  writeFileSync(config, JSON.stringify({ auths: { [here.closed]: { auth } } }));
  const { code, err } = images(folder, 'pull');
  assert.equal(code, 1);
  assert.match(err, /could not be pulled: .*(unauthorized|no basic auth)/);
  assert.ok(err.includes(`Run "docker login ${here.closed}", and then this again.`), err);

  writeFileSync(config, right);
  const [secret] = await secretObjects(nodeTools(), { secrets });
  // The Secret is in docker's own form, so docker can prove that it opens the registry.
  writeFileSync(config, Buffer.from(secret.data['.dockerconfigjson'], 'base64'));
  assert.equal(images(folder, 'pull').code, 0);
  assert.match(images(folder).out, /team\/private:1 +pods +pulled by the nodes +docker/);
});

real('images are fetched through a mirror under their own names', async () => {
  const there = image(`${here.open}/library/web:1`);
  docker(['push', there]);
  docker(['image', 'rm', there]);
  const folder = dist('mirror', { pulled: ['web:1'] });
  assert.equal(images(folder, 'pull', '--mirror', `docker.io=${here.open}`).code, 0);
  assert.equal(docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', 'web']), 'web:1');
  assert.equal(docker(['image', 'ls', '--quiet', there]), '');
});

real('one image that is missing among many keeps none from coming, and a second run goes on', async () => {
  const names = ['one', 'two', 'three'].map((name) => `${here.open}/many/${name}:1`);
  for (const name of [names[0], names[2]]) {
    docker(['push', image(name)]);
    docker(['image', 'rm', name]);
  }
  const folder = dist('many', { pulled: names });
  const { code, err } = images(folder, 'pull');
  assert.equal(code, 1);
  assert.match(
    err,
    /Image "localhost:\d+\/many\/two:1" could not be pulled: .* Mend the name of the image in the program\./,
  );
  assert.doesNotMatch(err, /Image "[^"]*(one|three):1" could not/);
  docker(['push', image(names[1])]);
  docker(['image', 'rm', names[1]]);
  assert.match(images(folder, 'pull').out, /^Pulled 1 image\.\nDocker had 2 images already\.\n$/);
});

real('images go into a file and come out of it as they were', async () => {
  const names = ['shop:1', 'cart:1'].map((name) => image(name));
  const folder = dist('files', { pulled: names });
  const ids = docker(['image', 'inspect', '--format', '{{.Id}}', ...names]);
  assert.equal(images(folder, 'save', '--file', 'all.tar').out, 'Saved 2 images into "all.tar".\n');
  docker(['image', 'rm', ...names]);
  assert.match(
    images(folder, 'save').err,
    /Docker does not have "shop:1", "cart:1"\. Run "cdk8s-k3d images pull" first\./,
  );
  assert.match(images(folder, 'load', '--file', 'all.tar').out, /^Docker has all 2 images\.\n/);
  assert.equal(docker(['image', 'inspect', '--format', '{{.Id}}', ...names]), ids);

  docker(['image', 'rm', ...names]);
  truncateSync(join(here.folder, 'all.tar'), 2_000);
  const { code, err } = images(folder, 'load', '--file', 'all.tar');
  assert.equal(code, 1);
  assert.match(err, /Image "all\.tar" could not be loaded: |"all\.tar" does not hold "shop:1", "cart:1"/);
});

real('a file tells which images k3s brings along: no file of dist/ names them', async () => {
  const names = ['rancher/mirrored-pause:3.6', 'rancher/k3s:v1.31.5-k3s1', 'shop:2'].map((name) => image(name));
  const file = join(here.folder, 'k3s.tar');
  docker(['save', '--output', file, ...names]);
  docker(['image', 'rm', ...names]);
  assert.deepEqual(await readImages(nodeTools(), file, 'images'), ['docker.io/rancher/mirrored-pause:3.6']);
});

real('no password stands in anything that was typed or said', () => {
  assert.ok(outputs.length > 0);
  for (const output of outputs) {
    for (const secret of [PASSWORD, WRONG]) {
      const forms = [secret, Buffer.from(`${USER}:${secret}`).toString('base64')];
      for (const form of forms) assert.ok(!output.includes(form), output);
    }
  }
});

test('an engine that does not answer ends with 3, and the sentence says what to do', () => {
  const folder = dist('silent', { pulled: ['web:1'] });
  const { DOCKER_HOST } = process.env;
  process.env.DOCKER_HOST = 'unix:///nowhere.sock';
  const { code, err } = images(folder, 'pull');
  const list = images(folder);
  process.env.DOCKER_HOST = DOCKER_HOST;
  assert.equal(list.code, 0);
  assert.match(list.out, /web:1 +pods +pulled by the nodes +\?\n/);
  assert.equal(code, 3);
  assert.match(err, /Docker does not answer\. Start it, and run this again\./);
});
