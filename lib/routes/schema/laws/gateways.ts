import { wrong } from '../fault';
import { ip } from '../formats';
import { isGiven, textIn } from '../read';
import { absolute, host, plain } from './hosts-and-paths';
import type { FieldLaw, TypeLaw } from './law';
import { filled } from './values';

/** Unlike that of an Ingress it has to say something, and the pattern of its definition takes 10.9.8.7 for a name. */
const named: FieldLaw = (value, path, say) => {
  if (value === '') return filled()(value, path, say);
  const isAddress = ip(value as string) === undefined && !(value as string).includes(':');
  if (!isAddress) host(value, path, say);
};

const UNSPOKEN = /%(?![0-9a-f]{2})|[^-\w/.~!$&'()*+,;=:@%]/i;

const httpPath: TypeLaw = ({ type, value }, path, say) => {
  if (!isGiven(value) || typeof value !== 'string' || textIn(type) === 'RegularExpression') return;
  const field = `${path}.value`;
  const misfit = absolute(value);
  if (misfit) return say(wrong(field, value, misfit.why, misfit.remedy));
  const [strange] = UNSPOKEN.exec(value) ?? [];
  const why = plain(value) ?? (strange && `${JSON.stringify(strange)} must not stand in it`);
  if (why !== undefined) say(wrong(field, value, why, 'Write the path without it.'));
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'HTTPRouteSpec.hostnames': named,
  'GRPCRouteSpec.hostnames': named,
  'TLSRouteSpec.hostnames': named,
  'GatewaySpec.listeners.hostname': named,
};

export const types: Readonly<Record<string, TypeLaw>> = { 'HTTPRouteSpec.rules.matches.path': httpPath };
