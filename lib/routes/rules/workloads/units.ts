import { record } from '../../plain';
import { podsOf } from '../../pods';
import { amountOf } from '../../quantity';
import { show } from '../../schema/fault';
import type { Rule } from '../rule';
import { aboutObject } from '../speak';

/** An amount that no container means, and what may be meant. */
interface Slip {
  readonly why: string;
  readonly meant: string;
}

/** No program fits into so few bytes. */
const LITTLE = 2 ** 20;

/** Nobody writes more of them as `Mi`. */
const MEBIBYTES = 4096;

/** More processors than a node has. */
const MANY = 100;

interface Resource {
  readonly name: string;
  /** An amount that nobody means. */
  readonly odd: (amount: number) => boolean;
  readonly slip: (amount: number, digits: string) => Slip;
}

const RESOURCES: readonly Resource[] = [
  {
    name: 'memory',
    odd: (amount) => amount > 0 && amount < LITTLE,
    slip: (amount, digits) => ({
      why: amount < 1 ? 'less than a byte' : `${Math.round(amount)} bytes`,
      meant: Number(digits) > MEBIBYTES ? '128Mi' : `${digits}Mi`,
    }),
  },
  {
    name: 'cpu',
    odd: (amount) => amount >= MANY,
    slip: (amount, digits) => ({ why: `${Math.round(amount)} processors`, meant: `${digits}m` }),
  },
];

const KINDS = ['requests', 'limits'] as const;

/** `memory: 128m` is an eighth of a byte, and `cpu: 100Mi` a hundred million processors. */
export const resourceUnitMistaken: Rule = {
  id: 'resource-unit-mistaken',
  title: 'A request or limit has the unit of another resource, or none',
  *check(site) {
    for (const { object, containers } of podsOf(site)) {
      for (const { json, name, path } of containers) {
        const said = record(json.resources);
        for (const kind of KINDS) {
          const amounts = record(said[kind]);
          for (const resource of RESOURCES) {
            const quantity = amounts[resource.name];
            const slip = slipIn(resource, quantity);
            if (!slip) continue;
            yield* aboutObject(object, {
              level: 'warning',
              path: `${path}.resources.${kind}.${resource.name}`,
              message: `Container "${name}" ${kind === 'limits' ? 'may have' : 'asks for'} ${show(quantity)} of ${resource.name}, which is ${slip.why}.`,
              remedy: `Write an amount such as "${slip.meant}".`,
            });
          }
        }
      }
    }
  },
};

function slipIn({ odd, slip }: Resource, quantity: unknown): Slip | undefined {
  const amount = amountOf(quantity);
  if (amount === undefined || !odd(amount)) return undefined;
  const [digits] = /[\d.]+/.exec(`${quantity as string | number}`)!;
  return slip(amount, digits);
}
