import { type Say, missing, wrong } from './fault';
import { type Format, atMost, dnsLabel, dnsSubdomain, pathSegment, serviceName } from './formats';
import { type Plain, given, record, text } from './read';

const rule = 'object-name-invalid';

/** Kinds whose names the API takes more or less strictly than a domain. */
const FORMATS: Readonly<Record<string, Format>> = {
  'v1 Service': serviceName,
  'v1 Namespace': dnsLabel,
  'batch/v1 Job': atMost(dnsSubdomain, 63),
  'batch/v1 CronJob': atMost(dnsSubdomain, 52),
  'policy/v1 PodDisruptionBudget': pathSegment,
  'certificates.k8s.io/v1 CertificateSigningRequest': pathSegment,
  'apiregistration.k8s.io/v1 APIService': pathSegment,
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema': pathSegment,
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration': pathSegment,
};

const formatOf = (apiVersion: string, kind: string): Format => {
  if (apiVersion.startsWith('rbac.authorization.k8s.io/')) return pathSegment;
  return FORMATS[`${apiVersion} ${kind}`] ?? dnsSubdomain;
};

/** Whether an object may be called what it is called, by the rules of its kind. */
export function names(object: Plain, say: Say): void {
  const metadata = record(object.metadata);
  const { name, generateName, namespace } = metadata;
  if (Array.isArray(object.items) && text(object.kind).endsWith('List')) return;
  const format = formatOf(text(object.apiVersion), text(object.kind));
  if (!given(name) || name === '') {
    if (text(generateName) !== '') return;
    say({ ...missing('metadata.name', 'every object has a name', 'Add metadata.name.'), rule });
  }
  check('metadata.name', name, format, say);
  check('metadata.namespace', namespace, dnsLabel, say);
}

function check(path: string, value: unknown, format: Format, say: Say): void {
  const misfit = text(value) === '' ? undefined : format(text(value));
  if (misfit) say({ ...wrong(path, value, misfit.why, misfit.remedy), rule });
}
