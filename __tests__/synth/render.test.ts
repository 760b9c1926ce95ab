import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  ApiObject,
  App,
  type AppProps,
  Chart,
  type ChartProps,
  JsonPatch,
  Lazy,
  type ResolutionContext,
  YamlOutputType,
} from 'cdk8s';
import { Construct, Node } from 'constructs';
import fc from 'fast-check';
import { type RenderedFile, renderWorkloads, validateOnce } from '../../lib/synth/render';
import { printed } from '../support/printed';

type Outcome = Record<string, string> | string;

const objectsOf = (files: readonly RenderedFile[]) => files.flatMap(({ objects }) => objects);

function object(scope: Construct, id: string, props: Record<string, unknown> = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', ...props });
}

/** What plain cdk8s writes, or the error it stops with. */
function plain(build: (app: App) => void, props: AppProps = {}, before?: (app: App) => void): Outcome {
  const outdir = mkdtempSync(join(tmpdir(), 'render-'));
  try {
    const app = new App({ ...props, outdir });
    build(app);
    before?.(app);
    app.synth();
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(files.map((file) => [relative(outdir, file), readFileSync(file, 'utf8')]));
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function ours(build: (app: App) => void, props: AppProps = {}, before?: (app: App) => void): Outcome {
  const app = new App(props);
  build(app);
  before?.(app);
  try {
    return Object.fromEntries(
      renderWorkloads(app, 'cdk8s', props.recordConstructMetadata).map((file) => [file.path, printed(file)]),
    );
  } catch (error) {
    return (error as Error).message;
  }
}

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

interface Step {
  readonly make: 'chart' | 'scope' | 'object';
  readonly under: number;
  readonly id: string;
  readonly named: boolean;
}

interface Recipe {
  readonly steps: readonly Step[];
  readonly dependencies: readonly (readonly [number, number])[];
  readonly outputType: YamlOutputType;
  readonly hashes: boolean;
}

const ODD_IDS = [
  'Web',
  'web',
  'a.b',
  'ä',
  'x/y',
  '10',
  '9',
  '007',
  '***',
  'Default',
  'Resource',
  'a b',
  '-',
  'n'.repeat(70),
];

/** Ids that are the same in every scope, or different all over the app. */
const ids = fc
  .constantFrom(true, false)
  .chain((same) => (same ? fc.constantFrom(...ODD_IDS) : fc.nat(99).map((index) => `d${index}`)));

const recipe: fc.Arbitrary<Recipe> = fc.record({
  steps: fc.array(
    fc.record({
      make: fc.constantFrom('chart', 'chart', 'scope', 'object', 'object', 'object', 'object'),
      under: fc.nat(12),
      id: ids,
      named: fc.boolean(),
    }) as fc.Arbitrary<Step>,
    { minLength: 1, maxLength: 14 },
  ),
  dependencies: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 5 }),
  outputType: fc.constantFrom(...OUTPUT_TYPES),
  hashes: fc.boolean(),
});

function cook({ steps, dependencies, hashes }: Recipe) {
  return (app: App) => {
    const made: Construct[] = [app];
    for (const { make, under, id, named } of steps) {
      const scope = made[under % made.length]!;
      if (scope.node.tryFindChild(id)) continue;
      if (make === 'chart') {
        made.push(new Chart(scope, id, { disableResourceNameHashes: !hashes, labels: { chart: 'true' } }));
      } else if (make === 'scope') {
        made.push(new Construct(scope, id));
      } else if (scope.node.scopes.some((each) => Chart.isChart(each))) {
        const metadata = named ? { metadata: { name: `n${made.length}` } } : {};
        made.push(
          object(scope, id, { ...metadata, data: { text: 'a: b\n', number: made.length, path: scope.node.path } }),
        );
      }
    }
    for (const [from, to] of dependencies) {
      // Few reach outside of all charts, because that ends each synth.
      const ends = from === 13 ? made : made.filter((each) => each.node.scopes.some((scope) => Chart.isChart(scope)));
      const source = ends[from % ends.length];
      const target = ends[to % ends.length];
      if (source && target && source !== target) source.node.addDependency(target);
    }
  };
}

const CYCLE = 'Dependency cycle detected: ';

/** cdk8s prints ways it has given up as well, so that only the start of the sentence is comparable. */
function comparable(outcome: Outcome): Outcome {
  return typeof outcome === 'string' && outcome.startsWith(CYCLE) ? CYCLE : outcome;
}

