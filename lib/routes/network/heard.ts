import { record } from '../plain';
import { templateOf } from '../pods';
import type { End } from './ends';
import { spokenByImage } from './servers';
import { spokenTo } from './spoken';
import type { Followed } from './targets';
import type { WebRule } from './web-rules';
import type { Workload } from './workloads';

/** What the pods at the end of a way speak. */
export interface Heard {
  readonly scheme: string;
  /** What tells it. */
  readonly by: string;
  /** The port of their Service at which Traefik speaks so by itself. */
  readonly instead?: number;
  /** It is nothing of HTTP, and no controller of the web speaks it. */
  readonly isForeign?: true;
}

/** What the port of the pods says of itself; undefined where neither image nor name nor a probe nor its number tells. */
function heardBy({ workloads, port }: End): Heard | undefined {
  for (const image of workloads.flatMap(({ images }) => images)) {
    const scheme = spokenByImage(image, port!);
    if (scheme !== undefined) return { scheme, by: `its image "${image}"`, isForeign: true };
  }
  for (const { ports } of workloads) {
    for (const { name, number } of ports) {
      if (number !== port || name === undefined) continue;
      const [scheme] = /^(https?(?=-|$)|h2c$|grpc$)/.exec(name) ?? [];
      if (scheme !== undefined) return { scheme: scheme === 'grpc' ? 'h2c' : scheme, by: `its name "${name}"` };
    }
  }
  if (workloads.some((one) => isAskedByGrpc(one, port!))) return { scheme: 'h2c', by: 'its probe over gRPC' };
  const scheme = BY_NUMBER.get(port!);
  return scheme === undefined ? undefined : { scheme, by: 'its number' };
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** A kubelet asks it over gRPC whether it is well. */
const isAskedByGrpc = ({ facts }: Workload, port: number): boolean =>
  templateOf(facts).containers.some(({ json }) =>
    PROBES.some((probe) => record(record(json[probe]).grpc).port === port),
  );

/** Others are used for both: 8080 of one server speaks http and https alike. */
const BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [80, 'http'],
  [443, 'https'],
]);

/** The same pods are asked over http at another port of their Service; some of them understand both. */
function besides({ service, port }: Followed, rule: WebRule): Heard | undefined {
  const other = service.ports.find(
    (one) => one !== port && one.target === port.target && spokenTo({ service, port: one }, rule) === 'http',
  );
  return (
    other && { scheme: 'http', by: `port ${other.port} of the Service, which leads to it too`, instead: other.port }
  );
}

/** What the pods speak, where Traefik speaks something else to them. */
export function misheard(target: Followed, rule: WebRule, end: End, isTrusted: boolean): Heard | undefined {
  const spoken = spokenTo(target, rule);
  if (end.port === undefined || !/^https?$/.test(spoken)) return undefined;
  const heard = heardBy(end);
  if (!heard) return spoken === 'https' && !isTrusted ? besides(target, rule) : undefined;
  // Programs of gRPC may speak TLS themselves.
  const differs = heard.scheme === 'h2c' ? spoken === 'http' : heard.scheme !== spoken;
  return differs ? heard : undefined;
}
