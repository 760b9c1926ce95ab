import { list, record, records } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { bytesOf } from '../bytes';
import { type Format, dnsSubdomain, profilePath, sysctlName, trimmed } from '../formats';
import { isGiven, textIn } from '../read';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { namedOnce } from './unique';
import { between, filled, oneOf, spelled, wordOf } from './values';

const raising: TypeLaw = ({ privileged, allowPrivilegeEscalation, capabilities }, path, say) => {
  if (allowPrivilegeEscalation !== false) return;
  const raised = privileged === true ? 'privileged' : 'capabilities.add with CAP_SYS_ADMIN';
  // The API does not see that SYS_ADMIN means the same.
  if (privileged === true || list(record(capabilities).add).includes('CAP_SYS_ADMIN')) {
    say(wrong(`${path}.allowPrivilegeEscalation`, false, `${raised} needs it`, `Remove ${raised}, or write true.`));
  }
};

/** A profile of the node has a name; the others do not. */
const profile =
  (what: string): TypeLaw =>
  ({ type, localhostProfile }, path, say) => {
    if (type === 'Localhost' && !isGiven(localhostProfile)) {
      say(missing(`${path}.localhostProfile`, `type Localhost names a ${what}`, 'Add localhostProfile.'));
    }
    if (type !== 'Localhost' && isGiven(localhostProfile)) {
      say(misplaced(`${path}.localhostProfile`, `only type Localhost has a ${what}`, 'Remove it.'));
    }
  };

/** Settings of the kernel that a pod cannot change where it shares them with its node. */
const SHARED: readonly (readonly [string, RegExp])[] = [
  ['hostNetwork', /^net\./],
  ['hostIPC', /^(kernel\.(sem$|shm|msg)|fs\.mqueue\.)/],
];

const ownSysctls: TypeLaw = (spec, path, say) => {
  records(record(spec.securityContext).sysctls).forEach(({ name }, index) => {
    const setting = textIn(name).replaceAll('/', '.');
    const host = SHARED.find(([key, pattern]) => spec[key] === true && pattern.test(setting))?.[0];
    if (host === undefined) return;
    const why = `with ${host} it would be a setting of the node`;
    say(wrong(`${path}.securityContext.sysctls[${index}].name`, name, why, `Remove it, or remove ${host}.`));
  });
};

const LONGEST_USER = 104;
const LONGEST_DOMAIN = 255;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DOMAIN = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;
const USER = /^(?![. ]*$)[^"/\\:;|=,+*?<>@[\]\p{Cc}]+$/u;

/** `ContainerUser`, `NT AUTHORITY\\SYSTEM`. */
const windowsUser: Format = (name) => {
  const [user, domain, ...more] = name.split('\\').reverse() as [string, string?];
  const known = USER.test(user) && bytesOf(user) <= LONGEST_USER && more.length === 0;
  const home =
    domain === undefined || (domain.length <= LONGEST_DOMAIN && (NET_BIOS.test(domain) || DOMAIN.test(domain)));
  return known && home
    ? undefined
    : { why: 'Windows has no such user', remedy: 'Write a name such as "ContainerUser" or "DOMAIN\\user".' };
};

const LARGEST_SPEC = 64 * 1024;

const credentials: Format = (text) =>
  bytesOf(text) > LARGEST_SPEC
    ? { why: `it has ${bytesOf(text)} bytes, and ${LARGEST_SPEC} are allowed`, remedy: 'Write gmsaCredentialSpecName.' }
    : undefined;

const account = between(0, 2 ** 31 - 1, 'the id of a user or group');
const profileType = wordOf('Localhost', 'RuntimeDefault', 'Unconfined');

export const fields: Readonly<Record<string, FieldLaw>> = {
  'SecurityContext.runAsUser': account,
  'SecurityContext.runAsGroup': account,
  'SecurityContext.procMount': oneOf('Default', 'Unmasked'),
  'PodSecurityContext.runAsUser': account,
  'PodSecurityContext.runAsGroup': account,
  'PodSecurityContext.fsGroup': account,
  'PodSecurityContext.supplementalGroups': account,
  'PodSecurityContext.fsGroupChangePolicy': wordOf('Always', 'OnRootMismatch'),
  'PodSecurityContext.supplementalGroupsPolicy': oneOf('Merge', 'Strict'),
  'PodSecurityContext.seLinuxChangePolicy': oneOf('MountOption', 'Recursive'),
  'SeccompProfile.type': profileType,
  'SeccompProfile.localhostProfile': spelled(profilePath),
  'AppArmorProfile.type': profileType,
  'AppArmorProfile.localhostProfile': filled(trimmed),
  'WindowsSecurityContextOptions.gmsaCredentialSpec': filled(credentials),
  'WindowsSecurityContextOptions.gmsaCredentialSpecName': filled(dnsSubdomain),
  'WindowsSecurityContextOptions.runAsUserName': filled(windowsUser),
  'Sysctl.name': filled(sysctlName),
};

export const besides: Besides = { 'PodSpec.securityContext': [ownSysctls] };

export const types: Readonly<Record<string, TypeLaw>> = {
  SecurityContext: raising,
  PodSecurityContext: namedOnce('sysctls', 'sysctl'),
  SeccompProfile: profile('file'),
  AppArmorProfile: profile('profile'),
};
