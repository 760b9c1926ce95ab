import { isRecord, list, record } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { atMost, dnsLabel, dnsSubdomain, domainPath, pathSegment, portName, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import { absolute, host, plain } from './hosts-and-paths';
import type { FieldLaw, TypeLaw } from './law';
import { beside, exactlyOne, needsText, someIn } from './presence';
import { aPort, filled, spelled, wordOf } from './values';

/** Unlike a rule, a certificate may be for an address, and one for no name at all is refused. */
const certified: FieldLaw = (value, path, say) => {
  if (value === '') return filled()(value, path, say);
  if (dnsSubdomain(value as string) !== undefined) host(value, path, say);
};

const ingress: TypeLaw = ({ rules, defaultBackend, ingressClassName }, path, say, root) => {
  if (list(rules).length === 0 && !isGiven(defaultBackend)) {
    say({ path, says: 'leads nowhere: an Ingress has rules or a defaultBackend.', remedy: 'Add a rule.' });
  }
  if (!isGiven(ingressClassName)) return;
  const annotated = record(record(root.metadata).annotations)['kubernetes.io/ingress.class'];
  // Newer versions of the API take both where they agree.
  if (isGiven(annotated) && annotated !== ingressClassName) {
    const field = 'metadata.annotations[kubernetes.io/ingress.class]';
    const why = `the class ${JSON.stringify(ingressClassName)} stands in ingressClassName too`;
    say({ path: field, says: `must not stand here: ${why}.`, remedy: 'Remove the annotation.' });
  }
};

const ingressPath: TypeLaw = ({ path: value, pathType }, path, say) => {
  const field = `${path}.path`;
  if (isGiven(value) && typeof value !== 'string') return;
  const wanted = textIn(value);
  const exact = pathType === 'Exact' || pathType === 'Prefix';
  if (!exact && wanted === '') return;
  if (!isGiven(value)) return say(missing(field, `pathType ${textIn(pathType)} compares with it`, 'Add path: /.'));
  const misfit = absolute(wanted);
  if (misfit) return say(wrong(field, wanted, misfit.why, misfit.remedy));
  const why = exact ? plain(wanted) : undefined;
  if (why !== undefined) say(wrong(field, wanted, why, 'Write the path without it.'));
};

const segment = filled(pathSegment);
const groupName = filled(dnsSubdomain);

/** What an object of any kind is called by others. */
const reference: TypeLaw = (object, path, say) => {
  for (const key of ['kind', 'name']) {
    if (typeof object[key] === 'string') segment(object[key], `${path}.${key}`, say);
  }
  if (typeof object.apiGroup === 'string') groupName(object.apiGroup, `${path}.apiGroup`, say);
};
const BACKENDS = ['service', 'resource'];

const backend: TypeLaw = (object, path, say, root) => {
  exactlyOne(object, BACKENDS, path, say, 'a backend');
  if (isRecord(object.resource)) reference(object.resource, `${path}.resource`, say, root);
  if (!isGiven(object.service)) return;
  const { name, number } = record(record(object.service).port);
  const named = textIn(name) !== '';
  const numbered = isGiven(number) && number !== 0;
  if (named && numbered) say(beside(`${path}.service.port`, 'number', 'name', 'a port'));
  if (!named && !numbered && textIn(name) === (name ?? '')) {
    say(
      missing(
        `${path}.service.port`,
        'a backend has a port of its Service',
        'Add port with a number, for example number: 80.',
      ),
    );
  }
};

const controller = spelled(atMost(domainPath('a controller', 'traefik.io/ingress-controller'), 250));

/** Where nothing is said, the settings of a class are the same for the whole cluster. */
const parameters: TypeLaw = (object, path, say, root) => {
  reference(object, path, say, root);
  const { scope, namespace } = object;
  const where = scope ?? 'Cluster';
  if (where === 'Namespace' && textIn(namespace) === '') {
    say(missing(`${path}.namespace`, 'scope is Namespace', 'Add the namespace in which the settings stand.'));
  }
  if (where === 'Namespace') spelled(dnsLabel)(textIn(namespace), `${path}.namespace`, say);
  if (where === 'Cluster' && isGiven(namespace)) {
    say(misplaced(`${path}.namespace`, 'scope is Cluster', 'Remove it, or write scope: Namespace.'));
  }
};

const backendPort: FieldLaw = (value, path, say) => {
  if (value !== 0) aPort(value, path, say);
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'IngressRule.host': host,
  'IngressTLS.hosts': certified,
  'IngressTLS.secretName': spelled(dnsSubdomain),
  'IngressSpec.ingressClassName': filled(dnsSubdomain),
  'HTTPIngressPath.pathType': wordOf('Exact', 'Prefix', 'ImplementationSpecific'),
  'IngressServiceBackend.name': filled(serviceName),
  'ServiceBackendPort.name': spelled(portName),
  'ServiceBackendPort.number': backendPort,
  'IngressClassSpec.controller': controller,
  'IngressClassParametersReference.scope': wordOf('Cluster', 'Namespace'),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  IngressSpec: ingress,
  HTTPIngressPath: ingressPath,
  HTTPIngressRuleValue: someIn('paths', 'a rule leads at least one path somewhere', 'Add a path.'),
  IngressBackend: backend,
  IngressClassSpec: (object, path, say) => needsText(object, 'controller', path, say, 'traefik.io/ingress-controller'),
  IngressClassParametersReference: parameters,
};
