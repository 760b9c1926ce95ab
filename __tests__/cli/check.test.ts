import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER, DEPLOYMENT, recorded, service, SOUND, world } from './world';
import { ABSENT, ended } from '../support/ran';

const BROKEN = { ...SOUND, 'k8s/web.yaml': `${DEPLOYMENT}---\n${service(30081)}` };

describe('check', () => {
  test('is silent about sound files and says what it has read', async () => {
    expect(await world(SOUND).run('check', 'cluster.yaml', 'k8s')).toEqual({
      code: 0,
      out: 'No findings. Routes: 1 complete, 0 broken, 0 unknown. Read 3 documents in 2 files.\n',
      err: '',
    });
  });

  test('says of hidden manifests how to read them, where no cluster is found without them', async () => {
    const hidden = {
      '.k3d/config.yaml': CLUSTER,
      '.k3d/notes.txt': 'apiVersion: v1\n',
      '.pre-commit.yaml': 'repos: []\n',
      '.git/x.yaml': CLUSTER,
      '.large.json': `{ "apiVersion": "v1" }${' '.repeat(100_000)}`,
    };
    const { out } = await world({ ...hidden, 'k8s/web.yaml': DEPLOYMENT }).run('check', '.');
    expect(out).toMatch(
      /Read 1 document in 1 file\. Hidden files are read where they are named: \.k3d\/config\.yaml\.\n$/,
    );
    const { out: known } = await world({ ...hidden, ...SOUND }).run('check', '.');
    expect(known).not.toContain('Hidden');
    const { out: file } = await world({ ...hidden, 'k8s/web.yaml': DEPLOYMENT }).run('check', 'k8s/web.yaml');
    expect(file).not.toContain('Hidden');
    expect((await world({ 'notes/a.txt': '' }).run('check', 'notes')).err).toContain('Write the folder that holds the');
    const { err } = await world(hidden).run('check', '.');
    expect(err).toContain('"." holds no .yaml, .yml or .json file. Write .k3d/config.yaml.');
  });

  test('names three of many objects that ask for the same, and says how to see all', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `web-${index}`);
    const many = names.map((name) => DEPLOYMENT.replaceAll('web', name).replace('nginx:1.27', 'nginx')).join('---\n');
    const one = world({ 'cluster.yaml': CLUSTER, 'old.yaml': CLUSTER, 'web.yaml': many });
    const { out } = await one.run('check', 'cluster.yaml', 'web.yaml');
    expect(out.match(/^warning image-not-pinned  web/gm)).toHaveLength(3);
    expect(out).toContain('\n\nwarning image-not-pinned  and 27 more like it. --json prints all of them.\n\n');
    const { out: introduced } = await one.run('check', '--against', 'old.yaml', 'cluster.yaml', 'web.yaml');
    expect(introduced).toContain('and 27 more like it.');
    const { out: json } = await one.run('check', '--json', 'cluster.yaml', 'web.yaml');
    const { findings } = JSON.parse(json) as { findings: readonly { rule: string }[] };
    expect(findings.filter(({ rule }) => rule === 'image-not-pinned')).toHaveLength(30);
  });

  test.each(['v1alpha4', 'v1alpha3', 'v1alpha2'])('finds the ways of a cluster file of %s', async (version) => {
    const named = CLUSTER.replace('v1alpha5', version);
    const older = version === 'v1alpha4' ? named : named.replace('metadata: { name: dev }', 'name: dev');
    expect(await world({ ...SOUND, 'cluster.yaml': older }).run('check', '--fail', 'warning', '.')).toEqual({
      code: 0,
      out: '1 info. Routes: 1 complete, 0 broken, 0 unknown. Read 3 documents in 2 files.\n',
      err: '',
    });
  });

  test('points to the lines of a file of an older version, in its words', async () => {
    const file = `apiVersion: k3d.io/v1alpha2
kind: Simple
name: my_cluster
options:
  k3d: { timeout: 5m }
  k3s:
    extraServerArgs:
      - --disable=traefik
      - --disable=trafik
ports:
  - port: 80:80
    nodeFilters:
      - agent[7]
labels:
  - label: app=a
    nodeFilters: [all]
`;
    const { out } = await world({ 'k3d.yaml': file }).run('check', '--json', 'k3d.yaml');
    const { findings } = JSON.parse(out) as { findings: readonly Record<string, string>[] };
    expect(findings.map(({ rule, field, source }) => [rule, field, source])).toEqual([
      ['cluster-field-invalid', 'labels[0].label', 'k3d.yaml:15'],
      ['cluster-name-invalid', 'name', 'k3d.yaml:3'],
      ['node-filter-unknown-node', 'ports[0].nodeFilters[0]', 'k3d.yaml:13'],
      ['component-name-unknown', 'options.k3s.extraServerArgs[1]', 'k3d.yaml:9'],
      ['api-host-unset', 'kubeAPI.hostIP', undefined],
      ['config-version-older', 'apiVersion', undefined],
    ]);
  });

  test('says what the k3d that is stated does not know, and refuses what is no version', async () => {
    const files = {
      'cluster.yaml': `${CLUSTER}files:\n  - { source: a, destination: /a, nodeFilters: ["server:0"] }\n`,
    };
    const old = await world(files).run('check', '--k3d', '5.6.3', 'cluster.yaml');
    expect(old.code).toBe(1);
    expect(old.out).toContain('k3d 5.6.3 does not know "files".');
    expect(await world(files).run('check', '--k3d', 'v5.7.0', 'cluster.yaml')).toMatchObject({ code: 0 });
    expect(await world(files).run('check', '--k3d', 'latest', 'cluster.yaml')).toEqual({
      code: 2,
      out: '',
      err: '--k3d says "latest", which is no version. Write one such as 5.8.3.\n',
    });
  });

  test('reads dist where no path is given', async () => {
    const { code } = await world({ 'dist/a.yaml': CLUSTER, 'dist/b.yml': DEPLOYMENT }).run('check');
    expect(code).toBe(0);
  });

  test('reads standard input', async () => {
    const one = world();
    const files = { ...one.tools.files, read: () => Buffer.from(`${CLUSTER}---\nkind: [`) };
    const { code, out } = await world({}, { files }).run('check', '-');
    expect(code).toBe(1);
    expect(out).toContain('error   file-unreadable  stdin:11');
  });

  test('names the line of the file, and passes with warnings about what is only found', async () => {
    const { code, out } = await world(BROKEN).run('check', 'cluster.yaml', 'k8s');
    expect(code).toBe(0);
    expect(out).toContain('warning node-port-not-mapped  k8s/web.yaml:13  (Service default/web)');
    expect(out).toMatch(/Routes: 0 complete, 1 broken, 0 unknown\./);
  });

  test('holds files that are the whole world to errors', async () => {
    const { code, out } = await world(BROKEN).run('check', '--closed', 'cluster.yaml', 'k8s');
    expect(code).toBe(1);
    expect(out).toContain('error   node-port-not-mapped  k8s/web.yaml:13');
  });

  test.each([
    [['--fail', 'warning'], 1],
    [['--fail', 'error'], 0],
    [['--closed', '--fail', 'never'], 0],
  ])('with %j ends with %i', async (flags, code) => {
    expect((await world(BROKEN).run('check', ...flags, 'cluster.yaml', 'k8s')).code).toBe(code);
  });

  test('prints from a level on', async () => {
    const { out } = await world(BROKEN).run('check', '--print', 'error', 'cluster.yaml', 'k8s');
    expect(out).toMatch(/^\d+ warnings?\. Routes: /);
  });

  describe('where routes are not known', () => {
    const selecting = (name: string, nodePort: number) => service(nodePort).replace('name: web', `name: ${name}`);
    const many = (...names: readonly string[]) => ({
      'cluster.yaml': CLUSTER.replace('8087:30080', '8087-8091:30080-30084'),
      'web.yaml': names.map((name, index) => selecting(name, 30080 + index)).join('---\n'),
    });
    const told = async (files: Record<string, string>) =>
      (await world(files).run('check', '--print', 'error', '.')).out;

    test('says why, once for all that are not known for one reason', async () => {
      expect(await told({ 'web.yaml': `${DEPLOYMENT}---\n${service(30080)}---\n${selecting('other', 30081)}` })).toBe(
        'unknown  http://node:30080 and 1 more\n  No cluster is described, so which address leads to its nodes is not known.\n\n' +
          'No findings. Routes: 0 complete, 0 broken, 2 unknown. Read 3 documents in 1 file.\n',
      );
    });

    test('says the first reasons, and that there are more', async () => {
      const reason = (name: string, port: number) =>
        `unknown  http://localhost:${port}\n  No pod in namespace default carries the labels that Service default/${name} selects.`;
      const out = await told(many('a', 'b', 'c', 'd', 'e'));
      expect(out).toContain(
        `${reason('a', 8087)}\n\n${reason('b', 8088)}\n\n${reason('c', 8089)}\n\nunknown  for 2 more reasons. --json prints all of them.\n\n`,
      );
    });

    test('says nothing that a finding says already', async () => {
      const { out } = await world(many('a')).run('check', '.');
      expect(out).toMatch(/^warning service-selects-nothing/);
      expect(out).not.toMatch(/^unknown/m);
      expect(out).toMatch(/0 broken, 1 unknown/);
    });
  });

  test('shows what an annotation allows as allowed', async () => {
    const said = BROKEN['k8s/web.yaml'].replace(
      'kind: Service\nmetadata: { name: web }',
      'kind: Service\nmetadata: { name: web, annotations: { allow.cdk8s-k3d/node-port-not-mapped: a proxy stands before it } }',
    );
    const one = world({ 'a.yaml': said, 'b.yaml': CLUSTER });
    expect((await one.run('check', '.')).out).toMatch(/1 warning, 1 allowed\. Routes: /);
    const { allowed } = JSON.parse((await one.run('check', '--json', '.')).out);
    expect(allowed[0]).toMatchObject({ rule: 'node-port-not-mapped', reason: 'a proxy stands before it' });
  });

  test('prints the shape of routes.json', async () => {
    const { out } = await world(SOUND).run('check', '--json', 'cluster.yaml', 'k8s');
    const report = JSON.parse(out);
    expect(report.clusters).toEqual([{ name: 'dev', where: 'cluster.yaml:1' }]);
    expect(report.routes.map(({ url, status }: { url: string; status: string }) => [url, status])).toEqual([
      ['http://localhost:8087', 'complete'],
    ]);
  });

  test('prints SARIF that names the tool, its version and the unreadable file', async () => {
    const { code, out } = await world({ 'a.yaml': 'kind: [' }).run('check', '--sarif', '.');
    const [run] = JSON.parse(out).runs;
    expect(code).toBe(1);
    expect(run.tool.driver).toEqual({
      name: 'cdk8s-k3d',
      version: '1.2.3',
      rules: [{ id: 'file-unreadable', shortDescription: { text: 'A file cannot be read' } }],
    });
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a.yaml' },
      region: { startLine: 1 },
    });
  });

  test('refuses two shapes at once', async () => {
    expect(await world().run('check', '--json', '--sarif')).toEqual({
      code: 2,
      out: '',
      err: '--json and --sarif exclude each other. Write one of them.\n',
    });
  });
});

