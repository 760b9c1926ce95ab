import { parseDuration } from '../../duration';
import { below, list, record, records, type Plain } from '../../plain';
import { type Say, misplaced, missing, wrong } from '../fault';
import { isGiven, lookup, textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';
import { exactlyOne } from './presence';
import { aPort, between } from './values';

/** A Service is found by its port; what another kind needs, nobody knows. */
const toService: TypeLaw = ({ group, kind, port }, path, say) => {
  if (textIn(group) !== '' || (textIn(kind) || 'Service') !== 'Service' || isGiven(port)) return;
  say(missing(below(path, 'port'), 'a Service is reached at a port', 'Add port, for example port: 80.'));
};

/** Field that the type of a filter fills. */
const FILTERS: Readonly<Record<string, string>> = {
  CORS: 'cors',
  ExtensionRef: 'extensionRef',
  RequestHeaderModifier: 'requestHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  ResponseHeaderModifier: 'responseHeaderModifier',
  URLRewrite: 'urlRewrite',
};

const filter: TypeLaw = (object, path, say) => {
  const type = textIn(object.type);
  const own = lookup(FILTERS, type);
  if (own === undefined) return;
  if (!isGiven(object[own])) say(missing(`${path}.${own}`, `the type ${type} says it there`, `Add ${own}.`));
  const other = Object.values(FILTERS).find((key) => key !== own && isGiven(object[key]));
  if (other !== undefined)
    say(misplaced(`${path}.${other}`, `the type is ${type}`, `Remove it, or write another type.`));
};

/** What one rule does with a request in one way at most. */
const ONCE = new Set(['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier', 'URLRewrite']);

function filters({ filters: each, backendRefs, matches }: Plain, path: string, say: Say): void {
  const types = list(each).map((one) => textIn(record(one).type));
  types.forEach((type, index) => {
    const first = types.indexOf(type);
    if (first === index || !ONCE.has(type)) return;
    const why = `filter ${first + 1} has this type too`;
    say(wrong(`${path}.filters[${index}].type`, type, why, 'Write both into one filter.'));
  });
  const redirect = types.indexOf('RequestRedirect');
  if (redirect >= 0 && types.includes('URLRewrite')) {
    const why = 'URLRewrite stands beside it, and a request goes on or is sent away';
    say(wrong(`${path}.filters[${redirect}].type`, 'RequestRedirect', why, 'Remove one of the two.'));
  }
  if (redirect >= 0 && list(backendRefs).length > 0) {
    const remedy = 'Remove it, or remove the redirect.';
    say(misplaced(`${path}.backendRefs`, 'a rule that redirects leads nowhere else', remedy));
  }
  records(each).forEach((one, index) => {
    for (const key of ['requestRedirect', 'urlRewrite']) {
      if (record(record(one[key]).path).type !== 'ReplacePrefixMatch' || hasOnePrefix(matches)) continue;
      const why = 'it is the prefix of the one match of the rule that is replaced';
      const remedy = 'Write one match with a path of type PathPrefix, or type: ReplaceFullPath.';
      say(wrong(`${path}.filters[${index}].${key}.path.type`, 'ReplacePrefixMatch', why, remedy));
    }
  });
}

/** Where nothing is said, every path is meant by its prefix. */
function hasOnePrefix(matches: unknown): boolean {
  const each = list(matches);
  const { type } = record(record(each[0]).path);
  return each.length <= 1 && (textIn(type) || 'PathPrefix') === 'PathPrefix';
}

const rule: TypeLaw = (object, path, say) => {
  if (list(object.filters).length > 0) filters(object, path, say);
};

/** What a path becomes, by the type that says so. */
const PATHS: Readonly<Record<string, string>> = {
  ReplaceFullPath: 'replaceFullPath',
  ReplacePrefixMatch: 'replacePrefixMatch',
};

const replaced: TypeLaw = (object, path, say) => {
  const own = lookup(PATHS, textIn(object.type));
  if (own === undefined) return;
  if (isGiven(object[own])) return exactlyOne(object, Object.values(PATHS), path, say, 'a path');
  say(missing(`${path}.${own}`, `the type is ${textIn(object.type)}`, `Add ${own}.`));
};

const DURATION = /^(\d{1,5}(h|m|s|ms)){1,4}$/;

const duration: FieldLaw = (value, path, say) => {
  if (DURATION.test(value as string)) return;
  say(wrong(path, value, 'this is no time', 'Write a time such as "10s".'));
};

/** The seconds of a time such as `1m30s`; of what is none, none. */
const secondsIn = (time: unknown): number => parseDuration(textIn(time)) ?? 0;

/** A request that has no time has no end. */
const timeouts: TypeLaw = ({ request, backendRequest }, path, say) => {
  const whole = secondsIn(request);
  if (whole === 0 || secondsIn(backendRequest) <= whole) return;
  const why = `the whole request has ${textIn(request)}`;
  say(wrong(`${path}.backendRequest`, backendRequest, why, `Write at most "${textIn(request)}".`));
};

const CODES = [301, 302, 303, 307, 308];

const code: FieldLaw = (value, path, say) => {
  if (CODES.includes(value as number)) return;
  say(wrong(path, value, 'it is no status of a redirect', `Write one of ${CODES.join(', ')}.`));
};

const headerName: FieldLaw = (value, path, say) => {
  if (/^[\w!#$%&'*+\-.^`|~]+$/.test(value as string)) return;
  say(wrong(path, value, 'this is no name of a header', 'Write a name such as "X-Check".'));
};

const weight = between(0, 1_000_000, 'a weight');

const HTTP = 'HTTPRouteSpec.rules.backendRefs';
const GRPC = 'GRPCRouteSpec.rules.backendRefs';
const TLS = 'TLSRouteSpec.rules.backendRefs';
const MIRROR = `${GRPC}.filters.requestMirror.backendRef`;

export const fields: Readonly<Record<string, FieldLaw>> = {
  [`${HTTP}.port`]: aPort,
  [`${HTTP}.weight`]: weight,
  [`${GRPC}.port`]: aPort,
  [`${GRPC}.weight`]: weight,
  [`${TLS}.port`]: aPort,
  [`${TLS}.weight`]: weight,
  [`${MIRROR}.port`]: aPort,
  [`${HTTP}.filters.requestRedirect.port`]: aPort,
  [`${HTTP}.filters.requestRedirect.statusCode`]: code,
  [`${GRPC}.filters.requestHeaderModifier.add.name`]: headerName,
  'GRPCRouteSpec.rules.matches.headers.name': headerName,
  'HTTPRouteSpec.rules.timeouts.request': duration,
  'HTTPRouteSpec.rules.timeouts.backendRequest': duration,
};

export const types: Readonly<Record<string, TypeLaw>> = {
  'HTTPRouteSpec.rules': rule,
  'HTTPRouteSpec.rules.timeouts': timeouts,
  [HTTP]: toService,
  [GRPC]: toService,
  [TLS]: toService,
  [MIRROR]: toService,
  [`${HTTP}.filters`]: filter,
  [`${GRPC}.filters`]: filter,
  [`${HTTP}.filters.requestRedirect.path`]: replaced,
};
