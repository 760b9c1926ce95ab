import type { Analysis } from '../analysis/analyse';
import type { Finding } from '../routes/finding';
import type { ClusterFacts } from '../routes/world';
import type { PlacedFile } from './files';
import type { RenderedFile, Writer } from './render';
import { SynthError } from './synth-error';

/** With several clusters, each has a folder of its own for kubectl where we write its files. */
export function placedFiles(files: readonly RenderedFile[], { sites }: Analysis, writer: Writer): PlacedFile[] {
  const homes = sites.flatMap(({ site: { cluster, objects } }) =>
    cluster
      ? [{ name: cluster.name, where: cluster.where, objects: new Set<unknown>(objects.map(({ json }) => json)) }]
      : [],
  );
  const taken = homes.filter(({ name }) => OWN_FOLDERS.has(name.toLowerCase()));
  if (homes.length > 1 && taken.length > 0) throw new SynthError(taken.map(takenFolder), []);
  if (homes.length < 2) {
    const folder = files.map(({ path }) => path.replace(/\/.*/, '')).find((name) => OWN_FOLDERS.has(name));
    if (folder !== undefined) throw new SynthError([takenByChart(folder)], []);
    const clusters = homes.map(({ name }) => name);
    return files.map((file) => placedAt(file.path, file, clusters));
  }
  return files.flatMap((file) => {
    const { path, objects } = file;
    const here = homes.filter((home) => objects.some(({ json }) => home.objects.has(json)));
    const whole = here.every((home) => objects.every(({ json }) => home.objects.has(json)));
    if (!whole) throw new SynthError([mixedFile(path, homes.length)], []);
    return here.map(({ name }) => placedAt(writer === 'own' ? `${name}/${path}` : path, file, [name]));
  });
}

const placedAt = (path: string, { print }: RenderedFile, clusters: readonly string[]): PlacedFile => ({
  path,
  print,
  clusters,
});

/** Folders of dist/ that hold something else than what kubectl applies. */
const OWN_FOLDERS: ReadonlySet<string> = new Set(['access', 'cluster']);

const takenFolder = ({ name, where }: Pick<ClusterFacts, 'name' | 'where'>): Finding => ({
  rule: 'cluster-name-invalid',
  level: 'error',
  where,
  message: `Of several clusters each has a folder of its own in dist/, and "${name}" is that of something else.`,
  remedy: 'Write another name.',
});

const takenByChart = (id: string): Finding => ({
  rule: 'property-invalid',
  level: 'error',
  where: id,
  message: `Each chart has a folder of its own in dist/, and "${id}" is that of something else.`,
  remedy: 'Write another id for the chart.',
});

const mixedFile = (path: string, clusters: number): Finding => ({
  rule: 'property-invalid',
  level: 'error',
  where: 'yamlOutputType',
  message: `FILE_PER_APP puts ${clusters} clusters into one file, ${path}.`,
  remedy: 'Use YamlOutputType.FILE_PER_CHART.',
});
