import type { Named } from '../named';
import { at, isRecord, list, merge, record, text, texts, type Plain } from '../plain';
import { readYaml } from '../yaml/parse';
import { innerPortOf, redirectPaths } from './traefik-versions';

/** What the app tells the chart of the Traefik that k3s brings, on top of what the chart says by itself. */
export interface ChartValues {
  readonly values: Plain;
  /** A setting of Traefik: by an argument, else by the value that has the same path. */
  readonly setting: (path: string) => unknown;
}

/** The ports of the chart, for a minor version of Kubernetes, and the listener of its Gateway. */
const usual = (minor?: number): Plain => ({
  ports: {
    web: { port: 8000, exposedPort: 80, expose: { default: true } },
    websecure: { port: 8443, exposedPort: 443, expose: { default: true } },
    traefik: { port: innerPortOf(minor) },
    metrics: { port: 9100 },
  },
  gateway: { listeners: { web: { port: 8000, protocol: 'HTTP' } } },
});

/** What a chart is told, in the order in which it counts; undefined where some of it stands where nobody sees it. */
export function givenValues({ valuesContent, values, valuesSecrets }: Plain): readonly unknown[] | undefined {
  const read = readYaml(text(valuesContent) ?? '');
  return read && list(valuesSecrets).length === 0 ? [read.value, values] : undefined;
}

/** The values that a HelmChartConfig leads to; undefined where they cannot be read. */
export function chartValuesOf(config: Named | undefined, minor?: number): ChartValues | undefined {
  const given = givenValues(record(config?.json.spec));
  if (!given) return undefined;
  const values = given.filter(isRecord).reduce<Plain>((under, over) => record(merge(under, over)), usual(minor));
  const args = argumentsOf(values);
  return { values, setting: (path) => args.get(path.toLowerCase()) ?? lastOf(values, path) };
}

/** True for a setting that turns something on, as a value or as an argument says it. */
export const isOn = (said: unknown): boolean => said === true || said === 'true';

export const isOff = (said: unknown): boolean => said === false || said === 'false';

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

export const redirectsOf = (port: Plain, minor?: number): readonly Redirect[] =>
  redirectPaths(minor).flatMap(({ path, isMade }) => {
    const said = lastOf(port, path);
    const to = text(said) ?? text(record(said).port) ?? text(record(record(said).entryPoint).to);
    return to === undefined ? [] : { path, to, isMade };
  });