describe('several clusters', () => {
  const two = { 'dev.yaml': CLUSTER, 'ops.yaml': CLUSTER.replace('name: dev', 'name: ops'), 'web.yaml': DEPLOYMENT };

  test('need a word about which one is meant', async () => {
    expect((await world(two).run('check', '.')).err).toBe(
      '2 clusters are described ("dev" in dev.yaml:1, "ops" in ops.yaml:1), and nothing says on which one web.yaml:1 runs. Add --cluster dev.\n',
    );
  });

  test('are named as one types them', async () => {
    const spaced = CLUSTER.replace('name: dev', 'name: "a b"');
    expect(
      (await world({ ...two, 'dev.yaml': spaced, 'ops.yaml': spaced.replace('a b', 'c') }).run('check', '.')).err,
    ).toContain('Add --cluster "a b".\n');
  });

  test('are named as long as one reads on', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 7 }, (_, n) => [`${n}.yaml`, CLUSTER.replace('name: dev', `name: c${n}`)]),
    );
    expect((await world({ ...many, 'web.yaml': DEPLOYMENT }).run('check', '.')).err).toContain(
      '7 clusters are described ("c0" in 0.yaml:1, "c1" in 1.yaml:1, "c2" in 2.yaml:1, "c3" in 3.yaml:1, "c4" in 4.yaml:1 and 2 more), and nothing',
    );
  });

  test('without a name are called as k3d calls them', async () => {
    const nameless = { 'a.yaml': CLUSTER.replace('metadata: { name: dev }\n', ''), 'b.yaml': two['dev.yaml'] };
    expect((await world({ ...nameless, 'c.yaml': DEPLOYMENT }).run('check', '.')).err).toContain(
      '("k3s-default" in a.yaml:1, "dev" in b.yaml:1)',
    );
  });

  test('of one name are told apart by no flag', async () => {
    const again = { 'a/dev.yaml': CLUSTER, 'b/dev.yaml': CLUSTER };
    const torn =
      '2 cluster files describe clusters of one name ("dev" in a/dev.yaml:1, "dev" in b/dev.yaml:1), and nothing says on which one web.yaml:1 runs. Name the paths to read, with one of these files among them.\n';
    for (const more of [[], ['--cluster', 'dev']]) {
      expect((await world({ ...again, 'web.yaml': DEPLOYMENT }).run('check', '.', ...more)).err).toBe(torn);
    }
    const { code, out } = await world({ ...again, ...two }).run('check', '--cluster', 'ops', '--json', '.');
    expect([code, JSON.parse(out).clusters.length]).toEqual([0, 1]);
    expect((await world(again).run('check', '.')).out).not.toContain('host-port-taken-twice');
  });

  test('are told apart by a flag', async () => {
    const { out } = await world(two).run('check', '--cluster', 'ops', '--json', '.');
    expect(JSON.parse(out).clusters).toEqual([{ name: 'ops', where: 'ops.yaml:1' }]);
  });

  test('are told apart by folders, as dist/ has them', async () => {
    const files = { 'dist/cluster/dev.k3d.yml': CLUSTER, 'dist/cluster/ops.k3d.yml': two['ops.yaml'] };
    const web = { 'dist/dev/web.yaml': DEPLOYMENT, 'dist/ops/web.yaml': DEPLOYMENT };
    const { code, out } = await world({ ...files, ...web }).run('check', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).clusters.map(({ name }: { name: string }) => name)).toEqual(['dev', 'ops']);
  });

  test('a name that is not described is refused', async () => {
    expect((await world(two).run('check', '--cluster', 'prod', '.')).err).toBe(
      '--cluster says "prod", and no such cluster is described. Write "dev" or "ops".\n',
    );
    expect((await world({ 'a.yaml': DEPLOYMENT }).run('check', '--cluster', 'prod', '.')).err).toBe(
      '--cluster says "prod", and no cluster is described. Add its k3d config to the paths.\n',
    );
  });
});

