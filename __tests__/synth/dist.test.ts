import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { hashOf } from '../../lib/analysis/hash';
import { writeDist } from '../../lib/synth/dist';
import { LIST_PATH } from '../../lib/synth/list';
import { messageOf } from '../support/message';

let home: string;
let outdir: string;

beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'dist-'));
  outdir = join(home, 'dist');
});

afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(home, { recursive: true });
});

type Contents = Record<string, string>;

function write(contents: Contents) {
  return writeDist(
    outdir,
    Object.entries(contents).map(([path, content]) => ({ path, print: () => [content] })),
  );
}

function put(path: string, content: string): void {
  fs.mkdirSync(join(outdir, path, '..'), { recursive: true });
  fs.writeFileSync(join(outdir, path), content);
}

/** Everything in the folder but the list. */
function there(): Contents {
  const files = fs
    .readdirSync(outdir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(outdir.length + 1))
    .filter((path) => path !== LIST_PATH);
  return Object.fromEntries(files.map((path) => [path, fs.readFileSync(join(outdir, path), 'utf8')]));
}

/** Which file stands at each path: one that is written anew is another one. */
function stamps(): Record<string, number> {
  const paths = fs.existsSync(outdir) ? fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' }) : [];
  return Object.fromEntries(paths.map((path) => [path, fs.statSync(join(outdir, path)).ino]));
}

/** The files that are other ones after a synth. */
function changed(synth: () => unknown): string[] {
  const before = stamps();
  synth();
  const after = stamps();
  return Object.keys(there())
    .filter((path) => before[path] !== after[path])
    .sort();
}

