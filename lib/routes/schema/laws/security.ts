import { list, record } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { dnsSubdomain, profilePath, sysctlName, trimmed } from '../formats';
import { isGiven } from '../read';
import type { FieldLaw, TypeLaw } from './law';
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
  'WindowsSecurityContextOptions.gmsaCredentialSpec': filled(),
  'WindowsSecurityContextOptions.gmsaCredentialSpecName': filled(dnsSubdomain),
  'WindowsSecurityContextOptions.runAsUserName': filled(),
  'Sysctl.name': filled(sysctlName),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  SecurityContext: raising,
  PodSecurityContext: namedOnce('sysctls', 'sysctl'),
  SeccompProfile: profile('file'),
  AppArmorProfile: profile('profile'),
};
