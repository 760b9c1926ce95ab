import { hideLogin } from '../../hide-login';
import { at } from '../../plain';
import { misspelt } from '../../nearest';
import { missing, wrong } from '../fault';
import { textIn } from '../read';
import type { FieldLaw, TypeLaw } from './law';

/** With this annotation somebody else takes care of it. */
const UNMANAGED = 'helmcharts.helm.cattle.io/unmanaged';

/** The API takes one without a chart, and the controller passes it over without a word. */
const chart: TypeLaw = ({ chart: name, chartContent }, path, say, root) => {
  if (textIn(name) !== '' || textIn(chartContent) !== '') return;
  if (at(root, 'metadata.annotations')[UNMANAGED] !== undefined) return;
  const why = 'without chart or chartContent k3s installs nothing';
  say({ ...missing(`${path}.chart`, why, 'Add chart, for example chart: redis.'), level: 'warning' });
};

const SCHEMES = ['https', 'http', 'oci'];

/** Other schemes may be served by a plugin of an own image. */
const repo: FieldLaw = (value, path, say) => {
  const url = value as string;
  const [, scheme] = /^([a-z]+):\/\//i.exec(url) ?? [];
  if (scheme === undefined) {
    if (!BARE_HOST.test(url)) return;
    const bare = wrong(path, value, 'helm fetches nothing without a scheme', `Write "https://${hideLogin(url)}".`);
    return say({ ...bare, level: 'warning' });
  }
  const meant = SCHEMES.includes(scheme) ? undefined : misspelt(scheme, SCHEMES);
  if (meant === undefined) return;
  const why = `helm knows no scheme "${scheme}"`;
  say({ ...wrong(path, value, why, `Write "${meant}" before "://".`), level: 'warning' });
};

/** A host with a domain or a port, and whatever follows it. */
const BARE_HOST = /^[\w-]+((\.[\w-]+)+(:\d+)?|:\d+)(\/|$)/;

export const fields: Readonly<Record<string, FieldLaw>> = { 'HelmChartSpec.repo': repo };

export const types: Readonly<Record<string, TypeLaw>> = { HelmChartSpec: chart };
