import { bitsOf } from '../../ip';
import { list } from '../../plain';
import { LAST_PORT } from '../../port';
import { misplaced, show, wrong } from '../fault';
import { cidr } from '../formats';
import { isGiven, textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';
import { beside } from './presence';
import { PROTOCOLS, aPort, filled, portOrName, wordOf } from './values';

const peer: TypeLaw = ({ ipBlock, podSelector, namespaceSelector }, path, say) => {
  const selector = isGiven(podSelector) ? 'podSelector' : isGiven(namespaceSelector) ? 'namespaceSelector' : undefined;
  if (isGiven(ipBlock) && selector !== undefined) say(beside(path, 'ipBlock', selector, 'a peer'));
  if (isGiven(ipBlock) || selector !== undefined) return;
  say({
    path,
    says: 'names nobody: a peer is chosen by podSelector, namespaceSelector or ipBlock.',
    remedy: 'Add podSelector.',
  });
};

/** What is taken out of a range lies in it, and leaves something over. */
const exceptions: TypeLaw = ({ cidr: whole, except }, path, say) => {
  const each = list(except);
  const outer = each.length === 0 ? undefined : prefixOf(whole);
  if (outer === undefined) return;
  for (let index = 0; index < each.length; index++) {
    const inner = prefixOf(each[index]);
    if (inner === undefined || (inner.version === outer.version && isPart(inner.bits, outer.bits))) continue;
    const remedy = `Write a smaller range within ${show(whole)}, or leave it out.`;
    say(wrong(`${path}.except[${index}]`, each[index], `it is no smaller range within cidr, ${show(whole)}`, remedy));
  }
};

const isPart = (inner: string, outer: string) => inner.length > outer.length && inner.startsWith(outer);

/** The bits that all addresses of a range share; undefined where it cannot be read at one glance. */
function prefixOf(range: unknown): { readonly version: 4 | 6; readonly bits: string } | undefined {
  const [address, length] = textIn(range).split('/') as [string, string?];
  const version = address.includes(':') ? 6 : 4;
  if (cidr(textIn(range)) !== undefined || (version === 6 && address.includes('.'))) return undefined;
  return { version, bits: bitsOf(address).slice(0, Number(length)) };
}

const TYPES = ['Ingress', 'Egress'];

const policyTypes: TypeLaw = ({ policyTypes: each }, path, say) => {
  const { length } = list(each);
  if (length <= TYPES.length) return;
  const remedy = 'Write each of them once.';
  say({ path: `${path}.policyTypes`, says: `has ${length} entries: there are ${TYPES.length} types.`, remedy });
};

const policyPort: TypeLaw = ({ port, endPort }, path, say) => {
  if (typeof endPort !== 'number') return;
  if (typeof port !== 'number')
    say(misplaced(`${path}.endPort`, 'port is no number', 'Write the first port as a number.'));
  else if (endPort < port)
    say(wrong(`${path}.endPort`, endPort, `it is less than port, ${port}`, `Write ${port} or more.`));
  else if (endPort > LAST_PORT) aPort(endPort, `${path}.endPort`, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'NetworkPolicySpec.policyTypes': wordOf(...TYPES),
  'NetworkPolicyPort.port': portOrName,
  'NetworkPolicyPort.protocol': wordOf(...PROTOCOLS),
  'IPBlock.cidr': filled(cidr),
  'IPBlock.except': filled(cidr),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  NetworkPolicyPeer: peer,
  IPBlock: exceptions,
  NetworkPolicyPort: policyPort,
  NetworkPolicySpec: policyTypes,
};
