import { list, record, type Plain } from '../../plain';
import { missing, show, wrong } from '../fault';
import { ip } from '../formats';
import { isGiven, says, textIn } from '../read';
import { otherAddresses } from '../server';
import { type FieldLaw, type TypeLaw, all } from './law';
import { filled, spelled, wordOf } from './values';

/** The list of addresses begins with the one address. */
const first: TypeLaw = ({ clusterIP, clusterIPs }, path, say) => {
  const [address] = list(clusterIPs);
  if (textIn(address) === '') return;
  if (!says(clusterIP)) {
    say(missing(`${path}.clusterIP`, 'it says the first of clusterIPs too', `Add clusterIP: ${show(address)}.`));
  } else if (typeof clusterIP === 'string' && address !== clusterIP) {
    const why = `it differs from clusterIP, ${show(clusterIP)}`;
    say(wrong(`${path}.clusterIPs[0]`, address, why, `Write ${show(clusterIP)}.`));
  }
};

/** Without a word, a Service has one address; one that is headless and picks no pods takes what its pods have. */
const policy: TypeLaw = (spec, path, say) => {
  const two = ['ipFamilies', 'clusterIPs'].find((key) => list(spec[key]).length === 2);
  if (two === undefined) return;
  const { ipFamilyPolicy, clusterIP, selector } = spec;
  const field = `${path}.ipFamilyPolicy`;
  const picks = Object.keys(record(selector)).length > 0;
  if (ipFamilyPolicy === 'SingleStack') {
    say(wrong(field, ipFamilyPolicy, `${two} has two entries`, 'Write "PreferDualStack".'));
  } else if (!isGiven(ipFamilyPolicy) && (picks || clusterIP !== 'None')) {
    say(missing(field, `${two} has two entries`, 'Add ipFamilyPolicy: PreferDualStack.'));
  }
};

const isAddress = (value: unknown): value is string => ip(textIn(value)) === undefined;
const familyOf = (address: string) => (address.includes(':') ? 'IPv6' : 'IPv4');

/** The addresses that a Service asks for, and where each stands. */
const asked = ({ clusterIP, clusterIPs }: Plain, path: string): readonly (readonly [string, unknown])[] =>
  says(clusterIPs)
    ? list(clusterIPs).map((address, index) => [`${path}.clusterIPs[${index}]`, address])
    : [[`${path}.clusterIP`, clusterIP]];

/** Each family once, and each address of the family that stands at the same place. */
const families: TypeLaw = (spec, path, say) => {
  const wanted = list(spec.ipFamilies);
  if (wanted.length === 0) return;
  if (wanted[0] === wanted[1]) {
    say(wrong(`${path}.ipFamilies[1]`, wanted[1], 'each family stands here once', 'Remove one of the two.'));
  }
  asked(spec, path).forEach(([field, address], index) => {
    const family = textIn(wanted[index]);
    if (family === '' || !isAddress(address) || familyOf(address) === family) return;
    say(wrong(field, address, `ipFamilies says ${family} here`, `Write an address of ${family}.`));
  });
};

/** Two addresses at most, one of each family. */
const pair: TypeLaw = (spec, path, say) => {
  const each = list(spec.clusterIPs);
  if (each.length < 2) return;
  if (each.length > 2) {
    const many = `has ${each.length} entries: a Service has two addresses at most.`;
    return say({ path: `${path}.clusterIPs`, says: many, remedy: 'Write one address of each family.' });
  }
  const [one, other] = each;
  const field = `${path}.clusterIPs[1]`;
  if (one === 'None' || other === 'None') {
    say(
      wrong(`${path}.clusterIPs[${one === 'None' ? 0 : 1}]`, 'None', '"None" stands alone', 'Remove one of the two.'),
    );
  } else if (isAddress(one) && isAddress(other) && familyOf(one) === familyOf(other)) {
    say(wrong(field, other, `the first one is of ${familyOf(one)} too`, 'Write an address of the other family.'));
  }
};

const OF_K3S = /^0*10\.0*43\./;
const ALONE = 'the cluster has addresses of IPv4 alone';

/** Only a cluster that was told so has addresses of IPv6, or others than k3s takes by itself. */
const ofK3s: TypeLaw = (spec, path, say) => {
  const { ipFamilyPolicy, clusterIP, selector, ipFamilies } = spec;
  // Nothing hands out an address here.
  if (clusterIP === 'None' && Object.keys(record(selector)).length === 0) return;
  const refuse = (field: string, value: unknown, remedy: string, why = ALONE) =>
    say({ ...wrong(field, value, why, remedy), takenBy: otherAddresses });
  if (ipFamilyPolicy === 'RequireDualStack')
    refuse(`${path}.ipFamilyPolicy`, ipFamilyPolicy, 'Write "PreferDualStack".');
  list(ipFamilies).forEach((family, index) => {
    if (family === 'IPv6') refuse(`${path}.ipFamilies[${index}]`, family, 'Remove it.');
  });
  for (const [field, address] of asked(spec, path)) {
    if (!isAddress(address) || OF_K3S.test(address)) continue;
    if (familyOf(address) === 'IPv6') refuse(field, address, 'Remove it.');
    else refuse(field, address, 'Remove it.', 'Services have addresses of 10.43.0.0/16');
  }
};

/** What a Service has to obey in its own addresses. */
export const addresses = all(first, policy, families, pair, ofK3s);

const address =
  (law: FieldLaw): FieldLaw =>
  (value, path, say) => {
    if (value !== 'None') law(value, path, say);
  };

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ServiceSpec.clusterIP': address(spelled(ip)),
  'ServiceSpec.clusterIPs': address(filled(ip)),
  'ServiceSpec.ipFamilies': wordOf('IPv4', 'IPv6'),
  'ServiceSpec.ipFamilyPolicy': wordOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
};