describe('The files in memory are those of cdk8s', () => {
  test('for apps of every shape', () => {
    fc.assert(
      fc.property(recipe, (it) => {
        const props = { yamlOutputType: it.outputType };
        expect(comparable(ours(cook(it), props))).toEqual(comparable(plain(cook(it), props)));
      }),
      { numRuns: 600, seed: 7 },
    );
  });

  test('before and after a synth of cdk8s, which adds dependencies to the tree', () => {
    fc.assert(
      fc.property(recipe, (it) => {
        const props = { yamlOutputType: it.outputType };
        const expected = comparable(plain(cook(it), props));
        const render = (app: App) => attempt(() => renderWorkloads(app, 'cdk8s'));
        expect(comparable(plain(cook(it), props, render))).toEqual(expected);
        const outdir = mkdtempSync(join(tmpdir(), 'render-'));
        const synth = (app: App) => attempt(() => app.synth());
        expect(comparable(ours(cook(it), { ...props, outdir }, synth))).toEqual(expected);
        rmSync(outdir, { recursive: true });
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  test.each(OUTPUT_TYPES)('with Lazy values, resolvers, patches and metadata, output type %s', (yamlOutputType) => {
    const build = (app: App) => {
      const chart = new Chart(app, 'web', { namespace: 'shop', labels: { team: 'a' } });
      object(chart, 'lazy', { data: { a: Lazy.any({ produce: () => 'later' }), b: 'REPLACE' } });
      object(chart, 'patched').addJsonPatch(
        JsonPatch.add('/data', { z: 'yes', a: '8080' }),
        JsonPatch.add('/kind', 'Secret'),
      );
      new Chart(app, 'empty');
    };
    const resolver = {
      resolve: (context: ResolutionContext) => {
        if (context.value === 'REPLACE') context.replaceValue('resolved');
      },
    };
    const props = { yamlOutputType, resolvers: [resolver], recordConstructMetadata: true };
    const files = ours(build, props);
    expect(files).toEqual(plain(build, props));
    expect(files).toHaveProperty(['construct-metadata.json']);
  });

  test('with an extension of its own, an app without charts, and an output type that does not exist', () => {
    const build = (app: App) => void object(new Chart(app, 'web'), 'a');
    expect(ours(build, { outputFileExtension: '.yml' })).toEqual(plain(build, { outputFileExtension: '.yml' }));
    expect(ours(() => {}, { yamlOutputType: YamlOutputType.FILE_PER_APP })).toEqual({});
    expect(plain(() => {}, { yamlOutputType: YamlOutputType.FILE_PER_APP })).toEqual({});
    expect(ours(build, { yamlOutputType: 9 as YamlOutputType })).toEqual({});
    expect(plain(build, { yamlOutputType: 9 as YamlOutputType })).toEqual({});
  });

  test('in the same order', () => {
    const app = new App();
    const [last, middle, first] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    last!.addDependency(middle!);
    middle!.addDependency(first!);
    const [b, a] = [object(last!, 'b'), object(last!, 'a')];
    b.addDependency(a);
    const files = renderWorkloads(app, 'cdk8s');
    expect(files.map(({ path }) => path)).toEqual(['0000-c.k8s.yaml', '0001-b.k8s.yaml', '0002-a.k8s.yaml']);
    expect(objectsOf(files).map(({ construct }) => construct)).toEqual([a, b]);
    expect(objectsOf(files).map(({ json }) => json)).toEqual([a.toJson(), b.toJson()]);
  });

  test('with CDK8S_DISABLE_SORT', () => {
    const build = (app: App) => void object(new Chart(app, 'web'), 'a', { data: { b: '1', a: '2' } });
    const sorted = ours(build);
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      expect(ours(build)).toEqual(plain(build));
      expect(ours(build)).not.toEqual(sorted);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('with CDK8S_RECORD_CONSTRUCT_METADATA, unless the program says otherwise', () => {
    const build = (app: App) => void object(new Chart(app, 'web'), 'a');
    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    try {
      expect(ours(build)).toEqual(plain(build));
      expect(ours(build)).toHaveProperty(['construct-metadata.json']);
      expect(ours(build, { recordConstructMetadata: false })).toEqual(plain(build, { recordConstructMetadata: false }));
    } finally {
      delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    }
  });

  test('when a dependency is a group, or stands in another app', () => {
    const build = (app: App) => {
      const chart = new Chart(app, 'web');
      const [b, a, c] = ['b', 'a', 'c'].map((id) => object(chart, id));
      b!.node.addDependency(c!, a!, c!);
      b!.node.addDependency(object(new Chart(new App(), 'elsewhere'), 'o'));
    };
    expect(ours(build)).toEqual(plain(build));
    expect(ours(build)).toHaveProperty(['0000-web.k8s.yaml']);
  });

  test('when an object or a chart that somebody wrote renders something else', () => {
    class Doubled extends Chart {
      override toJson() {
        return super.toJson().flatMap((json) => [json, { ...json, kind: 'Copy' }]);
      }
    }
    class Labelled extends Chart {
      override toJson() {
        return super.toJson().map((json) => ({ ...json, extra: true }));
      }
    }
    class Silent extends ApiObject {
      override toJson() {
        return undefined;
      }
    }
    class Bare extends ApiObject {
      override toJson() {
        return { ...super.toJson(), metadata: { name: 'bare' } };
      }
    }
    const build = (app: App) => {
      object(new Doubled(app, 'doubled'), 'a');
      object(new Labelled(app, 'labelled'), 'b');
      new Silent(new Chart(app, 'silent'), 'c', { apiVersion: 'v1', kind: 'ConfigMap' });
      new Bare(new Chart(app, 'bare'), 'd', { apiVersion: 'v1', kind: 'ConfigMap' });
    };
    for (const yamlOutputType of OUTPUT_TYPES)
      expect(ours(build, { yamlOutputType })).toEqual(plain(build, { yamlOutputType }));
    const app = new App();
    build(app);
    expect(objectsOf(renderWorkloads(app, 'cdk8s')).map(({ construct }) => construct.node.path)).toEqual([
      'doubled',
      'doubled',
      'labelled/b',
      'silent/c',
      'bare/d',
    ]);
  });

  test('while two resources of one name are two files of one path, for the writer to refuse', () => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    for (const id of ['a', 'b']) object(new Chart(app, id), 'o', { metadata: { name: 'same' } });
    expect(renderWorkloads(app, 'cdk8s').map(({ path }) => path)).toEqual([
      'ConfigMap.same.k8s.yaml',
      'ConfigMap.same.k8s.yaml',
    ]);
  });

  test('and a resource without metadata gets a name all the same', () => {
    const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    object(new Chart(app, 'a'), 'o').addJsonPatch(JsonPatch.remove('/metadata'));
    expect(renderWorkloads(app, 'cdk8s').map(({ path }) => path)).toEqual(['ConfigMap.undefined.k8s.yaml']);
  });
});

describe("A dependency that cannot be met is told in cdk8s' words", () => {
  function chain(...links: readonly (readonly [string, string])[]) {
    return (app: App) => {
      const chart = new Chart(app, 'web', {} satisfies ChartProps);
      for (const id of new Set(links.flat())) object(chart, id);
      for (const [from, to] of links) chart.node.findChild(from).node.addDependency(chart.node.findChild(to));
    };
  }

  test.each([
    ['two objects', chain(['a', 'b'], ['b', 'a']), 'web/a => web/b => web/a'],
    ['three objects', chain(['a', 'b'], ['b', 'c'], ['c', 'a']), 'web/a => web/b => web/c => web/a'],
    ['a cycle that others lead to', chain(['x', 'b'], ['a', 'b'], ['b', 'a'], ['b', 'y']), 'web/b => web/a => web/b'],
    ['a way with a dead end', chain(['a', 'd'], ['a', 'b'], ['b', 'a'], ['d', 'e']), 'web/a => web/b => web/a'],
  ])('for %s', (_, build, way) => {
    expect(ours(build)).toBe(`${CYCLE}${way}`);
    expect(plain(build)).toBe(ours(build));
  });

  test('for two charts, and for two scopes with many objects', () => {
    const charts = (app: App) => {
      const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
      a!.addDependency(b!);
      object(b!, 'o').addDependency(object(a!, 'o'));
    };
    expect(ours(charts)).toBe(plain(charts));
    const scopes = (app: App) => {
      const chart = new Chart(app, 'web');
      const [a, b] = ['a', 'b'].map((id) => new Construct(chart, id));
      for (const id of ['1', '2', '3']) [a!, b!].forEach((scope) => object(scope, id));
      b!.node.addDependency(a!.node.findChild('2'));
      a!.node.findChild('3').node.addDependency(b!);
      a!.node.findChild('2').node.addDependency(a!.node.findChild('3'));
    };
    expect(ours(scopes)).toMatch(/^Dependency cycle detected: (\S+) => .* => \1$/);
    expect(comparable(plain(scopes))).toBe(CYCLE);
  });

  test('also for an object that depends on itself, which cdk8s drops without a word', () => {
    expect(ours(chain(['a', 'a']))).toBe(`${CYCLE}web/a => web/a`);
    expect(plain(chain(['a', 'a']))).toEqual({ 'web.k8s.yaml': '' });
  });

  test('for a construct outside of all charts', () => {
    const build = (app: App) => new Chart(app, 'web').node.addDependency(new Construct(app, 'cluster'));
    expect(ours(build)).toBe('cannot find a parent chart (directly or indirectly)');
    expect(plain(build)).toBe(ours(build));
  });

  test('for an object that cannot be rendered', () => {
    const build = (app: App) => void object(new Chart(app, 'web'), 'a', { data: { at: new Date(0) } });
    expect(ours(build)).toMatch(/^Failed serializing construct at path 'web\/a'/);
    expect(plain(build)).toBe(ours(build));
  });
});

describe('Everything is done once', () => {
  afterEach(() => jest.restoreAllMocks());

  function grown(charts: number, objects: number, outdir?: string): App {
    const app = new App({ outdir });
    for (let c = 0; c < charts; c += 1) {
      const chart = new Chart(app, `c${c}`);
      for (let o = 0; o < objects; o += 1) {
        const each = object(chart, `o${o}`);
        if (o > 0) each.addDependency(chart.node.findChild('o0'));
      }
    }
    return app;
  }

  /** Layers of two, where each depends on both of the layer before. */
  function layered(layers: number): App {
    const app = new App();
    const chart = new Chart(app, 'web');
    let before: ApiObject[] = [];
    for (let layer = 0; layer < layers; layer += 1) {
      const both = ['a', 'b'].map((id) => object(chart, `${id}${layers - layer}`));
      both.forEach((each) => each.addDependency(...before));
      before = both;
    }
    return app;
  }

  test('each construct is validated once, whose complaints read as those of cdk8s', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'render-'));
    const app = grown(3, 0, outdir);
    let asked = 0;
    for (const { node } of app.node.findAll()) {
      node.addValidation({ validate: () => [`first ${(asked += 1)}`, 'second'] });
    }
    expect(validateOnce(app)).toEqual([
      ...['[] first 1', '[] second', '[c0] first 2', '[c0] second'],
      ...['[c1] first 3', '[c1] second', '[c2] first 4', '[c2] second'],
    ]);
    const error = `Validation failed with the following errors:\n  ${validateOnce(app).join('\n  ')}`;
    asked = 4;
    expect(() => app.synth()).toThrow(error);
    rmSync(outdir, { recursive: true });
  });

  test('each object is rendered once, and dependencies are read once from each construct', () => {
    const app = grown(20, 5);
    const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
    const read = jest.spyOn(Node.prototype, 'dependencies', 'get');
    const validated = jest.spyOn(Node.prototype, 'validate');
    renderWorkloads(app, 'cdk8s');
    expect(rendered).toHaveBeenCalledTimes(100);
    expect(read).toHaveBeenCalledTimes(121);
    expect(validated).not.toHaveBeenCalled();
    validateOnce(app);
    expect(validated).toHaveBeenCalledTimes(121);
  });

  test.each([12, 60, 200])('%i layers of dependencies come to an end, in order', (layers) => {
    const names = objectsOf(renderWorkloads(layered(layers), 'cdk8s')).map(({ construct }) => construct.node.id);
    expect(names).toEqual(
      Array.from({ length: layers }, (_, at) => ['a', 'b'].map((id) => `${id}${layers - at}`)).flat(),
    );
  });

  test('a long chain, and a cycle at its end, do not exhaust the stack', () => {
    const app = new App();
    const chart = new Chart(app, 'web');
    const chain = Array.from({ length: 5000 }, (_, index) => object(chart, `o${index}`));
    for (const [index, each] of chain.slice(1).entries()) chain[index]!.addDependency(each);
    expect(objectsOf(renderWorkloads(app, 'cdk8s'))[0]!.construct).toBe(chain[4999]);
    chain[4999]!.addDependency(chain[4998]!);
    expect(() => renderWorkloads(app, 'cdk8s')).toThrow(
      'Dependency cycle detected: web/o4998 => web/o4999 => web/o4998',
    );
  });

  test('nothing is written', () => {
    const outdir = join(tmpdir(), 'render-nothing');
    const app = new App({ outdir });
    object(new Chart(app, 'web'), 'a');
    renderWorkloads(app, 'cdk8s');
    expect(() => statSync(outdir)).toThrow('ENOENT');
  });
});

function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // The error is compared where the same is done again.
  }
}
