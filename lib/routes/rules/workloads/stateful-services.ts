import { ofKind } from '../../named';
import { networkOf } from '../../network/network';
import { record, text } from '../../plain';
import { madeBy } from '../../made';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

/** The pods of a StatefulSet get names of their own from the Service that it names. */
export const statefulsetServiceMissing: Rule = {
  id: 'statefulset-service-missing',
  title: 'A StatefulSet names a Service that is not there, so its pods have no names of their own',
  needsAll: true,
  *check(site) {
    const { services, selection, workloads } = networkOf(site);
    for (const { object, json, name, namespace } of ofKind(site, 'StatefulSet')) {
      const wanted = text(record(json.spec).serviceName);
      const here = services.filter((service) => service.namespace === namespace);
      if (wanted === undefined || here.some((service) => service.name === wanted)) continue;
      if (madeBy(site).elsewhere('Service', `${namespace}`, wanted)) continue;
      const own = workloads.find(({ facts }) => facts === object);
      const meant = here.find(
        ({ selector }) => own && selector && selection.select(`${namespace}`, selector).includes(own),
      );
      yield* aboutObject(object, {
        // Many a StatefulSet needs no such names.
        level: meant ? 'warning' : 'info',
        path: 'spec.serviceName',
        message: `serviceName is "${wanted}", and namespace "${namespace}" has no such Service, so no pod answers to "${name}-0.${wanted}".`,
        remedy: meant
          ? `Write serviceName: ${meant.name}, which selects its pods.`
          : `Add a Service "${wanted}" with clusterIP: None that selects its pods.`,
      });
    }
  },
};
