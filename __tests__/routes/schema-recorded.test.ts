import { objectRules } from '../../lib/routes/rules/objects';
import type { Finding } from '../../lib/routes/finding';
import { judge } from '../../lib/routes/rules/judge';
import type { KubeObject, Site } from '../../lib/routes/world';
import { verdictsOf } from '../support/verdicts';

interface Verdict {
  readonly id: string;
  readonly change: string;
  readonly object: KubeObject;
  readonly verdict: 'accept' | 'reject';
  readonly message?: string;
}

/** It was of 1.32. */
const cluster = { name: 'dev', where: 'k3d.yaml', config: { image: 'rancher/k3s:v1.32.9-k3s1' } };

const errorsOf = (json: KubeObject): readonly Finding[] => {
  const site: Site = {
    cluster,
    objects: [{ json, where: 'recorded', declared: false }],
    others: [],
    complaints: [],
    externals: [],
    closed: false,
  };
  return judge([site], objectRules).findings.filter(({ level }) => level === 'error');
};

/** The field that the API names, or the field that was changed where it names none. */
function fieldsOf({ message = '', change }: Verdict): readonly string[] {
  const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, path]) => path!);
  if (unknown.length > 0) return unknown;
  const named = [
    ...message.matchAll(
      /(?:: \[?|\), |\d, |", |value, |empty, )([a-z]\S*?): (?:Invalid|Required|Unsupported|Duplicate|Forbidden|Not found)/g,
    ),
  ];
  if (named.length > 0) return named.map(([, path]) => path!);
  return [change.replace(/\.(\d+)/g, '[$1]')];
}

/** The API reports these one level away from where the user wrote the value. */
const SAME: Readonly<Record<string, string>> = {
  'spec.clusterIPs[0]': 'spec.clusterIP',
  'spec.resources[storage]': 'spec.resources.requests[storage]',
  'spec.resources.requests.storage': 'spec.resources.requests[storage]',
  'data[.dockerconfigjson]': 'stringData[.dockerconfigjson]',
};

const names = (field: string, path: string) =>
  [path, SAME[path] ?? path].some(
    (known) => field === known || field.startsWith(`${known}.`) || field.startsWith(`${known}[`),
  );

/** Refused for how that server was set up: k3s allows privileged containers, and the range of addresses is a setting. */
const SETUP = /disallowed by cluster policy|not in the valid range\. The range of valid IPs/;

/** Accepted by the API, refused by a rule that says why. */
const STRICTER: Readonly<Record<string, string>> = {
  'spec.template.spec.containers.0.ports': 'container-port-duplicate',
  'spec.template.spec.containers.0.env': 'env-duplicate',
};

describe('what a real API server said', () => {
  const verdicts = verdictsOf<Verdict>('apiserver');

  it('is refused nowhere that it accepts, but by a rule that says why', () => {
    const alarms = verdicts
      .filter(({ verdict }) => verdict === 'accept')
      .flatMap(({ id, change, object }) =>
        errorsOf(object)
          .filter(({ rule }) => STRICTER[change] !== rule)
          .map(({ rule, message }) => `${id} ${change} ${rule} ${message}`),
      );
    expect(alarms).toEqual([]);
  });

  it('is refused by the same field', () => {
    const rejected = verdicts.filter(({ verdict }) => verdict === 'reject');
    const missed = rejected.filter((verdict) => {
      const fields = fieldsOf(verdict);
      return !errorsOf(verdict.object).some(({ field = '' }) => fields.some((path) => names(field, path)));
    });
    expect(rejected.length).toBeGreaterThan(300);
    expect(
      missed.filter(({ message = '' }) => !SETUP.test(message)).map(({ id, change }) => `${id} ${change}`),
    ).toEqual([]);
    expect(missed.length / rejected.length).toBeLessThan(0.03);
  });
});
