import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { Chart } from 'cdk8s';
import * as library from '../lib';
import { filesBelow } from './support/files';

const ROOT = join(__dirname, '..');
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const README = textOf('README.md');
const block = (start: RegExp) => new RegExp(`${start.source}[^\\n]*\\n([\\s\\S]*?)\`\`\``).exec(README)?.[1] ?? '';

const program = block(/```ts/);
const folder = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the program of the README, with a line more, as a user would. */
function run(outdir: string, more = ''): void {
  const source = program.replace('new K3dApp()', `new K3dApp({ outdir: ${JSON.stringify(outdir)} })`);
  // Line by line, so that the messages name the lines of the README.
  const script = source
    .replace('app.synth();', `${more}\napp.synth();`)
    .replace(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = require($2);');
  const modules: Record<string, unknown> = { cdk8s: { Chart }, 'cdk8s-k3d': library };
  // As a file of the user's, whose line the message tells.
  const wrapped = `(function (require) {${script}\n})`;
  runInThisContext(wrapped, { filename: join(folder, 'main.ts') })((name: string) => modules[name]);
}

test('the program of the README writes the tree of the README', () => {
  const outdir = join(folder, 'dist');
  run(outdir);
  const tree: string[] = [];
  const folders: string[] = [];
  for (const line of block(/It writes:\n\n```/)
    .split('\n')
    .slice(1)) {
    const [, indent = '', name = ''] = /^( *)(\S+)/.exec(line) ?? [];
    if (name === '') continue;
    folders.length = indent.length / 2 - 1;
    if (name.endsWith('/')) folders.push(name);
    else tree.push(folders.join('') + name);
  }
  expect(tree.sort()).toEqual(filesBelow(outdir));
});

test('the mistake of the README gives the message of the README, and writes nothing', () => {
  const outdir = join(folder, 'none');
  const mistake = /`(new NodePortExposure\(chart, 'admin'[^`]*)`/.exec(README)?.[1] ?? '';
  const message = block(/<!-- message: admin -->\n```/).trim();
  expect(() => run(outdir, `${mistake.replace('\n', ' ')};`)).toThrow(message);
  expect(message).toMatch(/host-port-taken-twice/);
  expect(existsSync(outdir)).toBe(false);
});

test('every construct of the table is exported', () => {
  const names = Array.from(README.matchAll(/^\| `(\w+)/gm), ([, name]) => name);
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(library).toHaveProperty(`${name}`);
});

const PACKAGE = JSON.parse(textOf('package.json'));

test('every script that README and CONTRIBUTING name exists', () => {
  for (const [, name] of (README + textOf('CONTRIBUTING.md')).matchAll(/npm run ([\w:]+)/g))
    expect(PACKAGE.scripts).toHaveProperty([`${name}`]);
});

test('every link of a page leads somewhere, and of a packed page to what is packed or to the repository', () => {
  const pages = ['.', 'docs', 'examples'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: folder !== '.' })
      .map((name) => join(folder, `${name}`))
      .filter((path) => path.endsWith('.md')),
  );
  const isPacked = (path: string) =>
    path === 'README.md' || PACKAGE.files.some((entry: string) => `${path}/`.startsWith(`${entry}/`));
  const repository = `${PACKAGE.repository.url.replace(/\.git$/, '')}/tree/HEAD/`;
  const headings = (page: string) =>
    Array.from(textOf(page).matchAll(/^#+ (.*)$/gm), ([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
  const leadsOn = (page: string, link: string) => {
    const [to = '', heading] = link.split('#');
    if (to.startsWith(repository)) return existsSync(join(ROOT, to.slice(repository.length)));
    if (to.startsWith('http')) return true;
    const path = to === '' ? page : join(dirname(page), to);
    if (!existsSync(join(ROOT, path)) || (isPacked(page) && !isPacked(path))) return false;
    return heading === undefined || headings(path).includes(heading);
  };
  expect(pages.filter(isPacked)).toEqual(
    expect.arrayContaining(['README.md', 'docs/speed.md', 'docs/rules/README.md']),
  );
  const dead = pages.flatMap((page) =>
    Array.from(textOf(page).matchAll(/(?:\]\(|^\[[^\]]+\]: )([^)\s]+)/gm), ([, link = '']) => link)
      .filter((link) => !leadsOn(page, link))
      .map((link) => `${page}: ${link}`),
  );
  expect(dead).toEqual([]);
});
