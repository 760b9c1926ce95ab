import { isIp, prefixOf } from '../ip';
import { parseSubnet } from '../k3d/formats';
import { called } from '../names';
import type { Named } from '../named';
import { list, record, texts } from '../plain';

/** The addresses that a Middleware admits. */
interface AllowList {
  /** Below `spec`. */
  readonly field: string;
  readonly ranges: readonly string[];
  /** It judges by what proxies say in front of Traefik, and not by who asks. */
  readonly byHeader: boolean;
}

/** What it is called, now and before. */
const FIELDS = ['ipAllowList', 'ipWhiteList'];

/** The list of a Middleware that does nothing else. */
export function allowListOf({ json }: Pick<Named, 'json'>): AllowList | undefined {
  const spec = record(json.spec);
  const field = FIELDS.find((one) => spec[one] !== undefined && spec[one] !== null);
  if (field === undefined) return undefined;
  const { sourceRange, ipStrategy } = record(spec[field]);
  const { depth, excludedIPs } = record(ipStrategy);
  const ranges = texts(sourceRange).map((range) => range.trim());
  return { field, ranges, byHeader: Number(depth) > 0 || list(excludedIPs).length > 0 };
}

/** Neither an address nor a range; what something fills in later may become one. */
export const isNoRange = (range: string): boolean => !isIp(range) && !parseSubnet(range) && !/[$%{<]/.test(range);

/** In these lie the addresses of docker and of pods, from which every request comes in k3d. */
export const PRIVATE: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** True where no address but those of a machine to itself is admitted. */
export const isLoopbackAlone = ({ ranges, byHeader }: AllowList): boolean =>
  !byHeader && ranges.every((range) => isWithin([range], LOOPBACK));

/** Every one lies in one of the others. */
const isWithin = (ranges: readonly string[], others: readonly string[]) =>
  ranges.map(bits).every((own) => own !== undefined && others.some((other) => own.startsWith(bits(other) ?? '?')));

/** The bits that its addresses share; an address alone is a range of one. */
const bits = (range: string) => prefixOf(range.includes('/') ? range : `${range}/128`);

/** Why nobody knows whether a Middleware admits a request; undefined where it admits all of them. */
export function doubtAboutSource(named: Named): string | undefined {
  const { ranges, byHeader } = allowListOf(named) ?? EVERYBODY;
  if (byHeader)
    return `${called(named)} admits requests by the addresses in X-Forwarded-For, and which they name is not known.`;
  if (isWithin(PRIVATE, ranges)) return undefined;
  return `${called(named)} admits ${ranges.join(', ')} alone, and from which address a request comes to Traefik is not known.`;
}

const EVERYBODY: Pick<AllowList, 'ranges' | 'byHeader'> = { ranges: ['0.0.0.0/0'], byHeader: false };
