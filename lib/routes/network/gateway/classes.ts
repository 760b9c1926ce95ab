import type { Named } from '../../named';
import { record, text } from '../../plain';
import type { Site } from '../../world';
import type { Asked, Classes, Server } from '../asked';
import type { Known } from '../components';
import { byOther, isServedOutside } from '../served-outside';
import { GATEWAY_API, TRAEFIK_CONTROLLER } from './api';
import type { Others } from '../others';
import type { Traefik } from '../traefik';

/** Who serves a class, and why that is not known. */
type Served = Pick<Asked, 'server' | 'why'>;

/** Reads the GatewayClasses of the app beside the one that Traefik brings. */
export function gatewayClassesOf(site: Site, named: readonly Named[], traefik: Traefik, others: Others): Classes {
  const { runs, gateways } = traefik;
  const known = new Map<string, Served>();
  for (const { kind, name } of site.externals) if (kind === 'GatewayClass') known.set(name, { server: 'other' });
  const own = runs === 'yes' ? ownOf(gateways.reads, others) : UNKNOWN;
  for (const { group, kind, name, json } of [...(runs === 'no' ? [] : gateways.brings), ...named]) {
    if (group !== GATEWAY_API || kind !== 'GatewayClass') continue;
    const controller = text(record(json.spec).controllerName) ?? '(no name)';
    const isOwn = controller === TRAEFIK_CONTROLLER && runs !== 'no';
    known.set(name, isOwn ? own : { server: 'other', why: `GatewayClass ${name} is served by ${controller}.` });
  }
  const stranger: Server = runs === 'unknown' || others.gatewayController ? 'unknown' : 'nobody';
  const names = [...known.keys()].sort().join(', ');
  return (rule) => {
    const { through } = rule;
    // Whose Gateway does not stand in the app may be anybody's.
    if (!through) return { ingressClass: '', server: 'unknown', controller: 'Traefik', field: PARENTS };
    const { id, gatewayClass } = through;
    const instead = names === '' ? undefined : `Give ${id} a GatewayClass that is there: ${names}.`;
    const controller = `controller of GatewayClass ${gatewayClass}`;
    const served =
      known.get(gatewayClass) ??
      (stranger === 'nobody' && isServedOutside(site, traefik, rule, gatewayClass === 'traefik', instead)
        ? byOther(controller)
        : { server: stranger });
    return {
      ...served,
      ingressClass: gatewayClass,
      controller: served === own ? 'Traefik' : controller,
      field: PARENTS,
      instead,
    };
  };
}

const UNKNOWN: Served = { server: 'unknown' };

/** Who serves the classes of a Traefik, where that of k3s runs. */
function ownOf(reads: Known, { traefik }: Others): Served {
  // Each has entry points of its own.
  if (traefik) return { server: 'unknown', why: 'Which Traefik serves it is not known: the app has one of its own.' };
  if (reads !== 'unknown') return { server: 'traefik' };
  return { server: 'unknown', why: 'Whether Traefik reads the Gateway API in this cluster is not known.' };
}

const PARENTS = 'spec.parentRefs';
