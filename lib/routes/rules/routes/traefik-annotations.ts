import { AppProtocol } from '../../app-protocol';
import { called } from '../../names';
import { ofKind } from '../../named';
import { networkOf } from '../../network/network';
import { fieldName } from '../../field-name';
import { keyOf } from '../../network/origin';
import { serviceAt } from '../../network/services';
import { SERVERS_SCHEME } from '../../network/spoken';
import type { Backend } from '../../network/web-rules';
import { firstOf, groupBy, record, text } from '../../plain';
import type { ObjectFacts, Site } from '../../world';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';
import { rulesOfTraefik } from './served';

const PREFIX = 'traefik.ingress.kubernetes.io/';

/** The annotations of an object that begin so. */
const beginning = ({ json }: Pick<ObjectFacts, 'json'>, word: string): readonly string[] =>
  Object.keys(record(record(json.metadata).annotations)).filter((name) => name.startsWith(`${PREFIX}${word}.`));

const misplaced = (name: string, reads: string, own: string, remedy: string) =>
  warning(`metadata.annotations[${name}]`, `Traefik reads ${name} of ${reads}, and passes over it on ${own}.`, remedy);

/** What pods speak is a property of its own. */
const SPOKEN: ReadonlyMap<string | undefined, string> = new Map(
  Object.entries(AppProtocol).map(([key, value]) => [value, `appProtocol: AppProtocol.${key}`]),
);

/** An annotation of the Service that a construct makes is one of its properties. */
function moveTo(site: Site, name: string, value: string | undefined, backends: readonly Backend[]): string {
  const names: string[] = [];
  const properties: string[] = [];
  for (const { namespace, service } of backends) {
    const facts = serviceAt(networkOf(site).services, namespace, service)?.facts;
    const field = facts?.fields && fieldName(facts.fields, PATH);
    if (!facts || !field || field === PATH) names.push(service);
    else {
      const spoken = name === SERVERS_SCHEME && field === OF_WORKLOAD ? SPOKEN.get(value) : undefined;
      properties.push(`${spoken ?? field} of ${facts.where}`);
    }
  }
  const all = [...(names.length > 0 ? [`Service ${names.join(', ')}`] : []), ...properties];
  return `Move it to ${all.join(' and to ')}.`;
}

const PATH = 'metadata.annotations';
const OF_WORKLOAD = 'serviceAnnotations';

/** What Traefik would read elsewhere, and reads of nobody here. */
export const ingressAnnotationMisplaced: Rule = {
  id: 'ingress-annotation-misplaced',
  title: 'An annotation stands on an object of which Traefik does not read it',
  *check(site) {
    for (const [facts, rules] of groupBy(rulesOfTraefik(site), ({ facts }) => facts)) {
      const misplacedHere = beginning(facts, 'service');
      if (misplacedHere.length === 0) continue;
      const backends = firstOf(
        rules.flatMap((rule) => rule.backends),
        ({ namespace, service }) => keyOf(namespace, service),
      );
      const { annotations } = record(facts.json.metadata);
      for (const name of misplacedHere) {
        const value = text(record(annotations)[name]);
        const remedy = backends.length === 0 ? 'Leave it out.' : moveTo(site, name, value, backends);
        yield* aboutObject(facts, misplaced(name, 'a Service', 'an Ingress', remedy));
      }
    }
    if (networkOf(site).traefik.runs === 'no') return;
    for (const named of ofKind(site, 'Service').filter(({ group }) => group === '')) {
      for (const name of beginning(named, 'router')) {
        const remedy = `Move it to the Ingress that leads to ${called(named)}.`;
        yield* aboutObject(named.object, misplaced(name, 'an Ingress', 'a Service', remedy));
      }
    }
  },
};
