import { ofHelm } from '../../helm';
import { slipOf } from '../../nearest';
import { componentsOf } from '../../network/components';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';

/** The charts that k3s brings, and their namespace. */
const PACKAGED = ['traefik', 'traefik-crd'];
const HOME = 'kube-system';

/** The controller looks for a HelmChart of the same name and namespace, and says nothing where there is none. */
export const helmConfigUnread: Rule = {
  id: 'helm-config-unread',
  title: 'A HelmChartConfig has the name of no chart',
  needsAll: true,
  *check(site) {
    const { traefik, bringsMore } = componentsOf(site.cluster?.config);
    if (bringsMore) return;
    for (const { object, name, namespace } of ofHelm(site, 'HelmChartConfig')) {
      const own = ofHelm(site, 'HelmChart').flatMap((chart) => (chart.namespace === namespace ? chart.name : []));
      const names = namespace === HOME ? [...PACKAGED, ...own] : own;
      if (names.includes(name)) continue;
      const isAway = PACKAGED.includes(name) && traefik === 'yes';
      const slip = slipOf(name, names);
      if (!isAway && slip === undefined && !site.closed) continue;
      const [path, instead] = isAway
        ? (['namespace', `namespace: "${HOME}"`] as const)
        : (['name', slip === undefined ? 'the name and the namespace of a HelmChart' : `"${slip}"`] as const);
      yield* aboutObject(
        object,
        warning(
          `metadata.${path}`,
          `There is no HelmChart ${namespace}/${name}, so nothing reads what this one says.`,
          `Write ${instead}.`,
        ),
      );
    }
  },
};
