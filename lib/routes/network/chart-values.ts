import type { Named } from '../named';
import { at, isRecord, list, merge, record, text, texts, type Plain } from '../plain';
import { readYaml } from '../yaml/parse';

/** What the app tells the chart of the Traefik that k3s brings, on top of what the chart says by itself. */
export interface ChartValues {
  readonly values: Plain;
  /** A setting of Traefik: by an argument, else by the value that has the same path. */
  readonly setting: (path: string) => unknown;
}

const INNER_NOW = 8080;
const INNER_BEFORE = 9000;
/** The minor version of Kubernetes from which on k3s brings Traefik 3, whose chart has other ports. */
const TRAEFIK_3 = 32;

/** The ports of the chart, for a minor version of Kubernetes, and the listener of its Gateway. */
const usual = (minor: number): Plain => ({
  ports: {
    web: { port: 8000, exposedPort: 80, expose: { default: true } },
    websecure: { port: 8443, exposedPort: 443, expose: { default: true } },
    traefik: { port: minor < TRAEFIK_3 ? INNER_BEFORE : INNER_NOW },
    metrics: { port: 9100 },
  },
  gateway: { listeners: { web: { port: 8000, protocol: 'HTTP' } } },
});

/** The values that a HelmChartConfig leads to; undefined where they cannot be read. */
export function chartValuesOf(config: Named | undefined, minor = TRAEFIK_3): ChartValues | undefined {
  const { valuesContent, values: more, valuesSecrets } = record(config?.json.spec);
  const read = readYaml(text(valuesContent) ?? '');
  if (!read || list(valuesSecrets).length > 0) return undefined;
  const values = [read.value, more]
    .filter(isRecord)
    .reduce<Plain>((under, over) => record(merge(under, over)), usual(minor));
  const args = argumentsOf(values);
  return { values, setting: (path) => args.get(path.toLowerCase()) ?? lastOf(values, path) };
}

/** Arguments without a value turn something on. */
const argumentsOf = ({ globalArguments, additionalArguments }: Plain): ReadonlyMap<string, string> =>
  new Map(
    [...texts(globalArguments), ...texts(additionalArguments)].map((argument) => {
      const [name, ...value] = argument.trim().replace(/^-+/, '').split('=') as [string, ...string[]];
      return [name.toLowerCase(), value.length > 0 ? value.join('=') : 'true'];
    }),
  );

function lastOf(values: Plain, path: string): unknown {
  const dot = path.lastIndexOf('.');
  return (dot < 0 ? values : at(values, path.slice(0, dot)))[path.slice(dot + 1)];
}

/** A setting of a port of the chart that sends requests on. */
export interface Redirect {
  /** Below the port. */
  readonly path: string;
  /** The port that it names. */
  readonly to: string;
  /** False where no chart of this version of k3s makes it. */
  readonly isMade: boolean;
}

/** Where charts have had it, with the first and the last minor version of Kubernetes whose k3s brought one of them. */
const REDIRECTS = [
  { path: 'redirectTo', first: 0, last: 32 },
  { path: 'redirections', first: 32, last: 35 },
  { path: 'http.redirections', first: 32, last: Infinity },
];

export const redirectsOf = (port: Plain, minor?: number): readonly Redirect[] =>
  REDIRECTS.flatMap(({ path, first, last }) => {
    const said = lastOf(port, path);
    const to = text(said) ?? text(record(said).port) ?? text(record(record(said).entryPoint).to);
    const isMade = minor === undefined || (minor >= first && minor <= last);
    return to === undefined ? [] : { path, to, isMade };
  });
