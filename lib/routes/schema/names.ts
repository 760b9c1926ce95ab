import { record, type Plain } from '../plain';
import { type Say, missing, wrong } from './fault';
import { type Format, atMost, dnsLabel, dnsSubdomain, pathSegment, serviceName } from './formats';
import { isGiven, textIn } from './read';

const rule = 'object-name-invalid';

/** Kinds whose names the API takes more or less strictly than a domain. */
const FORMATS: Readonly<Record<string, Format>> = {
  'v1 Service': serviceName,
  'v1 Namespace': dnsLabel,
  'apps/v1 StatefulSet': dnsLabel,
  'batch/v1 Job': atMost(dnsSubdomain, 63),
  'batch/v1 CronJob': atMost(dnsSubdomain, 52),
  'policy/v1 PodDisruptionBudget': pathSegment,
  'certificates.k8s.io/v1 CertificateSigningRequest': pathSegment,
  'apiregistration.k8s.io/v1 APIService': pathSegment,
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema': pathSegment,
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration': pathSegment,
};

const formatOf = (type: string): Format => {
  if (type.startsWith('rbac.authorization.k8s.io/')) return pathSegment;
  return FORMATS[type] ?? dnsSubdomain;
};

/** Kinds of which only the whole name has to be short. */
const SHORT_WHOLE = new Set(['batch/v1 Job', 'batch/v1 CronJob']);

/** Whether an object may be called what it is called, by the rules of its type: `apps/v1 Deployment`. */
export function names(object: Plain, type: string, say: Say): void {
  if (Array.isArray(object.items) && type.endsWith('List')) return;
  const { name, generateName, namespace } = record(object.metadata);
  const format = formatOf(type);
  if ((!isGiven(name) || name === '') && textIn(generateName) === '')
    say({ ...missing('metadata.name', 'every object has a name', 'Add metadata.name.'), rule });
  check('metadata.name', name, format, say);
  if (isGiven(generateName)) {
    const begun = SHORT_WHOLE.has(type) ? dnsSubdomain : format;
    check('metadata.generateName', generateName, beginning(begun, format), say);
  }
  check('metadata.namespace', namespace, dnsLabel, say);
}

/** The API cuts off what is too long, and ends the name with 5 letters and digits of its own. */
const KEPT = 58;
const END = 'x'.repeat(5);

/** A beginning may end in "-", for which the API looks past its last two characters; what comes of it is a name. */
const beginning = (begun: Format, whole: Format): Format => {
  return (text) => begun(text.replace(/.-$/, 'a')) ?? whole(text.slice(0, KEPT) + END);
};

function check(path: string, value: unknown, format: Format, say: Say): void {
  if (typeof value !== 'string' || value === '') return;
  const misfit = format(value);
  if (misfit) say({ ...wrong(path, value, misfit.why, misfit.remedy), rule });
}
