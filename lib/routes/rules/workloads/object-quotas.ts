import type { Draft } from '../../finding';
import { namedOf, ofKind, type Named } from '../../named';
import { nameOf } from '../../names';
import { wishOf } from '../../network/placement';
import { firstOf, groupBy, memo, record, records } from '../../plain';
import { podsOf, type Pods } from '../../pods';
import { amountOf, exceeds } from '../../quantity';
import { SCALED } from '../../scale-target';
import { someOf } from '../../some-of';
import type { ObjectFacts, Site } from '../../world';
import { isBefore } from '../applied';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';
import { isScoped } from './quotas';
import { autoscalerOf } from './scaling';

const MOST = 5;

/** The API makes none of what a quota counts once it is used up. */
export const quotaRefusesObjects: Rule = {
  id: 'quota-refuses-objects',
  title: 'A ResourceQuota has room for fewer objects than its namespace gets',
  *check(site) {
    const quotas = ofKind(site, 'ResourceQuota').filter(({ json }) => !isScoped(record(json.spec)));
    if (quotas.length === 0) return;
    const held = new Set(quotas.map(({ namespace }) => namespace));
    const inHeld = namedOf(site).filter(({ namespace }) => held.has(namespace));
    // What is written twice is one object in the cluster.
    const there = groupBy(
      firstOf(inHeld, ({ object }) => nameOf(object.json)),
      ({ namespace }) => namespace,
    );
    for (const quota of quotas) {
      for (const counted of countedBy(site, quota)) yield* refusedBy(quota, counted, there.get(quota.namespace)!);
    }
  },
};

/** How much an object takes of something; nothing for most. */
type Taker = (named: Named) => number;

/** Something that a quota counts. */
interface Counted {
  /** As the quota says it. */
  readonly said: string;
  readonly name: string;
  readonly limit: number;
  readonly takes: Taker;
  /** What an object makes of it is refused one by one, and not the object itself. */
  readonly isMade: boolean;
}

const countedBy = (site: Site, { json }: Named): readonly Counted[] =>
  Object.entries(record(record(json.spec).hard)).flatMap(([name, hard]) => {
    const limit = amountOf(hard);
    const isMade = name === 'pods' || name === 'count/pods';
    const takes = isMade ? podsMadeIn(site) : takerOf(name);
    return takes && limit !== undefined ? { said: `has ${name}: ${limit}`, name, limit, takes, isMade } : [];
  });

function* refusedBy(quota: Named, counted: Counted, there: readonly Named[]): Iterable<Draft> {
  const { said, name, limit, takes, isMade } = counted;
  const taking = there.filter((each) => takes(each) > 0);
  // What is there before the quota stays.
  const later = taking.filter((each) => !isBefore(each, quota));
  const refused = later.filter((each) => (isMade ? limit < 1 : exceeds(takes(each), limit)));
  const named = `ResourceQuota ${quota.namespace}/${quota.name}`;
  for (const { object, kind } of refused) {
    const what = isMade && kind !== 'Pod' ? 'its pods are refused' : 'the API refuses it';
    yield* aboutObject(object, {
      level: 'error',
      stops: { of: [object], status: 'broken' },
      path: 'metadata.namespace',
      message: `${named} ${said}, so ${what}.`,
      remedy: `Raise ${name} of the quota to ${sumOf(taking, takes)}, or move it to another namespace.`,
    });
  }
  const others = taking.filter((each) => !refused.includes(each));
  const sum = sumOf(others, takes);
  if (!exceeds(sum, limit) || !later.some((each) => others.includes(each))) return;
  // Where the others leave room, some of what it makes is there.
  const open = isMade ? others.filter((each) => sum - takes(each) >= limit) : others;
  yield* aboutObject(quota.object, {
    level: 'warning',
    stops: {
      of: open.map(({ object }) => object),
      status: 'unknown',
      why: `${named} ${said}, and the app asks for ${sum}, so what is refused is not known.`,
    },
    path: `spec.hard[${name}]`,
    message: `It ${said}, and the app asks for ${sum} in namespace ${quota.namespace}, for ${someOf(
      others.map(({ object }) => nameOf(object.json)),
      MOST,
    )}, so what comes last is refused.`,
    remedy: `Write ${sum}, or ask for less.`,
  });
}

const sumOf = (all: readonly Named[], takes: Taker): number => all.reduce((sum, each) => sum + takes(each), 0);

/** What a quota knows by a short name too. */
const SHORT = new Set(['services', 'configmaps', 'secrets', 'persistentvolumeclaims', 'replicationcontrollers']);

/** What is counted of a Service beside the Service itself. */
const OF_SERVICES: ReadonlyMap<string, Taker> = new Map([
  ['services.loadbalancers', ({ json }) => Number(record(json.spec).type === 'LoadBalancer')],
  ['services.nodeports', nodePortsOf],
]);

/** Objects that are counted; quotas are there before they are. */
function takerOf(name: string): Taker | undefined {
  const ofService = OF_SERVICES.get(name);
  if (ofService) return (named) => (isOf(named, 'services', '') ? ofService(named) : 0);
  const [, resource, group = ''] = /^count\/([^.]+)(?:\.(.+))?$/.exec(SHORT.has(name) ? `count/${name}` : name) ?? [];
  if (resource === undefined || resource === 'resourcequotas') return undefined;
  return (named) => Number(isOf(named, resource, group));
}

const isOf = ({ kind, group }: Named, resource: string, ofGroup: string) =>
  group === ofGroup && pluralOf(kind.toLowerCase()) === resource;

/** What the API calls objects of a kind. */
const pluralOf = (kind: string): string =>
  /(s|x|ch)$/.test(kind) ? `${kind}es` : `${kind.replace(/(?<![aeiou])y$/, 'ie')}s`;

/** Every port of a Service counts that gets a port of the nodes, whoever chooses its number. */
function nodePortsOf({ json }: Named): number {
  const { type, ports, allocateLoadBalancerNodePorts } = record(json.spec);
  if (type !== 'NodePort' && type !== 'LoadBalancer') return 0;
  const isAsked = type === 'LoadBalancer' && allocateLoadBalancerNodePorts === false;
  return records(ports).filter(({ nodePort }) => !isAsked || (nodePort ?? 0) !== 0).length;
}

/** How many pods an object surely makes: jobs end, and who is scaled may have none. */
function podsMadeIn(site: Site): Taker {
  const makers = makersIn(site);
  return ({ object }) => {
    const pods = makers.get(object);
    if (!pods || autoscalerOf(site, pods) !== undefined) return 0;
    // Any cluster has a node for those who do not choose.
    if (pods.kind === 'DaemonSet') return wishOf(pods.spec) ? 0 : 1;
    return NUMBERED.has(pods.kind) ? (pods.replicas ?? 1) : 0;
  };
}

/** Kinds that make a number of pods, each of which counts. */
const NUMBERED: ReadonlySet<string> = new Set([...SCALED, 'ReplicationController', 'Pod']);

const makersIn = memo(
  (site: Site): ReadonlyMap<ObjectFacts, Pods> => new Map(podsOf(site).map((pods) => [pods.object, pods])),
);
