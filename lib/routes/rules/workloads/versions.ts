import type { Draft } from '../../finding';
import { minorOf } from '../../k3d/k3s-version';
import { GATEWAY_API } from '../../network/gateway/api';
import { networkOf } from '../../network/network';
import { TRAEFIK_CLASS } from '../../network/traefik-names';
import { FIRST_THREE, isSurelyTwo } from '../../network/traefik-versions';
import { namedOf, ofKind, type Named } from '../../named';
import { groupBy, record, text } from '../../plain';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';
import { API_VERSIONS, type ApiVersion } from './api-versions';

const rows = groupBy(
  API_VERSIONS.flatMap((row) => row.kinds.map((kind) => ({ row, kind }))),
  ({ row, kind }) => `${row.apiVersion} ${kind}`,
);

const rowsOf = (apiVersion: string, kind: string) => rows.get(`${apiVersion} ${kind}`) ?? [];

/** An object is written in an apiVersion that the cluster does not serve. */
export const apiNotInVersion: Rule = {
  id: 'api-not-in-version',
  title: 'An apiVersion is not served by the k3s version of the cluster',
  *check(site) {
    const running = runningIn(site);
    if (running === undefined) return;
    const brought = groupsBrought(site);
    for (const named of namedOf(site)) {
      for (const { row } of rowsOf(named.apiVersion, named.kind)) {
        if (!brought(named.group)) yield* notServed(named, row, running);
      }
    }
    if (isSurelyTwo(running.minor) && !running.orNewer && !brought(GATEWAY_API)) yield* gatewaysTooEarly(site, running);
  },
};

/** Their definitions come with Traefik 3, unless somebody applies them before. */
function gatewaysTooEarly(site: Site, { minor }: Running): readonly Draft[] {
  const [first, ...others] = namedOf(site).filter(({ group }) => group === GATEWAY_API);
  // What serves another class brings the definitions.
  const isOther = ofKind(site, 'Gateway').some(({ json }) => record(json.spec).gatewayClassName !== TRAEFIK_CLASS);
  if (!first || isOther) return [];
  const more = others.length === 0 ? '' : `, like ${others.length} more`;
  return aboutObject(first.object, {
    level: heldTo(site, first.object),
    path: 'apiVersion',
    message: `${first.kind} is of the Gateway API${more}, which k3s brings from 1.32.2 on, and this cluster runs 1.${minor}: kubectl finds no match for the kind.`,
    remedy: `Take a k3s image of Kubernetes 1.${FIRST_THREE} or newer, or apply the definitions of the Gateway API before.`,
  });
}

/** What a cluster runs: one minor version, or any from the first on. */
interface Running {
  readonly minor: number;
  readonly orNewer: boolean;
}

/** Without an image, k3d takes the k3s of its own time. */
function runningIn({ cluster }: Site): Running | undefined {
  const minor = minorOf(cluster?.config);
  if (minor !== undefined) return { minor, orNewer: false };
  return cluster && record(cluster.config).image === undefined ? { minor: FIRST_MINOR, orNewer: true } : undefined;
}

/** That of the first k3d which reads such a cluster file. */
const FIRST_MINOR = 26;

function notServed(named: Named, row: ApiVersion, running: Running): readonly Draft[] {
  const { object, kind, apiVersion } = named;
  const { since, until, instead } = row;
  const { minor, orNewer } = running;
  if (isGoing(named, row, running)) {
    return aboutObject(object, {
      level: 'warning',
      path: 'apiVersion',
      message: `${kind} of "${apiVersion}" is served up to Kubernetes 1.${until! - 1}, and the cluster states no image: a newer k3d brings a newer one.`,
      remedy: `Write apiVersion: "${instead}", which all of them serve.`,
    });
  }
  const gone = until !== undefined && minor >= until;
  const early = since !== undefined && minor < since && !orNewer;
  if (!gone && !early) return [];
  const other = instead ? `Write apiVersion: "${instead}".` : undefined;
  return aboutObject(object, {
    level: 'error',
    path: 'apiVersion',
    message: gone
      ? `${kind} of "${apiVersion}" is served up to Kubernetes 1.${until - 1}, and this cluster runs 1.${minor}${orNewer ? ' or newer' : ''}.`
      : `${kind} of "${apiVersion}" is served from Kubernetes 1.${since}, and this cluster runs 1.${minor}.`,
    remedy:
      other ??
      (gone ? `Leave the ${kind} out: Kubernetes has none any more.` : `Take a k3s image of Kubernetes 1.${since}.`),
  });
}

/** It depends on k3d whether the cluster serves it, and something else is served whatever k3d brings. */
function isGoing({ kind }: Named, { until, instead }: ApiVersion, { minor, orNewer }: Running): boolean {
  if (!orNewer || until === undefined || until <= minor) return false;
  return rowsOf(`${instead}`, kind).some(({ row }) => row.since !== undefined && row.since <= minor);
}

/** Groups that do not come with k3s alone: the app defines them, or may bring a Traefik of its own. */
function groupsBrought(site: Site): (group: string) => boolean {
  const defined = new Set(ofKind(site, 'CustomResourceDefinition').map(({ json }) => text(record(json.spec).group)));
  const { others, components } = networkOf(site);
  const ownTraefik = others.ingressController || components.traefik !== 'yes';
  return (group) => defined.has(group) || (ownTraefik && (group.startsWith('traefik.') || group === GATEWAY_API));
}
