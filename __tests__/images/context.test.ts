import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { type ContextFile, contentTag, type Recipe } from '../../lib/images/content-tag';
import { type ContextBuild, isRead, readContext } from '../../lib/images/context';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'context-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, content = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const BUILD: ContextBuild = { context: 'app', dockerfile: 'Dockerfile', arguments: {}, platforms: [] };

function tag(build: Partial<ContextBuild> = {}): string {
  const content = readContext({ ...BUILD, ...build }, folder);
  return isRead(content) ? content.tag : content.message;
}

/** The tags before and after something was changed. */
function changes(change: () => void): boolean {
  const before = tag();
  change();
  return before !== tag();
}

describe('a tag', () => {
  beforeEach(() => {
    put('app/Dockerfile', 'FROM scratch\nCOPY . /\n');
    put('app/main.ts', 'hello\n');
    put('app/lib/part.ts', 'part\r\n');
  });

  test('is sixteen digits of what stands in the folder, the same on every machine', () => {
    expect(tag()).toBe('fb589588becce4b8');
  });

  test('is the same in another place, by an absolute path, and after the files were written again', () => {
    const first = tag();
    put('app/main.ts', 'hello\n');
    expect([tag({ context: join(folder, 'app') }), tag({ context: './app/' })]).toEqual([first, first]);
  });

  test.each<[string, () => void]>([
    ['the content of a file', () => put('app/main.ts', 'hello')],
    ['a file more', () => put('app/more.ts')],
    ['a file less', () => rmSync(join(folder, 'app/main.ts'))],
    ['the Dockerfile', () => put('app/Dockerfile', 'FROM scratch\n')],
    ['the right to run a file', () => chmodSync(join(folder, 'app/main.ts'), 0o755)],
    ['a link', () => symlinkSync('main.ts', join(folder, 'app/link.ts'))],
    ['what is not left out any more', () => put('app/.dockerignore', 'lib')],
  ])('changes with %s', (_, change) => {
    expect(changes(change)).toBe(true);
  });

  test.each<[string, () => void]>([
    ['other rights', () => chmodSync(join(folder, 'app/main.ts'), 0o600)],
    ["git's own folder", () => put('app/.git/HEAD', 'ref')],
    ['an empty folder', () => mkdirSync(join(folder, 'app/empty'))],
    ['a file beside the context', () => put('other.ts')],
    ['what is no file', () => execFileSync('mkfifo', [join(folder, 'app/pipe')])],
  ])('does not change with %s', (_, change) => {
    expect(changes(change)).toBe(false);
  });

  test('counts a link by where it leads, and does not follow it', () => {
    symlinkSync('..', join(folder, 'app/up'));
    const first = tag();
    rmSync(join(folder, 'app/up'));
    symlinkSync('../..', join(folder, 'app/up'));
    expect(tag()).not.toBe(first);
  });

  test('does not count what the .dockerignore leaves out, however much that is', () => {
    put('app/.dockerignore', 'node_modules\n*.log\n');
    const first = tag();
    put('app/node_modules/dep/index.js', 'dep');
    put('app/now.log', 'now');
    expect(tag()).toBe(first);
  });

  test('counts what the .dockerignore takes in again below a folder that it leaves out', () => {
    put('app/.dockerignore', '*\n!lib/part.ts\n');
    const first = tag();
    put('app/main.ts', 'other');
    put('app/lib/other.ts', 'other');
    expect(tag()).toBe(first);
    put('app/lib/part.ts', 'other');
    expect(tag()).not.toBe(first);
  });

  test('goes by the .dockerignore of its Dockerfile, where that has one', () => {
    put('app/.dockerignore', '*');
    put('app/Dockerfile.dockerignore', 'main.ts');
    expect(changes(() => put('app/lib/part.ts', 'other'))).toBe(true);
    expect(changes(() => put('app/main.ts', 'other'))).toBe(false);
  });

  test('tells targets, arguments and platforms apart, and not their order', () => {
    const builds: Partial<ContextBuild>[] = [
      {},
      { target: 'test' },
      { arguments: { A: '1', B: '2' } },
      { arguments: { A: '2', B: '1' } },
      { platforms: ['linux/amd64'] },
      { platforms: ['linux/amd64', 'linux/arm64'] },
    ];
    expect(new Set(builds.map(tag)).size).toBe(builds.length);
    expect(tag({ arguments: { B: '2', A: '1' } })).toBe(tag({ arguments: { A: '1', B: '2' } }));
    expect(tag({ platforms: ['linux/arm64', 'linux/amd64'] })).toBe(tag({ platforms: ['linux/amd64', 'linux/arm64'] }));
  });
});

describe('a context that cannot be read', () => {
  const problem = (build: Partial<ContextBuild> = {}) => {
    const content = readContext({ ...BUILD, ...build }, folder);
    return isRead(content) ? content.tag : `${content.field}: ${content.message} ${content.remedy}`;
  };

  test('is one that is not there, or no folder', () => {
    const sentence =
      'context: context is "app", and there is no such folder. Write the folder that holds what is built, from the folder in which the program runs.';
    expect(problem()).toBe(sentence);
    put('app');
    expect(problem()).toBe(sentence);
  });

  test('has no Dockerfile', () => {
    put('app/Dockerfile/x');
    expect(problem()).toBe(
      'dockerfile: dockerfile is "Dockerfile", and "app" holds no such file. Write the path of the Dockerfile, from the context.',
    );
  });

  test('has a .dockerignore that docker refuses', () => {
    put('app/Dockerfile');
    put('app/.dockerignore', '[a');
    expect(problem()).toBe(
      'context: The pattern "[a" in the .dockerignore of "app" is none that docker reads. Mend the pattern.',
    );
  });

  test('has a path that no system takes', () => {
    expect(problem({ context: 'a\0b' })).toBe(
      'context: "a\0b" cannot be read: ERR_INVALID_ARG_VALUE. Make it readable, or leave it out with a .dockerignore.',
    );
  });

  test('holds a file that goes away while it is read', () => {
    put('app/Dockerfile');
    const fs = jest.requireActual<typeof import('node:fs')>('node:fs');
    const error = Object.assign(new Error('no'), { code: 'EACCES', path: '/app/main.ts' });
    const spy = jest.spyOn(fs, 'lstatSync').mockImplementation(() => {
      throw error;
    });
    expect(problem()).toBe(
      'context: "/app/main.ts" cannot be read: EACCES. Make it readable, or leave it out with a .dockerignore.',
    );
    spy.mockRestore();
  });
});

const RECIPE: Recipe = { dockerfile: 'd', arguments: {}, platforms: [] };

test('the order in which a system lists files has no say', () => {
  const file = fc.record<ContextFile>({
    path: fc.string(),
    executable: fc.boolean(),
    link: fc.boolean(),
    sha256: fc.string(),
  });
  const files = fc.uniqueArray(file, { selector: ({ path }) => path });
  fc.assert(
    fc.property(files, (some) => contentTag(RECIPE, some) === contentTag(RECIPE, [...some].reverse())),
    { seed: 1 },
  );
});

test('names cannot run into each other', () => {
  const file = (path: string, sha256: string): ContextFile => ({ path, sha256, executable: false, link: false });
  expect(contentTag(RECIPE, [file('a', 'bc')])).not.toBe(contentTag(RECIPE, [file('ab', 'c')]));
  expect(contentTag({ ...RECIPE, arguments: { A: 'B' } }, [])).not.toBe(
    contentTag({ ...RECIPE, target: 'A', platforms: ['B'] }, []),
  );
});
