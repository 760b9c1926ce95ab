import { record, text, type Plain } from '../plain';
import type { Transport } from '../route';
import { isOn, redirectsOf, type ChartValues } from './chart-values';
import { port, protocol } from './read';

/** A door of Traefik: the port that its Service opens, and what it is called. */
export interface EntryPoint {
  readonly name: string;
  readonly port: number;
  /** The port of its own pod, by which a listener of a Gateway means it. */
  readonly listens: number;
  /** The port of every node that its Service opens, where the chart is told which. */
  readonly nodePort?: number;
  readonly protocol: Transport;
  readonly tls: boolean;
  /** Serves the rules that name no entry point. */
  readonly usual: boolean;
  /** The port of https to which it sends every request on. */
  readonly redirectsTo?: number;
}

/** The entry points that the chart opens for HTTP. */
export const WEB: ReadonlySet<string> = new Set(['web', 'websecure']);

/** The entry points where Traefik tells of itself, whatever rules say. */
export const INNER: ReadonlySet<string> = new Set(['traefik', 'metrics']);

/** Every port of the chart that its Service opens. */
export function entryPointsOf(chart: ChartValues, minor?: number): readonly EntryPoint[] {
  const ports = Object.entries(record(chart.values.ports)).map(([name, said]) => [name, record(said)] as const);
  const flagged = ports.flatMap(([name, { asDefault }]) =>
    isOn(chart.setting(`entryPoints.${name}.asDefault`) ?? asDefault) ? name : [],
  );
  return ports.flatMap(([name, said]): readonly EntryPoint[] => {
    const { expose } = said;
    const number = exposedPortOf(said);
    if (number === undefined || !(expose === true || record(expose).default === true)) return [];
    const transport = protocol(said.protocol);
    const secure = record(said.tls ?? record(said.http).tls).enabled;
    const point: EntryPoint = {
      name,
      port: number,
      listens: port(said.port) ?? number,
      nodePort: port(said.nodePort),
      protocol: transport,
      tls: typeof secure === 'boolean' ? secure : name === 'websecure',
      // Rules of UDP are asked at every door for it.
      usual: transport === 'udp' || (flagged.length > 0 ? flagged.includes(name) : name !== 'traefik'),
      redirectsTo: redirectOf(chart, name, said, minor),
    };
    const { enabled, advertisedPort } = record(said.http3);
    if (enabled !== true) return [point];
    const advertised = port(advertisedPort) ?? number;
    // It takes HTTP, and no datagrams of other kinds.
    const http3 = {
      name: `${name}-http3`,
      port: advertised,
      nodePort: undefined,
      protocol: 'udp',
      usual: false,
    } as const;
    return [point, { ...point, ...http3 }];
  });
}

const exposedPortOf = (said: Plain) => port(said.exposedPort) ?? port(said.port);

/** The chart sends on to the port that the Service opens; Traefik itself knows only the one on which it listens. */
function redirectOf({ values, setting }: ChartValues, name: string, said: Plain, minor?: number): number | undefined {
  const ports = record(values.ports);
  const argument = text(setting(`entryPoints.${name}.http.redirections.entryPoint.to`));
  if (argument !== undefined) return port(Number(argument.replace(/^:/, ''))) ?? port(record(ports[argument]).port);
  const made = redirectsOf(said, minor).find(({ isMade }) => isMade);
  return made && (exposedPortOf(record(ports[made.to])) ?? 443);
}
