import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groupBy } from '../lib/routes/plain';

const root = join(__dirname, '..');

const BELOW_RULES = ['lib/routes', 'lib/routes/schema', 'lib/routes/k3d', 'lib/routes/network'];
const ROUTES = [...BELOW_RULES, 'lib/routes/rules'];

/** The parts of lib/, the lowest first, with what each may know beside itself. A part holds the folders below it. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  'lib/routes': [],
  'lib/routes/schema': ['lib/routes'],
  'lib/routes/k3d': ['lib/routes', 'lib/routes/schema'],
  'lib/routes/network': ['lib/routes', 'lib/routes/k3d'],
  'lib/routes/rules': BELOW_RULES,
  'lib/routes/report': ROUTES,
  'lib/analysis': ROUTES,
  'lib/images': [...ROUTES, 'lib/analysis'],
  'lib/workload': [...ROUTES, 'lib/analysis', 'lib/images'],
  'lib/cluster': [...ROUTES, 'lib/analysis', 'lib/images', 'imports'],
  'lib/exposure': [...ROUTES, 'lib/analysis', 'lib/images', 'lib/workload'],
  'lib/synth': [...ROUTES, 'lib/routes/report', 'lib/analysis', 'lib/images'],
  'lib/cli': [...ROUTES, 'lib/routes/report', 'lib/analysis', 'lib/images', 'lib/synth'],
  'lib/plugin': [...ROUTES, 'lib/cli'],
  'lib/index.ts': [
    'lib/routes',
    'lib/analysis',
    'lib/images',
    'lib/workload',
    'lib/cluster',
    'lib/exposure',
    'lib/synth',
  ],
};

/** Who touches files or starts processes, and what for. */
const DOORS: Readonly<Record<string, string>> = {
  'lib/analysis/written.ts': 'notes for whoever started the program what it wrote',
  'lib/images/context.ts': 'reads what docker would build from',
  'lib/cluster/adopt.ts': 'reads a cluster file that somebody has',
  'lib/synth/dist.ts': 'writes dist/',
  'lib/synth/drafts.ts': 'writes dist/ beside its place first',
  'lib/synth/text.ts': 'writes one text of dist/, piece by piece',
  'lib/cli/node/files.ts': 'the files of the command line',
  'lib/cli/node/locks.ts': 'locks that two commands see',
  'lib/cli/node/processes.ts': 'the only place that starts processes',
  'lib/cli/node/watching.ts': 'changes of files, and the cache of the command line',
};

/** Packages that a part and all that it loads must do without, `node:` for node's own modules. */
const WITHOUT: Readonly<Record<string, RegExp>> = {
  'lib/routes': /^(node:|cdk8s|constructs)/,
  'lib/cli': /^(cdk8s|constructs)/,
  'lib/plugin': /^(cdk8s|constructs)/,
};

interface Import {
  readonly from: string;
  /** A file, or the name of a package. */
  readonly to: string;
  /** Of types alone, nothing is left when the program runs. */
  readonly isOfTypes: boolean;
}

