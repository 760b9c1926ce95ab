import { isRecord, type Plain } from '../../plain';
import { type Say, missing } from '../fault';
import { dnsSubdomain } from '../formats';
import { textIn } from '../read';
import type { TypeLaw } from './law';
import { filled, spelled } from './values';

const CLAIM = 'PersistentVolumeClaim';
const SNAPSHOT = 'VolumeSnapshot';
const SNAPSHOTS = 'snapshot.storage.k8s.io';

const group = spelled(dnsSubdomain);
const word = filled();

/** In the group without a name, claims alone can be copied. */
function source({ apiGroup, kind, name }: Plain, path: string, say: Say): void {
  const [of, its] = [textIn(kind), textIn(apiGroup)];
  if (kind === '') word(kind, `${path}.kind`, say);
  if (name === '') word(name, `${path}.name`, say);
  group(its, `${path}.apiGroup`, say);
  if (of === '' || of === CLAIM || its !== '') return;
  const remedy = of === SNAPSHOT ? `Add apiGroup: ${SNAPSHOTS}.` : 'Add the group of the kind.';
  say(missing(`${path}.apiGroup`, `the kind ${of} has a group of its own`, remedy));
}

/** The older field takes two kinds, and throws away the others. */
const isKept = ({ apiGroup, kind }: Plain): boolean =>
  textIn(apiGroup) === '' ? kind === CLAIM : apiGroup === SNAPSHOTS && kind === SNAPSHOT;

const same = (one: Plain, other: Plain) =>
  ['apiGroup', 'kind', 'name'].every((key) => (one[key] ?? undefined) === (other[key] ?? undefined));

/** What a claim is filled with. Without a feature that is off by default, the API throws away what has a namespace. */
export const dataSources: TypeLaw = ({ dataSource, dataSourceRef }, path, say) => {
  const ref = isRecord(dataSourceRef) && textIn(dataSourceRef.namespace) === '' ? dataSourceRef : undefined;
  const old = isRecord(dataSource) && (ref !== undefined || isKept(dataSource)) ? dataSource : undefined;
  if (ref !== undefined) source(ref, `${path}.dataSourceRef`, say);
  if (old === undefined) return;
  if (ref === undefined) return source(old, `${path}.dataSource`, say);
  if (same(old, ref)) return;
  const says = 'differs from dataSourceRef: both name one source.';
  say({ path: `${path}.dataSource`, says, remedy: 'Remove dataSource.' });
};
