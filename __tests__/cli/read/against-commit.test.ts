import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLUSTER, DEPLOYMENT, service, SOUND, world } from '../world';

const WEB = SOUND['k8s/web.yaml'];
/** With a finding, so that what is read otherwise shows. */
const OPEN = `${DEPLOYMENT}---\n${service(30081)}`;

const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'protocol.file.allow=always'];
const git = (folder: string, ...args: readonly string[]) =>
  execFileSync('git', ['-C', folder, ...IDENTITY, ...args], { stdio: 'pipe' }).toString();

function commit(folder: string): void {
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'x');
}

/** A folder of the given files, all of them in one commit. */
function committed(files: Parameters<typeof world>[0], work: (folder: string) => void = () => {}) {
  const one = world(files);
  git(one.folder, 'init');
  work(one.folder);
  commit(one.folder);
  return one;
}

const against = async (one: ReturnType<typeof world>, ...paths: readonly string[]) => {
  const { code, out, err } = await one.run('check', '--against', 'HEAD', ...paths);
  return code === 0 ? out : `${code} ${out}${err}`;
};

const NOTHING = 'Nothing changes.\n';

describe('where nothing has changed, nothing changes', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['hidden folders', { ...SOUND, '.github/x.yaml': 'x: [', 'node_modules/x.yaml': 'x: [' }, ['.']],
    ['a hidden folder that is named', { 'cluster.yaml': CLUSTER, '.k8s/x.yaml': OPEN }, ['cluster.yaml', '.k8s']],
    ['a chart', { ...SOUND, 'shop/Chart.yaml': 'name: shop', 'shop/templates/a.yaml': '{{ x }}' }, ['.']],
    ['a chart alone', { 'shop/Chart.yaml': 'name: shop', 'shop/templates/a.yaml': '{{ x }}' }, ['shop']],
    ['a kustomization', { ...SOUND, 'k8s/kustomization.yaml': 'resources: [web.yaml]' }, ['.']],
    ['a path named twice', { 'cluster.yaml': CLUSTER, 'n/two.yaml': OPEN }, ['cluster.yaml', 'n', 'n/two.yaml']],
    [
      'the same from the other end',
      { 'cluster.yaml': CLUSTER, 'n/two.yaml': OPEN },
      ['cluster.yaml', 'n/two.yaml', 'n'],
    ],
    ['another ending', { 'cluster.yaml': CLUSTER, 'web.txt': OPEN }, ['cluster.yaml', 'web.txt']],
    ['names with spaces and letters of any kind', { 'cluster.yaml': CLUSTER, 'ä b/\t"ü".yaml': OPEN }, ['.']],
  ])('%s', async (_, files, paths) => {
    expect(await against(committed(files), ...paths)).toBe(NOTHING);
  });

  test('what is called missing is not mended by a file that cannot be read', async () => {
    const one = committed({ 'cluster.yaml': CLUSTER, 'web.yaml': service(30080) });
    expect((await one.run('check', '.')).out).toContain('service-selects-nothing');
    writeFileSync(join(one.folder, 'broken.yaml'), 'a: [');
    const said = await against(one, '.');
    expect(said).toContain('Findings introduced: 1\n\nerror   file-unreadable');
    expect(said).not.toContain('Findings fixed');
  });

  test('below a folder of the repository, and beside it', async () => {
    const one = committed({ 'deep/er/cluster.yaml': CLUSTER, 'deep/er/web.yaml': OPEN, 'other/x.yaml': OPEN });
    const inside = world({}, {}, join(one.folder, 'deep/er'));
    expect(await against(inside, '.')).toBe(NOTHING);
    expect(await against(inside, '.', '../../other')).toBe(NOTHING);
    expect(await against(inside, `${one.folder}/deep/er`)).toBe(NOTHING);
  });

  test('links inside of the repository, out of it, to nothing and in circles', async () => {
    const outside = world({ 'far/web.yaml': OPEN });
    const one = committed({ 'cluster.yaml': CLUSTER, 'real/web.yaml': OPEN }, (folder) => {
      symlinkSync('real', join(folder, 'link'));
      symlinkSync('../real/web.yaml', join(folder, 'real/again.yaml'));
      symlinkSync('..', join(folder, 'real/up'));
      symlinkSync(join(outside.folder, 'far'), join(folder, 'far'));
      symlinkSync('nowhere', join(folder, 'gone.yaml'));
      symlinkSync('real/web.yaml/x', join(folder, 'through.yaml'));
      symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    });
    expect(await against(one, '.')).toBe(NOTHING);
    expect(await against(one, 'cluster.yaml', 'link')).toBe(NOTHING);
    // From the outside, another way leads in again.
    symlinkSync(join(one.folder, 'real'), join(outside.folder, 'back'));
    expect(await against(one, 'cluster.yaml', join(outside.folder, 'back'))).toBe(NOTHING);
  });

  test('a submodule that is there, and one that was never checked out', async () => {
    const part = committed({ 'web.yaml': OPEN });
    const one = committed({ 'cluster.yaml': CLUSTER }, (folder) => {
      for (const name of ['part', 'bare']) git(folder, 'submodule', 'add', part.folder, name);
    });
    git(one.folder, 'submodule', 'deinit', '-f', 'bare');
    expect(await against(one, '.')).toBe(NOTHING);
    expect(await against(one, 'part', 'cluster.yaml')).toBe(NOTHING);
    writeFileSync(join(one.folder, 'part/web.yaml'), WEB);
    expect(await against(one, '.')).toContain('node-port-not-mapped  part/web.yaml');
  });

  test('what a filter of the repository changes', async () => {
    const one = committed(
      { 'cluster.yaml': CLUSTER, 'web.yaml': OPEN, '.gitattributes': 'web.yaml filter=odd' },
      (folder) => {
        git(folder, 'config', 'filter.odd.clean', 'tr a-z n-za-m');
        git(folder, 'config', 'filter.odd.smudge', 'tr a-z n-za-m');
      },
    );
    expect(git(one.folder, 'show', 'HEAD:web.yaml')).toContain('xvaq: Drcyblzrag');
    expect(await against(one, '.')).toBe(NOTHING);
  });
});

