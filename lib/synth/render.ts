import { ApiObject, type App, Chart, Names, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type AppOrder, type ChartInOrder, orderOf } from './order';
import { alike, type WrittenJson } from '../analysis/json';
import { isNamespaceChart } from '../analysis/namespaces';
import { documents } from '../analysis/yaml';
import type { DistFile } from './dist-file';

/** One Kubernetes object as it is written. */
interface RenderedObject extends WrittenJson {
  /** The ApiObject; the chart, where a chart of the user's own renders something else than its objects. */
  readonly construct: IConstruct;
}

/** A file of dist/, in memory as the objects that it is printed from. */
export interface RenderedFile extends DistFile {
  readonly objects: readonly RenderedObject[];
}

/** Who writes the workloads: we do, or cdk8s, which names their files and knows no folders for clusters. */
export type Writer = 'own' | 'cdk8s';

/**
 * The files that cdk8s' own `App.synth()` would write, in its order, with each object rendered once.
 *
 * Nothing is validated, written or changed. Where cdk8s would write one path twice, both files are here.
 *
 * @param recordMetadata what the app was told of construct-metadata.json, which cdk8s keeps to itself
 */
export function renderWorkloads(app: App, writer: Writer, recordMetadata?: boolean): RenderedFile[] {
  const order = orderOf(app);
  const files = filesOf(app, order, writer);
  return recordsMetadata(recordMetadata) ? [...files, metadataOf(order)] : files;
}

/** What the validations of all constructs complain about, each asked once, in cdk8s' words. */
export function validateOnce(app: App): string[] {
  return app.node.findAll().flatMap(({ node }) => node.validate().map((complaint) => `[${node.path}] ${complaint}`));
}

function filesOf(app: App, { charts, numbered }: AppOrder, writer: Writer): RenderedFile[] {
  const file = (path: string, objects: readonly RenderedObject[]): RenderedFile => ({
    path: path + app.outputFileExtension,
    print: () => documents(objects),
    objects,
  });
  const nameOf = (chart: Chart, index: number) =>
    `${numbered ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return charts.length === 0 ? [] : [file('app', charts.flatMap(rendered))];
    case YamlOutputType.FILE_PER_CHART:
      return charts.map((each, index) => file(nameOf(each.chart, index), rendered(each)));
    case YamlOutputType.FILE_PER_RESOURCE:
      return charts.flatMap((each) => {
        const { chart } = each;
        // Namespaces that we made sort first, where the files are ours to name.
        const prefix = writer === 'own' && isNamespaceChart(chart) ? `${Names.toDnsLabel(chart)}.` : '';
        return rendered(each).flatMap((object) =>
          object.json === undefined
            ? []
            : file(prefix + resourceName(object.json.kind, object.json.metadata?.name), [object]),
        );
      });
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return charts.flatMap(({ chart, objects }, index) =>
        objects.map((construct) =>
          file(`${nameOf(chart, index)}/${resourceName(construct.kind, construct.metadata.name)}`, [
            renderedObject(construct),
          ]),
        ),
      );
    default:
      return [];
  }
}

const renderedObject = (construct: ApiObject): RenderedObject => written(construct, construct.toJson());

function written(construct: IConstruct, rendered: unknown): RenderedObject {
  const { json, tree } = alike(rendered);
  return { construct, json, tree };
}

/** A chart may render itself: `toJson` is public, and cdk8s calls it. */
function rendered({ chart, objects }: ChartInOrder): RenderedObject[] {
  if (chart.toJson === Chart.prototype.toJson) {
    return objects.map(renderedObject);
  }
  const docs = Object.values(chart.toJson());
  return docs.map((json, index) => written(docs.length === objects.length ? objects[index]! : chart, json));
}

function resourceName(kind: unknown, name: unknown): string {
  return `${kind}.${name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function recordsMetadata(said: boolean | undefined): boolean {
  return said ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
}

function metadataOf({ charts }: AppOrder): RenderedFile {
  const resources = Object.fromEntries(
    charts.flatMap(({ objects }) => objects).map(({ name, node }: ApiObject) => [name, { path: node.path }]),
  );
  const print = () => [JSON.stringify({ version: '1.0.0', resources })];
  return { path: 'construct-metadata.json', print, objects: [] };
}
