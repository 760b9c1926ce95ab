import { isNear } from '../nearest';
import { record, records, text, type Plain } from '../plain';
import { type Say, wrong } from './fault';
import { lookup } from './read';

/** A field that holds a word of a few. */
type Word = readonly [path: string, said: unknown, known: readonly string[]];

const ROUTES = ['Rule'];
const SERVICES = ['Service', 'TraefikService'];

const servicesIn = (path: string, services: unknown): readonly Word[] =>
  records(services).map(({ kind }, index) => [`${path}[${index}].kind`, kind, SERVICES]);

/** The kinds that an object of Traefik names, whose definitions know no others. */
const WORDS: Readonly<Record<string, (spec: Plain) => readonly Word[]>> = {
  IngressRoute: ({ routes }) =>
    records(routes).flatMap(({ kind, services }, index): readonly Word[] => [
      [`spec.routes[${index}].kind`, kind, ROUTES],
      ...servicesIn(`spec.routes[${index}].services`, services),
    ]),
  TraefikService({ weighted, mirroring }) {
    const { kind, mirrors } = record(mirroring);
    return [
      ...servicesIn('spec.weighted.services', record(weighted).services),
      ['spec.mirroring.kind', kind, SERVICES],
      ...servicesIn('spec.mirroring.mirrors', mirrors),
    ];
  },
};

/** Slips of the pen in an object of Traefik: a newer one may know words that we do not. */
export function traefikFaults(kind: string, object: Plain, say: Say): void {
  for (const [path, said, known] of lookup(WORDS, kind)?.(record(object.spec)) ?? []) {
    const word = text(said);
    if (word === undefined || known.includes(word)) continue;
    const near = known.find((one) => isNear(word, one));
    if (near !== undefined) say(wrong(path, word, 'the API knows no such value', `Write "${near}".`));
  }
}