describe('The folder holds what the synth made', () => {
  test('in a folder that is not there yet, with a list of it', () => {
    expect(write({ 'web.k8s.yaml': 'a', 'cluster/dev.k3d.yml': 'b' })).toEqual([]);
    expect(there()).toEqual({ 'web.k8s.yaml': 'a', 'cluster/dev.k3d.yml': 'b' });
    expect(fs.readFileSync(join(outdir, LIST_PATH), 'utf8')).toBe(`{
  "version": 1,
  "files": [
    {"path":"cluster/dev.k3d.yml","sha256":"${hashOf('b')}"},
    {"path":"web.k8s.yaml","sha256":"${hashOf('a')}"}
  ]
}
`);
  });

  test('and nothing is touched when it does already', () => {
    write({ 'a.yaml': 'a', 'sub/b.yaml': 'b' });
    const before = stamps();
    const spies = [jest.spyOn(fs, 'writeFileSync'), jest.spyOn(fs, 'renameSync'), jest.spyOn(fs, 'mkdirSync')];
    write({ 'sub/b.yaml': 'b', 'a.yaml': 'a' });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    expect(stamps()).toEqual(before);
  });

  test('and only what differs is written', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b' });
    expect(changed(() => write({ 'a.yaml': 'a', 'b.yaml': 'c' }))).toEqual(['b.yaml']);
    expect(there()).toEqual({ 'a.yaml': 'a', 'b.yaml': 'c' });
  });

  test('and what it makes no longer is removed, with the folders that are empty then', () => {
    write({ 'a.yaml': 'a', 'sub/deep/b.yaml': 'b', 'sub/c.yaml': 'c' });
    put('sub/mine.txt', 'mine');
    expect(write({ 'a.yaml': 'a' })).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': 'a', 'sub/mine.txt': 'mine' });
    expect(fs.existsSync(join(outdir, 'sub/deep'))).toBe(false);
  });

  test('and what was deleted by hand is no matter', () => {
    write({ 'a.yaml': 'a', 'b.yaml': 'b' });
    fs.rmSync(join(outdir, 'b.yaml'));
    expect(write({ 'a.yaml': 'a' })).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': 'a' });
  });

  test('whatever was there before, and the files of others stay', () => {
    const files = fc.dictionary(
      fc.constantFrom('a', 'b', 'c', 'sub/a', 'sub/b', 'sub/deep/c', 'ä b'),
      fc.constantFrom('1', '22', ''),
    );
    fc.assert(
      fc.property(fc.array(files, { minLength: 1, maxLength: 4 }), (synths) => {
        put('sub/foreign', 'stays');
        for (const contents of synths) {
          expect(write(contents)).toEqual([]);
          expect(there()).toEqual({ ...contents, 'sub/foreign': 'stays' });
        }
        fs.rmSync(outdir, { recursive: true });
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  test('through a link to another folder', () => {
    fs.mkdirSync(join(home, 'real'));
    fs.symlinkSync(join(home, 'real'), outdir);
    write({ 'a.yaml': 'a' });
    expect(fs.readFileSync(join(home, 'real/a.yaml'), 'utf8')).toBe('a');
    write({});
    expect(fs.existsSync(join(home, 'real/a.yaml'))).toBe(false);
  });

  test('even if only upper case has changed, where that makes one file of two', () => {
    write({ Web: 'a' });
    put('web', 'a');
    expect(changed(() => expect(write({ web: 'a' })).toEqual([]))).toEqual(['web']);
    expect(there()).toEqual({ web: 'a' });
  });
});

describe('A file that somebody edited', () => {
  test('is overwritten while the synth makes it', () => {
    write({ 'a.yaml': 'a' });
    put('a.yaml', 'edited');
    expect(write({ 'a.yaml': 'a' })).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': 'a' });
  });

  test("stays when the synth makes it no longer, and is somebody else's from then on", () => {
    write({ 'a.yaml': 'a', b: 'b', 'c/d': 'd' });
    put('a.yaml', 'edited');
    fs.rmSync(join(outdir, 'b'));
    put('b/inside', 'foreign');
    fs.renameSync(join(outdir, 'c'), join(home, 'c'));
    fs.symlinkSync(join(home, 'c'), join(outdir, 'c'));
    expect(write({})).toEqual(['a.yaml', 'b', 'c/d']);
    expect(write({})).toEqual([]);
    expect(there()).toEqual({ 'a.yaml': 'edited', 'b/inside': 'foreign' });
    expect(fs.readFileSync(join(home, 'c/d'), 'utf8')).toBe('d');
  });
});

describe('Nothing is written, and a sentence says why', () => {
  function refused(contents: Contents, sentence: string): void {
    const before = everything();
    expect(messageOf(() => write(contents))).toBe(sentence);
    expect(everything()).toEqual(before);
  }

  /** Folders, files and what stands in them, where there is a folder. */
  function everything() {
    const isFolder = fs.existsSync(outdir) && fs.statSync(outdir).isDirectory();
    return isFolder && { names: fs.readdirSync(outdir, { recursive: true }), contents: there() };
  }

  test.each(['../a', 'a/../../b', '/etc/a', 'a//b', 'a/', '', '.', 'a\\b', 'C:/a', 'a\0b'])(
    'when a path is %j',
    (path) => {
      refused(
        { fine: '', [path]: '' },
        `"${path}" is no path inside of the output folder. Write names between single forward slashes.`,
      );
      expect(fs.existsSync(outdir)).toBe(false);
    },
  );

  test('when a name is too long', () => {
    const name = 'n'.repeat(256);
    refused(
      { [`sub/${name}`]: '' },
      `"${name}" is too long for the name of a file: at most 255 bytes. Give what stands in it a shorter name.`,
    );
  });

  test('when two files have one path', () => {
    const twice = ['1', '2'].map((content) => ({ path: 'a.yaml', print: () => [content] }));
    expect(() => writeDist(outdir, twice)).toThrow(
      new Error('Two files of this synth have the path "a.yaml". Give what stands in one of them another name.'),
    );
    refused(
      { 'access/files.json': '' },
      'Two files of this synth have the path "access/files.json". Give what stands in one of them another name.',
    );
  });

  test('when two files differ in upper case only', () => {
    refused(
      { 'Web.k8s.yaml': '', 'web.k8s.yaml': '' },
      '"Web.k8s.yaml" and "web.k8s.yaml" are one file on macOS and Windows. Give what stands in one of them a name that differs in more than upper case.',
    );
  });

  test('when a file would be a folder as well', () => {
    refused(
      { 'Sub/a': '', sub: '' },
      '"sub" would be a file and, for "Sub/a", a folder. Give one of the two another name.',
    );
  });

  test('when the output folder is a file, stands below one, or is a link that leads nowhere', () => {
    const sentence = (path: string) =>
      `"${path}" is no folder, so "${outdir}" cannot hold what this synth writes. Move it away, and synthesize again.`;
    const file = join(home, 'dist');
    fs.writeFileSync(file, 'precious');
    refused({ a: '' }, sentence(file));
    expect(fs.readFileSync(file, 'utf8')).toBe('precious');
    outdir = join(file, 'below');
    refused({ a: '' }, sentence(file));
    outdir = join(home, 'link');
    fs.symlinkSync(join(home, 'nowhere'), outdir);
    refused({ a: '' }, sentence(outdir));
  });

  test('when something else stands where a file belongs', () => {
    put('a/inside', 'foreign');
    refused(
      { '0/new': 'b', a: 'a' },
      `"${outdir}/a" is no plain file, but this synth writes it. Move it away, and synthesize again.`,
    );
  });

  test('when a file or a link stands where a folder belongs', () => {
    const sentence = `"${outdir}/sub" is no folder, but this synth writes "sub/a" into it. Move it away, and synthesize again.`;
    put('sub', 'foreign');
    refused({ b: 'b', 'sub/a': 'a' }, sentence);
    fs.rmSync(join(outdir, 'sub'));
    fs.mkdirSync(join(home, 'elsewhere'));
    fs.writeFileSync(join(home, 'elsewhere/a'), 'a');
    fs.symlinkSync(join(home, 'elsewhere'), join(outdir, 'sub'));
    refused({ b: 'b', 'sub/a': 'a' }, sentence);
  });

  /** Tests may run as root, to whom nothing is read-only. */
  function lock(locked: string): void {
    const access = fs.accessSync;
    jest.spyOn(fs, 'accessSync').mockImplementation((path, mode) => {
      if (path === locked) throw new Error('EACCES');
      access(path, mode);
    });
  }

  test('when a file that differs is read-only', () => {
    write({ a: '1', b: '1' });
    lock(join(outdir, 'b'));
    refused(
      { a: '2', b: '2' },
      `"${outdir}/b" is read-only, but this synth changes it. Make it writable, and synthesize again.`,
    );
    expect(changed(() => write({ a: '2', b: '1' }))).toEqual(['a']);
  });

  test('when a folder is read-only, which may be the one above', () => {
    lock(home);
    refused({ a: '' }, `The folder "${home}" is read-only. Make it writable, and synthesize again.`);
    jest.restoreAllMocks();
    write({ 'sub/a': '1', b: '1' });
    lock(join(outdir, 'sub'));
    refused({ b: '2' }, `The folder "${outdir}/sub" is read-only. Make it writable, and synthesize again.`);
  });

  test('when a folder cannot be made', () => {
    jest.spyOn(fs, 'mkdirSync').mockImplementation(() => {
      throw Object.assign(new Error('none'), { code: 'ENOENT' });
    });
    refused(
      { a: '' },
      `"${outdir}/.cdk8s-k3d-${process.pid}" could not be made: ENOENT. Look at its rights and at the space on the disk, and synthesize again.`,
    );
  });

  test("with the system's error as the cause, and none of that where the system says nothing", () => {
    const thrown = (error: Error) => {
      jest.spyOn(fs, 'mkdirSync').mockImplementation(() => {
        throw error;
      });
      try {
        return write({ a: '' });
      } catch (caught) {
        return caught;
      }
    };
    const told = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    expect(thrown(told)).toMatchObject({ message: expect.stringContaining('could not be made: ENOSPC.'), cause: told });
    const bug = new TypeError('folder is not a function');
    expect(thrown(bug)).toBe(bug);
  });

  test('and not when another synth makes the same folder first', () => {
    const make = fs.mkdirSync;
    jest.spyOn(fs, 'mkdirSync').mockImplementation((path) => {
      make(path);
      throw Object.assign(new Error('there'), { code: 'EEXIST' });
    });
    write({ 'sub/a': '1' });
    expect(there()).toEqual({ 'sub/a': '1' });
  });

  test.each([
    ['cut off', '{"version": 1, "files": ['],
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['of no version', '{"files": []}'],
    ['of version 0', '{"version": 0, "files": []}'],
    ['of a version in words', '{"version": "two", "files": []}'],
    ['without files', '{"version": 1}'],
    ['with a number for a file', '{"version": 1, "files": [1]}'],
    ['with a number for a path', '{"version": 1, "files": [{"path": 1, "sha256": "a"}]}'],
    ['with a file without a hash', '{"version": 1, "files": [{"path": "a"}]}'],
    ['with a path that leaves the folder', '{"version": 1, "files": [{"path": "../a", "sha256": "a"}]}'],
    ['in conflict', '<<<<<<< HEAD\n{"version": 1}\n=======\n'],
  ])('when the list is %s', (_, list) => {
    put(LIST_PATH, list);
    refused(
      { a: '' },
      `"${outdir}/access/files.json" is damaged, so it does not say which files an earlier synth wrote. Delete it, delete by hand what you no longer need beside it, and synthesize again.`,
    );
  });

  test('when the list is of a newer version', () => {
    put(LIST_PATH, '{"version": 2, "entries": {}}');
    refused(
      { a: '' },
      `"${outdir}/access/files.json" was written by a newer cdk8s-k3d: its version is 2, and this one knows 1. Update cdk8s-k3d.`,
    );
  });

  test('when the list is a folder', () => {
    put(`${LIST_PATH}/inside`, '');
    refused(
      { a: '' },
      `"${outdir}/access/files.json" is no plain file, but this synth writes it. Move it away, and synthesize again.`,
    );
  });
});

describe('What cannot be known beforehand', () => {
  /** The disk is full when this happens for the second time. */
  function fullAt(action: 'writeFileSync' | 'renameSync'): void {
    const real = fs[action] as (...args: unknown[]) => void;
    let times = 0;
    jest.spyOn(fs, action).mockImplementation((...args: unknown[]) => {
      times += 1;
      if (times === 2) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      real(...args);
    });
  }

  const sentence = (path: string) =>
    `"${outdir}/${path}" could not be written: ENOSPC. Look at its rights and at the space on the disk, and synthesize again.`;

  test('changes nothing while the new files are written beside their places, and leaves no folder', () => {
    write({ a: 'old', b: 'old', stale: '' });
    const before = fs.readdirSync(outdir, { recursive: true });
    fullAt('writeFileSync');
    expect(messageOf(() => write({ a: 'new', 'sub/deep/b': 'new' }))).toBe(sentence('sub/deep/b'));
    expect(there()).toEqual({ a: 'old', b: 'old', stale: '' });
    expect(fs.readdirSync(outdir, { recursive: true })).toEqual(before);
  });

  test('leaves each file whole and no draft, where they take their places', () => {
    write({ a: 'old', b: 'old', 'sub/c': 'old' });
    fullAt('renameSync');
    expect(messageOf(() => write({ a: 'new', b: 'new', 'sub/c': 'new', 'other/d': 'new' }))).toBe(sentence('a'));
    expect(there()).toEqual({ a: 'old', b: 'old', 'sub/c': 'old' });
    jest.restoreAllMocks();
    expect(changed(() => write({ a: 'new', b: 'old' }))).toEqual(['a']);
    expect(there()).toEqual({ a: 'new', b: 'old' });
  });
});

describe('A synth that is killed', () => {
  const CHANGES = ['openSync', 'writeFileSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync'] as const;

  /** From the given change on, nothing is changed any more. */
  function killAt(last: number): void {
    let changes = 0;
    for (const action of CHANGES) {
      const real = fs[action] as (...args: unknown[]) => never;
      jest.spyOn(fs, action).mockImplementation((...args: unknown[]) => {
        if (args[1] !== 'r') changes += 1;
        if (changes > last) throw new Error('killed');
        return real(...args);
      });
    }
  }

  const OLD = { a: 'old', b: 'old', 'sub/c': 'old', 'sub/deep/d': 'old', Web: 'same' };
  const NEW = { a: 'new', b: 'old', 'other/c': 'new', 'sub/e': 'new', web: 'same' };
  const whole = (path: string, content: string) => [(OLD as Contents)[path], (NEW as Contents)[path]].includes(content);

  test.each(Array.from({ length: 40 }, (_, changes) => changes))(
    'after %i changes leaves whole files, of which the next one knows all',
    (changes) => {
      write(OLD);
      put('mine', 'mine');
      killAt(changes);
      const ended = messageOf(() => write(NEW));
      jest.restoreAllMocks();
      const { mine: _, ...left } = there();
      for (const [path, content] of Object.entries(left).filter(([path]) => !path.startsWith('.cdk8s-k3d-'))) {
        expect([path, content, whole(path, content)]).toEqual([path, content, true]);
      }
      if (ended === 'nothing was thrown') expect(left).toEqual(NEW);
      expect(write({ a: 'last' })).toEqual([]);
      expect(there()).toEqual({ a: 'last', mine: 'mine' });
      expect(fs.readdirSync(outdir).filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );

  test('leaves drafts, which go when its process is gone', () => {
    const [gone, running, other] = ['.cdk8s-k3d-4194305', `.cdk8s-k3d-${process.ppid}`, '.cdk8s-k3d-notes'];
    for (const folder of [gone, running, other]) put(`${folder}/0`, 'draft');
    write({ a: 'a' });
    expect(fs.readdirSync(outdir).sort()).toEqual([other, running, 'a', 'access'].sort());
    jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('not ours'), { code: 'EPERM' });
    });
    write({ a: 'b' });
    expect(fs.existsSync(join(outdir, running!))).toBe(true);
  });
});

describe('No text is whole in memory', () => {
  /** What is longer than the bytes that are written at once, in pieces that end anywhere. */
  const LONG = Array.from({ length: 5000 }, (_, line) => `line ${line} – ${['', 'ü', 'ü€', 'ü€😀'][line % 4]}\n`);

  /** A long text, and every piece that was asked for. */
  function long(pieces: readonly string[]) {
    const asked: number[] = [];
    function* print(): Iterable<string> {
      for (const [index, piece] of pieces.entries()) {
        asked.push(index);
        yield piece;
      }
    }
    return { file: { path: 'long', print }, asked };
  }

  test('each is printed once, and written before the next', () => {
    const events: string[] = [];
    const writeFile = fs.writeFileSync;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      events.push(`write ${args[1] as Buffer}`);
      writeFile(...args);
    });
    const file = (path: string) => ({
      path,
      print: () => {
        events.push(`print ${path}`);
        return [path];
      },
    });
    writeDist(outdir, ['c', 'a', 'b'].map(file));
    expect(events.slice(0, -1)).toEqual(['print a', 'write a', 'print b', 'write b', 'print c', 'write c']);
  });

  test('a long one is written in parts, while it is printed', () => {
    const { file, asked } = long(LONG);
    const parts: number[] = [];
    const writeFile = fs.writeFileSync;
    jest.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      parts.push(asked.length);
      writeFile(...args);
    });
    writeDist(outdir, [file]);
    expect(parts.slice(0, -1).length).toBeGreaterThan(2);
    expect(parts[0]).toBeLessThan(LONG.length / 2);
    expect(there()).toEqual({ long: LONG.join('') });
    expect(fs.readFileSync(join(outdir, LIST_PATH), 'utf8')).toContain(`"sha256":"${hashOf(LONG.join(''))}"`);
  });

  test('one that is there already is compared while it is printed, and not touched', () => {
    writeDist(outdir, [long(LONG).file]);
    const before = stamps();
    const { file, asked } = long(LONG);
    writeDist(outdir, [file]);
    expect(asked).toHaveLength(LONG.length);
    expect(stamps()).toEqual(before);
  });

  test.each([
    ['in its first line', ['other\n', ...LONG.slice(1)]],
    ['in the middle', LONG.with(2500, 'other\n')],
    ['in a byte of the middle', LONG.with(2500, LONG[2500]!.replace('–', '—'))],
    ['in its last line', LONG.with(-1, 'other\n')],
    ['in one line more', [...LONG, 'more\n']],
    ['in one line less', LONG.slice(0, -1)],
    ['in that nothing is left', []],
  ])('one that differs %s is written anew', (_, other) => {
    writeDist(outdir, [long(LONG).file]);
    const again = () => changed(() => writeDist(outdir, [long(other).file]));
    expect(again()).toEqual(['long']);
    expect(there()).toEqual({ long: other.join('') });
    expect(again()).toEqual([]);
  });

  test('one that cannot be printed to its end leaves what was', () => {
    writeDist(outdir, [long(LONG).file]);
    const print = function* () {
      yield* LONG.slice(1);
      throw new Error('cannot be printed');
    };
    expect(() => writeDist(outdir, [{ path: 'long', print }])).toThrow(new Error('cannot be printed'));
    expect(there()).toEqual({ long: LONG.join('') });
    expect(fs.readdirSync(outdir).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
