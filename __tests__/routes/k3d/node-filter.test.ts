import fc from 'fast-check';
import { isFault, type Nodes, parseNodeFilter, selectNodes } from '../../../lib/routes/k3d/node-filter';

const three: Nodes = { name: 'dev', servers: 1, agents: 2, balancer: true };
const names = (filters: readonly string[], nodes = three) =>
  selectNodes(filters, nodes).names.map((name) => name.slice('k3d-dev-'.length));
const faults = (filters: readonly string[], nodes = three) => selectNodes(filters, nodes).faults;

describe('node filters outside ports', () => {
  test.each([
    [[], ['server-0', 'agent-0', 'agent-1', 'serverlb']],
    [['all'], ['server-0', 'agent-0', 'agent-1', 'serverlb']],
    [
      ['server:*', 'agent:*'],
      ['server-0', 'agent-0', 'agent-1'],
    ],
    [['agents:0-1'], ['agent-0', 'agent-1']],
    [['agent:1-'], ['agent-1']],
    [['agent:-0'], ['agent-0']],
    [['agent:-'], ['agent-0', 'agent-1']],
    [['agent:1,0,'], ['agent-1', 'agent-0']],
    [
      ['agent:0', 'agent:*'],
      ['agent-0', 'agent-1'],
    ],
    [
      ['server:0', 'loadbalancer:0'],
      ['server-0', 'serverlb'],
    ],
  ])('%j names %j', (filters, expected) => {
    expect(names(filters)).toEqual(expected);
    expect(faults(filters)).toEqual([]);
  });

  test('end at the load balancer and at all, as k3d stops reading there', () => {
    expect(names(['loadbalancer', 'server:9'])).toEqual(['serverlb']);
    expect(faults(['all', 'nonsense'])).toEqual([]);
  });

  test('of many digits are read at once', () => {
    expect(faults([`server:${'1'.repeat(5000)}!`])).toMatchObject([{ kind: 'malformed' }]);
    expect(faults([`server:${'1,'.repeat(5000)},`])).toMatchObject([{ kind: 'malformed' }]);
  });

  test('may name every agent of a cluster that has none', () => {
    expect(selectNodes(['agent:*', 'agent:-'], { ...three, agents: 0 })).toEqual({ names: [], faults: [] });
  });

  test.each([
    ['agent:2', 'the cluster has 2 agents, so there is no agent 2', 'Write a number from 0 to 1, or add agents.'],
    ['server:1', 'the cluster has 1 server, so there is no server 1', 'Write "server:0", or add servers.'],
    [
      'agent:0-2',
      'the cluster has 2 agents, so the range reaches too far',
      'Write a number from 0 to 1, or add agents.',
    ],
    [
      'agent:2-',
      'the cluster has 2 agents, so the range reaches too far',
      'Write a number from 0 to 1, or add agents.',
    ],
  ])('%s names a node that is not there', (filter, why, remedy) => {
    expect(faults([filter])).toEqual([{ filter, kind: 'unknown-node', why, remedy }]);
  });

  test('name no load balancer where it is disabled, and no agent where there is none', () => {
    const bare = { ...three, agents: 0, balancer: false };
    expect(faults(['loadbalancer'], bare)[0]?.why).toBe('the load balancer is disabled');
    expect(faults(['agent:0'], bare)[0]).toMatchObject({
      why: 'the cluster has 0 agents, so there is no agent 0',
      remedy: 'Add agents to the cluster, or name a server.',
    });
  });

  test.each([
    ['agent', 'it does not say which agents', 'Write "agent:*" for all of them, "agent:0" for the first.'],
    ['server[0]', 'this is how k3d 4 wrote it', 'Write "server:0".'],
    ['agents[]', 'this is how k3d 4 wrote it', 'Write "agents:*".'],
    ['agent:0;agent:1', 'it holds several filters', 'Write each filter as an entry of its own in the list.'],
    ['Server:0', 'k3d reads lower-case letters only', 'Write "server:0".'],
    ['nodes:0', 'k3d cannot read it', 'Write "server:0", "server:*", "agent:0", "agent:*", "loadbalancer", or "all".'],
    ['agent:1-0', 'the range runs backwards', 'Write "agent:0-1".'],
    ['server:0:direct', '"direct" has a meaning in ports only', 'Write "server:0".'],
  ])('%j cannot be used', (filter, why, remedy) => {
    expect(faults([filter])).toEqual([{ filter, kind: 'malformed', why, remedy }]);
  });

  test('keep their suffix in what is to be written instead', () => {
    expect(parseNodeFilter('agent:direct')).toMatchObject({
      remedy: 'Write "agent:*:direct" for all of them, "agent:0" for the first.',
    });
  });

  test('never name a node that is not there, whatever is written', () => {
    const filter = fc.stringMatching(/^(server|agents?|all|loadbalancer|x)?(:[\d,*-]{0,3})?(:[a-z]{0,6})?$/);
    const count = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(
        fc.array(filter, { maxLength: 3 }),
        count,
        count,
        fc.boolean(),
        (filters, servers, agents, balancer) => {
          const nodes = { name: 'dev', servers: servers + 1, agents, balancer };
          const there = new Set(selectNodes([], nodes).names);
          const { names: found, faults: wrong } = selectNodes(filters, nodes);
          expect(found.filter((name) => !there.has(name))).toEqual([]);
          expect(wrong.every((fault) => isFault(fault) && filters.includes(fault.filter))).toBe(true);
        },
      ),
    );
  });
});
