import { called } from '../../names';
import { ofKind } from '../../named';
import { networkOf } from '../../network/network';
import { groupBy, record } from '../../plain';
import type { ObjectFacts } from '../../world';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';
import { rulesOfTraefik } from './served';

const PREFIX = 'traefik.ingress.kubernetes.io/';

/** The annotations of an object that begin so. */
const beginning = ({ json }: Pick<ObjectFacts, 'json'>, word: string): readonly string[] =>
  Object.keys(record(record(json.metadata).annotations)).filter((name) => name.startsWith(`${PREFIX}${word}.`));

const misplaced = (name: string, reads: string, own: string, remedy: string) =>
  warning(`metadata.annotations[${name}]`, `Traefik reads ${name} of ${reads}, and passes over it on ${own}.`, remedy);

/** What Traefik would read elsewhere, and reads of nobody here. */
export const ingressAnnotationMisplaced: Rule = {
  id: 'ingress-annotation-misplaced',
  title: 'An annotation stands on an object of which Traefik does not read it',
  *check(site) {
    for (const [facts, rules] of groupBy(rulesOfTraefik(site), ({ facts }) => facts)) {
      const services = new Set(rules.flatMap(({ backends }) => backends.map(({ service }) => service)));
      for (const name of beginning(facts, 'service')) {
        const remedy = services.size === 0 ? 'Leave it out.' : `Move it to Service ${[...services].join(', ')}.`;
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
