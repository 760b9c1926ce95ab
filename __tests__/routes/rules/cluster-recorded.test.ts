import { judge } from '../../../lib/routes/rules/judge';
import { clusterRules } from '../../../lib/routes/rules/cluster';
import { hostPortRules } from '../../../lib/routes/rules/host-ports';
import { siteFromDocuments } from '../../../lib/cli/read/documents';
import { parsed, recorded } from '../k3d/recorded';

const errors = (text: string) => {
  const site = siteFromDocuments([{ json: parsed(text), where: 'cluster.yaml', text }]);
  return judge([site], [...clusterRules, ...hostPortRules]).findings.filter(({ level }) => level === 'error');
};

describe('the recorded verdicts of k3d', () => {
  test.each(recorded('reject').map((each) => [each.id, each] as const))('%s is rejected here too', (_, { config }) => {
    expect(errors(config)).not.toEqual([]);
  });

  test('what is accepted fails here for these reasons alone', () => {
    const reasons = new Set(recorded('accept').flatMap(({ config }) => errors(config).map(({ rule }) => rule)));
    expect([...reasons].sort()).toEqual([
      'api-port-invalid',
      'host-port-taken-twice',
      'k3s-arg-malformed',
      'node-filter-unknown-node',
      'port-sctp-proxied',
      'port-spec-malformed',
      'timeout-not-duration',
    ]);
  });
});
