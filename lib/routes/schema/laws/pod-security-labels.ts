import { record } from '../../plain';
import { wrong } from '../fault';
import { textIn } from '../read';
import type { Besides, TypeLaw } from './law';

const LABELS = ['enforce', 'audit', 'warn'].map((mode) => `pod-security.kubernetes.io/${mode}`);
const STANDARDS = ['privileged', 'baseline', 'restricted'];
const VERSION = /^(latest|v1\.(0|[1-9]\d*))$/;

/** The API reads what a namespace asks of the security of its pods before it makes the namespace. */
const standards: TypeLaw = ({ metadata }, _path, say) => {
  const labels = record(record(metadata).labels);
  for (const label of LABELS) {
    const [standard, version] = [labels[label], labels[`${label}-version`]];
    if (typeof standard === 'string' && !STANDARDS.includes(standard)) {
      const remedy = `Write "${STANDARDS.find((each) => each === standard.toLowerCase()) ?? STANDARDS.join('", "')}".`;
      say(wrong(`metadata.labels[${label}]`, standard, 'there is no such standard', remedy));
    }
    if (typeof version !== 'string' || VERSION.test(version)) continue;
    const meant = /^v?(1\.\d+)/.exec(textIn(version))?.[1];
    const remedy = `Write "${meant === undefined ? 'latest' : `v${meant}`}".`;
    say(wrong(`metadata.labels[${label}-version]`, version, 'this is no version of Kubernetes', remedy));
  }
};

export const besides: Besides = { 'Namespace.metadata': [standards] };
