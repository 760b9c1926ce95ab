import { isIpv6 } from '../ip';
import type { Misfit } from '../misfit';

/** Says what is wrong with a text, if anything. */
export type Format = (text: string) => Misfit | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const SERVICE = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const inside = ({ source }: RegExp) => source.slice(1, -1);
const QUALIFIED = new RegExp(`^(${inside(SUBDOMAIN)}/)?${inside(WORD)}$`);
const KEY = /^[-._a-zA-Z0-9]+$/;
// The API reads addresses loosely: any number may start with zeros.
const IPV4 = /^0*(25[0-5]|2[0-4]\d|1?\d?\d)(\.0*(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** The nearest text that fits, or nothing that could be used. */
function nearest(text: string, allowed: RegExp, size: number): string {
  const host = text.replace(/^\w+:\/\/|:\d+$/g, '');
  const only = host.toLowerCase().replace(allowed, '-').slice(0, size);
  return only.replace(/^[-.]+|(?<![-.])[-.]+$/g, '').replace(/(?<![-.])[-.]*\.[-.]*/g, '.');
}

function named(pattern: RegExp, size: number, other: RegExp, why: string): Format {
  return (text) => {
    const fits = pattern.test(text);
    if (fits && text.length <= size) return undefined;
    const instead = nearest(text, other, size);
    const like = LABEL.test(instead) ? 'that begins with a letter' : 'of lower-case letters, digits and "-"';
    return {
      why: fits ? `it has ${text.length} characters, and ${size} are allowed` : why,
      remedy: pattern.test(instead) ? `Write "${instead}".` : `Write a name ${like}.`,
    };
  };
}

const LONGEST_DOMAIN = 253;

/** `web`, `1web`: 63 characters, no dots. */
export const dnsLabel = named(
  LABEL,
  63,
  /[^a-z0-9-]/g,
  'only lower-case letters, digits and "-" may stand in it, with a letter or digit at both ends',
);

/** `web`, `web.example.com`: 253 characters. */
export const dnsSubdomain = named(
  SUBDOMAIN,
  LONGEST_DOMAIN,
  /[^a-z0-9.-]/g,
  'only lower-case letters, digits, "-" and "." may stand in it, with a letter or digit at both ends of each part',
);

/** `web`: 63 characters, and a letter first. */
export const serviceName = named(
  SERVICE,
  63,
  /[^a-z0-9-]/g,
  'only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last',
);

const tooLong = (text: string, size: number): Misfit | undefined =>
  text.length > size
    ? { why: `it has ${text.length} characters, and ${size} are allowed`, remedy: 'Write a shorter name.' }
    : undefined;

/** The same format with fewer characters. */
export const atMost = (format: Format, size: number): Format => {
  return (text) => format(text) ?? tooLong(text, size);
};

/** `http`: the name of a port, 15 characters, at least one letter. */
export const portName: Format = (text) => {
  const remedy = 'Write a name such as "http".';
  if (text.length > 15) return { why: `it has ${text.length} characters, and the name of a port has 15`, remedy };
  if (!LABEL.test(text))
    return { why: 'only lower-case letters, digits and "-" may stand in the name of a port', remedy };
  if (text.includes('--')) return { why: 'the name of a port has no two "-" side by side', remedy };
  return /[a-z]/.test(text)
    ? undefined
    : { why: 'the name of a port has a letter', remedy: `Write ${text} without quotes.` };
};

/** `app`, `example.com/app`: what labels, annotations and their like are called. */
export const qualifiedName: Format = (text) => {
  // Sound at one glance; anything else is looked at part by part, to say what is wrong.
  if (text.length <= 63 && QUALIFIED.test(text)) return undefined;
  const parts = text.split('/');
  const name = parts.at(-1)!;
  const remedy = 'Write a key such as "app" or "example.com/app".';
  if (parts.length > 2) return { why: 'a key has one "/" at most', remedy };
  const prefix = parts.length === 2 ? dnsSubdomain(parts[0]!) : undefined;
  if (prefix) return { why: 'what stands before "/" is a domain', remedy };
  if (name.length > 63) return { why: `its name has ${name.length} characters, and 63 are allowed`, remedy };
  if (WORD.test(name)) return undefined;
  return { why: 'only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends', remedy };
};

/** What a label may say: 63 characters, or nothing. */
export const labelValue: Format = (text) => {
  const long = tooLong(text, 63);
  if (long) return { ...long, remedy: 'Write a value of at most 63 characters.' };
  const remedy = 'Write a value such as "web" or "1.27".';
  if (text === '' || WORD.test(text)) return undefined;
  return { why: 'only letters, digits, "-", "_" and "." may stand in it, with a letter or digit at both ends', remedy };
};

/** `index.html`: a key of a ConfigMap or Secret, which is also a file name. */
export const configKey: Format = (text) => {
  const remedy = 'Write a key such as "DB_HOST" or "index.html".';
  if (text.length > 253) return { why: `it has ${text.length} characters, and 253 are allowed`, remedy };
  if (!KEY.test(text)) return { why: 'only letters, digits, "-", "_" and "." may stand in it', remedy };
  if (text === '.' || text.startsWith('..')) return { why: 'it is no name of a file', remedy };
  return undefined;
};

/** A name that stands as one segment in a URL. */
export const pathSegment: Format = (text) =>
  text === '.' || text === '..' || /[/%]/.test(text)
    ? { why: 'neither "/" nor "%" may stand in it', remedy: 'Write a name of letters, digits, "-" and ":".' }
    : undefined;

const isIp = (text: string) => IPV4.test(text) || isIpv6(text, (part) => IPV4.test(part));

/** `10.9.8.7`, `2001:db8::1`. */
export const ip: Format = (text) =>
  isIp(text) ? undefined : { why: 'this is no IP address', remedy: 'Write an address such as "10.9.8.7".' };

/** No address at all, this machine, one link, and all who listen on it; IPv4 may have zeros in front. */
const NEAR: readonly RegExp[] = [
  ...[/^[0.]+$/, /^0*127\./, /^0*169\.0*254\./, /^0*224\.0+\.0+\./],
  ...[/^[0:]+1?$/, /^fe[89ab][0-9a-f]:/i, /^ff[0-9a-f]2:/i],
];

/** Before an IPv4 address in the clothes of IPv6. */
const MAPPED = /^(0*:)+ffff:(?=[\d.]+$)/i;

/** `10.9.8.7`: an address that other machines can ask for. */
export const outsideIp: Format = (text) =>
  NEAR.some((near) => near.test(text.replace(MAPPED, ''))) && isIp(text)
    ? { why: 'no other machine reaches this address', remedy: 'Write an address such as "10.9.8.7".' }
    : ip(text);

/** `10.9.8.0/24`. */
export const cidr: Format = (text) => {
  const [address, bits = '', ...more] = text.split('/') as [string, ...string[]];
  const most = IPV4.test(address) ? 32 : 128;
  const fits = isIp(address) && /^\d+$/.test(bits) && Number(bits) <= most && more.length === 0;
  return fits ? undefined : { why: 'this is no range of addresses', remedy: 'Write a range such as "10.9.8.0/24".' };
};

/** `web.localhost`, `*.localhost`: what an Ingress listens for. */
export const hostName: Format = (text) => {
  if (isIp(text)) return { why: 'an address is no name', remedy: 'Write a name such as "web.localhost".' };
  if (!text.includes('*')) return dnsSubdomain(text);
  if (text === '*') return { why: 'that is no name', remedy: 'Leave it out: then it takes every name.' };
  return text.startsWith('*.') && SUBDOMAIN.test(text.slice(2))
    ? tooLong(text, LONGEST_DOMAIN)
    : { why: 'a wildcard stands for the whole first part of a name', remedy: 'Write a name such as "*.localhost".' };
};

const relativeTo =
  (folder: string, example: string): Format =>
  (text) =>
    text.startsWith('/')
      ? { why: `the path is relative to ${folder}`, remedy: `Write a path such as "${example}".` }
      : noBackSteps(text);

/** `configs/app.conf`: a path inside a volume. */
export const relativePath = relativeTo('the volume', 'conf/app.yaml');

/** `profiles/audit.json`: a path inside the folder where a node keeps its seccomp profiles. */
export const profilePath = relativeTo('the folder of the profiles', 'profiles/audit.json');

/** `configs/app.conf`: where the kubelet writes a file, beside what it keeps there itself. */
export const filePath: Format = (text) =>
  relativePath(text) ??
  (text.startsWith('..')
    ? { why: 'names that begin with ".." belong to the kubelet', remedy: 'Write a path such as "conf/app.yaml".' }
    : undefined);

/** `/exports/data`. */
export const absolutePath: Format = (text) =>
  text.startsWith('/') ? undefined : { why: 'the path begins with "/"', remedy: `Write "/${text}".` };

const SYSCTL = /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;

/** `net.core.somaxconn`, with dots or slashes. */
export const sysctlName: Format = (text) =>
  text.length <= 253 && SYSCTL.test(text)
    ? undefined
    : { why: 'the kernel has no such setting', remedy: 'Write a name such as "net.core.somaxconn".' };

/** `nfs.csi.k8s.io`: 63 characters, in any case. */
export const driverName: Format = (text) => atMost(dnsSubdomain, 63)(text.toLowerCase());

/** Text without a space at its ends. */
export const trimmed: Format = (text) => {
  const bare = text.trim();
  const remedy = bare === '' ? 'Write a name.' : `Write "${bare}".`;
  return text === bare ? undefined : { why: 'there is a space at one end', remedy };
};

/** A path without `..`. */
export const noBackSteps: Format = (text) =>
  text.split('/').includes('..')
    ? { why: 'no part of the path may be ".."', remedy: 'Write the path without "..".' }
    : undefined;

/** `50%`. */
export const percent: Format = (text) =>
  /^\d+%$/.test(text)
    ? undefined
    : { why: 'this is no percentage', remedy: 'Write a count such as 1, or a share such as "25%".' };

/** `50%`, and no more than there is. */
export const part: Format = (text) =>
  percent(text) ??
  (parseInt(text) > 100 ? { why: 'all of them are 100%', remedy: 'Write at most "100%".' } : undefined);

const DOMAIN_PATH = /^([^/]+)\/[\w/.~%!$&'()*+,;=:-]+$/;

/** `traefik.io/ingress-controller`: a path that begins with the domain of whoever made it up. */
export const domainPath = (what: string, example: string): Format => {
  return (text) => {
    const [, domain] = DOMAIN_PATH.exec(text) ?? [];
    const fits = domain !== undefined && dnsSubdomain(domain) === undefined;
    return fits ? undefined : { why: `this is no name of ${what}`, remedy: `Write a name such as "${example}".` };
  };
};
