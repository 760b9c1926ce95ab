import { record, text } from '../../plain';
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

const SLIPS: Readonly<Record<string, (amount: number, digits: string) => Slip | undefined>> = {
  memory: (amount, digits) =>
    amount > 0 && amount < LITTLE
      ? {
          why: amount < 1 ? 'less than a byte' : `${Math.round(amount)} bytes`,
          meant: Number(digits) > MEBIBYTES ? '128Mi' : `${digits}Mi`,
        }
      : undefined,
  cpu: (amount, digits) =>
    amount >= MANY ? { why: `${Math.round(amount)} processors`, meant: `${digits}m` } : undefined,
};

/** `memory: 128m` is an eighth of a byte, and `cpu: 100Mi` a hundred million processors. */
export const resourceUnitMistaken: Rule = {
  id: 'resource-unit-mistaken',
  title: 'A request or limit has the unit of another resource, or none',
  *check(site) {
    for (const { object, containers } of podsOf(site)) {
      for (const { json, name, path } of containers) {
        for (const kind of ['requests', 'limits']) {
          for (const [resource, quantity] of Object.entries(record(record(json.resources)[kind]))) {
            const slip = slipIn(resource, quantity);
            if (!slip) continue;
            yield* aboutObject(object, {
              level: 'warning',
              path: `${path}.resources.${kind}.${resource}`,
              message: `Container "${name}" ${kind === 'limits' ? 'may have' : 'asks for'} ${show(quantity)} of ${resource}, which is ${slip.why}.`,
              remedy: `Write an amount such as "${slip.meant}".`,
            });
          }
        }
      }
    }
  },
};

function slipIn(resource: string, quantity: unknown): Slip | undefined {
  const amount = amountOf(quantity);
  const digits = /^[\d.]+/.exec(text(quantity) ?? `${quantity}`)?.[0];
  if (amount === undefined || digits === undefined || !Object.hasOwn(SLIPS, resource)) return undefined;
  return SLIPS[resource]!(amount, digits);
}
