import { record } from '../../plain';
import { misplaced, missing, show, wrong } from '../fault';
import { dnsSubdomain, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import { type FieldLaw, type TypeLaw } from './law';
import { needs, needsText } from './presence';
import { aPort, between, filled, spelled } from './values';

const called: TypeLaw = ({ metadata, spec }, _path, say) => {
  if (!isGiven(spec)) return say(missing('spec', 'the API requires it', 'Add spec.'));
  const { group, version } = record(spec);
  const name = textIn(record(metadata).name);
  const wanted = `${textIn(version)}.${textIn(group)}`;
  if (name === '' || textIn(version) === '' || name === wanted) return;
  const why = 'an APIService is called by its version and its group';
  say({ ...wrong('metadata.name', name, why, `Write ${show(wanted)}.`), rule: 'object-name-invalid' });
};

const served: TypeLaw = (spec, path, say) => {
  const { group, version, service, caBundle, insecureSkipTLSVerify } = spec;
  if (!isGiven(version)) needsText(spec, 'version', path, say);
  else if (textIn(group) === '' && version !== 'v1') {
    say(missing(`${path}.group`, 'v1 alone is of the group without a name', 'Add the group.'));
  }
  for (const key of ['groupPriorityMinimum', 'versionPriority']) needs(spec, key, path, say);
  if (textIn(caBundle) === '') return;
  if (!isGiven(service)) say(misplaced(`${path}.caBundle`, 'no Service is asked', 'Remove it, or add service.'));
  else if (insecureSkipTLSVerify === true) {
    say(misplaced(`${path}.caBundle`, 'insecureSkipTLSVerify is true', 'Remove one of the two.'));
  }
};

const asked: TypeLaw = (service, path, say) => {
  for (const key of ['name', 'namespace']) needsText(service, key, path, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'APIServiceSpec.group': spelled(dnsSubdomain),
  'APIServiceSpec.version': filled(serviceName),
  'APIServiceSpec.groupPriorityMinimum': between(1, 20_000, 'a priority'),
  'APIServiceSpec.versionPriority': between(1, 1000, 'a priority'),
  'ApiregistrationV1ServiceReference.port': aPort,
};

export const types: Readonly<Record<string, TypeLaw>> = {
  APIService: called,
  APIServiceSpec: served,
  ApiregistrationV1ServiceReference: asked,
};