/** What is imported, and from where; or what is loaded on use, and by which word. */
const IMPORT = /^(?:import|export) ([^;']*?) from '([^']+)'|(typeof )?\b(?:import|require)\('([^']+)'\)/gm;

const OF_TYPES = /^(type |\{(\s*type [^,}]+,?)+\s*\}$)/;

const files = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
  .map((name) => join('lib', name))
  .filter((name) => name.endsWith('.ts'));

const imports = files.flatMap((from): readonly Import[] =>
  [...readFileSync(join(root, from), 'utf8').matchAll(IMPORT)].map(([, what, name, ofTypes, loaded]) => {
    const to = name ?? loaded!;
    return {
      from,
      to: to.startsWith('.') ? fileOf(join(dirname(from), to)) : to,
      isOfTypes: what === undefined ? ofTypes !== undefined : OF_TYPES.test(what),
    };
  }),
);

function fileOf(path: string): string {
  return files.find((file) => file === `${path}.ts` || file === join(path, 'index.ts')) ?? path;
}

const partOf = (path: string) =>
  Object.keys(KNOWS)
    .filter((part) => path === part || path.startsWith(`${part}/`))
    .sort((a, b) => b.length - a.length)[0] ?? path.split('/')[0]!;

/** What the files of a part load, however far away. */
function loadedBy(part: string): readonly Import[] {
  const reached = new Set(files.filter((file) => partOf(file) === part || file.startsWith(`${part}/`)));
  // What is found is looked through in its turn.
  for (const file of reached) {
    for (const { to } of values.get(file) ?? []) reached.add(to);
  }
  return [...reached].flatMap((file) => values.get(file) ?? []);
}

const values = groupBy(
  imports.filter(({ isOfTypes }) => !isOfTypes),
  ({ from }) => from,
);

const isOwn = ({ to }: Import) => /^(lib|imports)\//.test(to);
const told = ({ from, to }: Import) => `${from} imports ${to}`;

test('every file of lib/ is read, and its imports with it', () => {
  expect(files.map(partOf).filter((part) => !(part in KNOWS))).toEqual([]);
  const kinds = (from: string, to: string) =>
    imports.filter((each) => each.from === from && each.to === to).map(({ isOfTypes }) => isOfTypes);
  expect(kinds('lib/synth/access.ts', 'lib/synth/write.ts')).toEqual([false, true]);
  expect(kinds('lib/routes/yaml/whole.ts', 'yaml')).toEqual([false]);
  expect(kinds('lib/analysis/chart.ts', 'constructs')).toEqual([true]);
  expect(kinds('lib/analysis/written.ts', 'node:fs')).toEqual([false]);
});

test('imports point down: a part knows what it has to know', () => {
  const upward = imports.filter(isOwn).filter(({ from, to }) => {
    const [own, other] = [partOf(from), partOf(to)];
    return own !== other && !KNOWS[own]!.includes(other);
  });
  expect(upward.map(told)).toEqual([]);
});

test('none knows a part that stands later', () => {
  const order = ['imports', ...Object.keys(KNOWS)];
  const late = Object.entries(KNOWS).flatMap(([part, known]) =>
    known.filter((each) => !order.slice(0, order.indexOf(part)).includes(each)).map((each) => `${part} knows ${each}`),
  );
  expect(late).toEqual([]);
});

test('what the hand-off shares knows none of its steps', () => {
  const shares = ['lib/cli/hand-off', 'lib/cli/hand-off/live'];
  const shared = imports.filter(({ from }) => shares.includes(dirname(from)));
  expect(new Set(shared.map(({ from }) => dirname(from)))).toEqual(new Set(shares));
  const steps = shared.filter(({ to }) => to.startsWith('lib/cli/hand-off/') && !shares.includes(dirname(to)));
  expect(steps.map(told)).toEqual([]);
});

test('what the hand-off shows at the end knows its steps, and no step knows it', () => {
  const [screen, handOff] = ['lib/cli/hand-off/screen', 'lib/cli/hand-off/'];
  expect(imports.some(({ from, to }) => dirname(from) === screen && to.startsWith(handOff))).toBe(true);
  const steps = imports.filter(({ from }) => from.startsWith(handOff) && dirname(from) !== screen);
  expect(steps.filter(({ to }) => dirname(to) === screen).map(told)).toEqual([]);
});

test('files are touched and processes started in few places, each with a reason', () => {
  const doors = imports.filter(({ to }) => /^(node:)?(fs|child_process)(\/|$)/.test(to)).map(({ from }) => from);
  expect([...new Set(doors)].sort()).toEqual(Object.keys(DOORS).sort());
});

test.each(Object.entries(WITHOUT))('%s does without packages of others', (part, packages) => {
  const foreign = imports.filter(({ from, to }) => from.startsWith(`${part}/`) && packages.test(to));
  expect(foreign.map(told)).toEqual([]);
});

test.each(Object.entries(WITHOUT))('%s loads no packages of others through what it imports', (part, packages) => {
  const foreign = loadedBy(part).filter(({ to }) => packages.test(to));
  expect(foreign.map(told)).toEqual([]);
});
