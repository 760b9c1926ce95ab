import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { parse } from 'yaml';
import { filesBelow } from './support/files';

// The examples import the package by its name, as they do where it is installed.
jest.mock('cdk8s-k3d', () => jest.requireActual('../lib'), { virtual: true });

const examples = join(__dirname, '../examples');
const distOf = (example: string) => join(examples, example, 'dist');
const buildOf = (example: string) =>
  (jest.requireActual(join(examples, example, 'main')) as { build: (outdir: string) => App }).build;

describe.each(['gitops-argocd', 'gitops-flux'])('examples/%s', (example) => {
  test('writes the dist/ that is committed, byte for byte', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'example-'));
    buildOf(example)(outdir).synth();
    const files = filesBelow(outdir);
    expect(files).toEqual(filesBelow(distOf(example)));
    for (const file of files) {
      expect(readFileSync(join(outdir, file), 'utf8')).toBe(readFileSync(join(distOf(example), file), 'utf8'));
    }
    rmSync(outdir, { recursive: true });
  });

  test('has one folder a chart, with nothing in it but objects whose namespace is made or said to be there', () => {
    const namespaces = objectsIn(example, '00-namespaces').map(({ metadata }) => metadata.name);
    expect(namespaces).toEqual(['blog', 'shop']);
    const tool = example === 'gitops-flux' ? 'flux' : 'argocd';
    expect(chartsOf(example)).toEqual(['00-namespaces', tool, 'blog', 'shop'].sort());
    for (const chart of ['blog', 'shop']) {
      const objects = objectsIn(example, chart);
      expect(objects.map(({ kind }) => kind)).toEqual(['Deployment', 'Ingress', 'Service']);
      expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set([chart]));
    }
  });
});

test('Argo CD is given every chart, and neither cluster/ nor access/', () => {
  const [set] = objectsIn('gitops-argocd', 'argocd');
  expect(set).toMatchObject({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' });
  const [{ git }] = set.spec.generators;
  expect(git.directories.filter(({ exclude }: { exclude?: boolean }) => !exclude)).toEqual([{ path: 'dist/*' }]);
  const excluded = git.directories.flatMap(({ path, exclude }: Directory) => (exclude ? [path] : []));
  const folders = foldersIn(distOf('gitops-argocd')).map((folder) => `dist/${folder}`);
  expect(folders.filter((folder) => !excluded.includes(folder))).toEqual(
    chartsOf('gitops-argocd').map((chart) => `dist/${chart}`),
  );
  const { source } = set.spec.template.spec;
  expect([source.repoURL, source.targetRevision]).toEqual([git.repoURL, git.revision]);
});

test('Flux is given every chart, the namespaces first', () => {
  const objects = objectsIn('gitops-flux', 'flux');
  const readers = objects.filter(({ kind }) => kind === 'Kustomization');
  const [repository] = objects.filter(({ kind }) => kind === 'GitRepository');
  expect(readers.map(({ spec }) => spec.path)).toEqual(chartsOf('gitops-flux').map((chart) => `./dist/${chart}`));
  for (const { metadata, spec } of readers) {
    expect(spec.sourceRef).toEqual({ kind: 'GitRepository', name: repository.metadata.name });
    const after = ['blog', 'shop'].includes(metadata.name) ? [{ name: '00-namespaces' }] : undefined;
    expect(spec.dependsOn).toEqual(after);
  }
});

interface Directory {
  readonly path: string;
  readonly exclude?: boolean;
}

const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** Folders that hold objects for Kubernetes. */
const chartsOf = (example: string) =>
  foldersIn(distOf(example)).filter((folder) =>
    readdirSync(join(distOf(example), folder)).some((file) => file.endsWith('.k8s.yaml')),
  );

const objectsIn = (example: string, chart: string) =>
  filesBelow(join(distOf(example), chart)).map((file) => {
    expect(file).toMatch(/^[^/]+\.k8s\.yaml$/);
    return parse(readFileSync(join(distOf(example), chart, file), 'utf8'));
  });