describe('against', () => {
  test('another folder, the change is told in findings and routes', async () => {
    const { 'cluster.yaml': cluster, 'k8s/web.yaml': web } = BROKEN;
    const one = world({
      'old/c.yaml': CLUSTER,
      'old/w.yaml': SOUND['k8s/web.yaml'],
      'new/c.yaml': cluster,
      'new/w.yaml': web,
    });
    const { code, out } = await one.run('check', '--against', 'old', 'new');
    expect(code).toBe(1);
    expect(out).toContain('Findings introduced: ');
    expect(out).toContain('node-port-not-mapped  new/w.yaml:13');
    expect(out).toContain('Routes removed: 1\n\n  http://localhost:8087  complete Deployment default/web');
    const back = await one.run('check', '--against', 'new', 'old');
    expect(back.code).toBe(0);
    expect(back.out).toContain('Findings fixed: ');
  });

  test('a route that breaks counts even where no finding does', async () => {
    const broken = SOUND['k8s/web.yaml'].replace('replicas: 1', 'replicas: 0');
    const one = world({
      'old/a.yaml': `${CLUSTER}---\n${SOUND['k8s/web.yaml']}`,
      'new/a.yaml': `${CLUSTER}---\n${broken}`,
    });
    const { code, out } = await one.run('check', '--against', 'old', 'new');
    expect(code).toBe(1);
    expect(out).toContain(
      'Routes broken: 1\n\n  http://localhost:8087  complete Deployment default/web → broken: Deployment default/web asks for no pods.',
    );
    expect((await one.run('check', '--against', 'old', '--fail', 'never', 'new')).code).toBe(0);
  });

  test('itself, nothing changes', async () => {
    expect((await world(SOUND).run('check', '--against', '.', '.')).out).toBe('Nothing changes.\n');
  });

  test('what was there before its cluster was described', async () => {
    const web = `${DEPLOYMENT}---\n${service(30080)}`;
    const other = CLUSTER.replaceAll('dev', 'stage');
    const one = world({
      'objects/web.yaml': web,
      'other/c.yaml': other,
      'other/web.yaml': web,
      'new/c.yaml': CLUSTER,
      'new/web.yaml': web,
    });
    const told = (before: string) => one.run('check', '--cluster', 'dev', '--against', before, '--json', 'new');
    const urls = (routes: readonly { url: string }[]) => routes.map(({ url }) => url);
    for (const name of ['objects', 'other']) {
      writeFileSync(join(one.folder, `${name}.json`), (await one.run('check', '--json', name)).out);
    }
    for (const before of ['objects', 'other', 'objects.json', 'other.json']) {
      const { code, out } = await told(before);
      const { introduced, removed } = JSON.parse(out).routes;
      expect([code, urls(introduced)]).toEqual([0, ['http://localhost:8087']]);
      expect(urls(removed)).toEqual(before.startsWith('objects') ? ['http://node:30080'] : []);
    }
    expect((await one.run('check', '--cluster', 'stage', '--against', 'other', 'new')).err).toBe(
      '--cluster says "stage", and no such cluster is described. Write "dev".\n',
    );
  });

  test('with one of several clusters meant, what is said of the others is not compared', async () => {
    const { 'cluster.yaml': cluster, 'k8s/web.yaml': web } = SOUND;
    const faulty = BROKEN['k8s/web.yaml'];
    const one = world({
      'c.yaml': `${cluster}---\n${CLUSTER.replaceAll('dev', 'stage').replaceAll('8087', '8088')}`,
      'dev/web.yaml': web,
      'stage/web.yaml': faulty,
      'now/c.yaml': cluster,
      'now/dev/web.yaml': web,
    });
    const { out: report } = await one.run('check', '--json', 'c.yaml', 'dev', 'stage');
    expect(JSON.parse(report).findings[0].clusters).toEqual(['stage']);
    writeFileSync(join(one.folder, 'before.json'), report);
    const { out } = await one.run('check', '--cluster', 'dev', '--against', 'before.json', 'now');
    expect(out).toBe('Nothing changes.\n');
  });

  test('an earlier report of its own', async () => {
    const one = world(SOUND);
    const before = (await one.run('check', '--json', '.')).out;
    const two = world({ ...BROKEN, '../before.json': before });
    const { out } = await two.run('check', '--against', '../before.json', '--json', '.');
    const { routes, version } = JSON.parse(out);
    expect(version).toBe(1);
    expect(routes.removed.map(({ url }: { url: string }) => url)).toEqual(['http://localhost:8087']);
  });

  test('SARIF holds what is introduced', async () => {
    const one = world({ 'old/a.yaml': `${CLUSTER}---\n${BROKEN['k8s/web.yaml']}` });
    const { out } = await one.run('check', '--against', 'old', '--sarif', 'old');
    expect(JSON.parse(out).runs[0].results).toEqual([]);
  });

  test('an earlier commit, read through git', async () => {
    const one = world({ ...SOUND, 'values.txt': 'no manifest' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', one.folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        stdio: 'ignore',
      });
    git('init');
    git('add', '.');
    git('commit', '-m', 'sound');
    const two = world();
    execFileSync('cp', ['-r', `${one.folder}/.`, two.folder]);
    writeFileSync(join(two.folder, 'k8s/web.yaml'), BROKEN['k8s/web.yaml']);
    for (const paths of [['.'], ['cluster.yaml', 'k8s/web.yaml'], ['cluster.yaml', 'k8s']]) {
      const { code, out } = await two.run('check', '--against', 'HEAD', ...paths);
      expect(code).toBe(1);
      expect(out).toContain('Routes removed: 1');
    }
    expect((await two.run('check', '--against', 'HEAD~7', '.')).err).toBe(
      '--against says "HEAD~7", which is neither a path nor a commit. Write one that is there.\n',
    );
  });

  test.each([
    ['git is missing', ABSENT, 3, 'git is not on your PATH. Install it, or give --against a folder.\n'],
    [
      'there is no repository',
      ended(128, { stderr: 'fatal: not a git repository (or any of the parent directories): .git\n' }),
      2,
      '--against says "main", which is no path, and git reads no repository at ".": not a git repository (or any of the parent directories): .git. Write a file or folder.\n',
    ],
  ])('%s', async (_, answer, code, err) => {
    expect(await world(SOUND, recorded(answer)).run('check', '--against', 'main', '.')).toEqual({ code, out: '', err });
  });

  test('nothing that git would take for a flag reaches it', async () => {
    const { typed, git } = recorded();
    const { err } = await world(SOUND, { git }).run('check', '--against=--output=x', '.');
    expect(err).toBe('--against says "--output=x", which is neither a path nor a commit. Write one that is there.\n');
    expect(typed).toEqual([]);
  });
});
