import { ofKind } from '../../named';
import { label } from '../../network/labels';
import { memo, record } from '../../plain';
import { ENFORCE, lacksOf, type Standard } from '../../pod-security';
import { podsOf } from '../../pods';
import { someOf } from '../../some-of';
import type { Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

const MOST = 4;

/** A namespace refuses pods for what they may do. */
export const podSecurityRefusesPods: Rule = {
  id: 'pod-security-refuses-pods',
  title: 'A namespace refuses pods that do not meet its security standard',
  *check(site) {
    for (const { object, namespace, path, kind, ...pods } of podsOf(site)) {
      const standard = standardsOf(site).get(namespace);
      const lacks = standard ? lacksOf(pods, standard) : [];
      if (lacks.length === 0) continue;
      yield* aboutObject(object, {
        level: 'error',
        stops: { of: [object], status: 'broken' },
        path,
        message: `Namespace ${namespace} enforces the security standard "${standard}", so ${kind === 'Pod' ? 'it is' : 'its pods are'} refused for ${someOf(lacks, MOST)}.`,
        remedy: `${REMEDY[standard!]}, or write ${ENFORCE}: ${standard === 'restricted' && lacksOf(pods, 'baseline').length === 0 ? 'baseline' : 'privileged'} at the Namespace.`,
      });
    }
  },
};

const REMEDY: Readonly<Record<Standard, string>> = {
  baseline: 'Leave that out',
  restricted:
    'Write securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } } in each container, and leave out what else is named',
};

/** Namespaces of the app that enforce a standard, by their name. */
const standardsOf = memo(
  (site: Site): ReadonlyMap<string, Standard> =>
    new Map(
      ofKind(site, 'Namespace').flatMap(({ name, json }) => {
        const standard = label(record(json.metadata).labels, ENFORCE);
        return standard === 'baseline' || standard === 'restricted' ? [[name, standard] as const] : [];
      }),
    ),
);