describe('what was otherwise then', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a file that was not there', { 'cluster.yaml': CLUSTER }, ['cluster.yaml', 'k8s/web.yaml']],
    ['a folder that was not there', { 'cluster.yaml': CLUSTER }, ['cluster.yaml', 'k8s']],
    ['a folder without manifests', { 'cluster.yaml': CLUSTER, 'k8s/a.md': '#' }, ['cluster.yaml', 'k8s']],
    ['a file without objects', { 'cluster.yaml': CLUSTER, 'k8s/web.yaml': '' }, ['cluster.yaml', 'k8s/web.yaml']],
    ['nothing at all', { 'a.md': '#' }, ['cluster.yaml', 'k8s']],
    ['files without objects', { 'cluster.yaml': '', 'k8s/web.yaml': 'image: x' }, ['cluster.yaml', 'k8s']],
    ['a file in place of the folder', { 'cluster.yaml': CLUSTER, k8s: '' }, ['cluster.yaml', 'k8s/web.yaml']],
  ])('%s', async (_, files, paths) => {
    const one = committed(files);
    rmSync(join(one.folder, 'k8s'), { recursive: true, force: true });
    mkdirSync(join(one.folder, 'k8s'));
    for (const [name, text] of Object.entries(SOUND)) writeFileSync(join(one.folder, name), text);
    expect(await against(one, ...paths)).toBe(
      'Routes introduced: 1\n\n  http://localhost:8087  complete Deployment default/web\n',
    );
  });

  test('a link in place of the folder', async () => {
    const one = committed({ 'cluster.yaml': CLUSTER, 'real/web.yaml': WEB }, (folder) => {
      symlinkSync('real', join(folder, 'k8s'));
    });
    rmSync(join(one.folder, 'k8s'));
    renameSync(join(one.folder, 'real'), join(one.folder, 'k8s'));
    expect(await against(one, '.')).toBe(NOTHING);
  });

  test('a file that git has lost is named', async () => {
    const one = committed({ 'cluster.yaml': CLUSTER, 'web.yaml': WEB });
    const object = git(one.folder, 'rev-parse', 'HEAD:web.yaml').trim();
    rmSync(join(one.folder, '.git/objects', object.slice(0, 2), object.slice(2)));
    expect(await against(one, '.')).toContain(
      'Findings fixed: 1\n\nerror   file-unreadable  web.yaml\n  "web.yaml" cannot be read: git says ',
    );
  });
});

test('standard input has no earlier commit', async () => {
  const files = { ...world().tools.files, read: () => Buffer.from(CLUSTER) };
  expect(await against(world({}, { files }), '-')).toBe(
    '2 --against says "HEAD", and no commit holds standard input. Write a file or folder for --against, or in place of -.\n',
  );
});
