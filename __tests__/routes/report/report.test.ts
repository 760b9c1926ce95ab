import fc from 'fast-check';
import { judge } from '../../../lib/routes/rules/judge';
import { accessOf } from '../../../lib/routes/report/access';
import { jsonPieces, printJson } from '../../../lib/routes/report/json';
import { reportFiles } from '../../../lib/routes/report/files';
import { hostsFile } from '../../../lib/routes/report/hosts';
import { accessMarkdown } from '../../../lib/routes/report/markdown';
import { caption, sequenceOf } from '../../../lib/routes/report/mermaid';
import { nearest } from '../../../lib/routes/nearest';
import { routeText } from '../../../lib/routes/report/route-text';
import { normalised, routesFor } from '../../../lib/routes/report/url';
import { declaredBy, socketName, unusedMappings } from '../../../lib/routes/report/words';
import { rules } from '../../../lib/routes/rules';
import type { Hop } from '../../../lib/routes/route';
import { printed } from '../../support/printed';
import { situationA, situationB } from '../network/sites';
import { access, broken, finding, mapping, route } from './sample';

const verdict = { findings: [], allowed: [], idle: new Map() };
const file = (path: string, site = situationA()) =>
  printed(reportFiles([site], judge([site], rules)).find((each) => each.path === path)!);

describe('routes.json', () => {
  test('has its parts in this order at the top', () => {
    expect(Object.keys(JSON.parse(file('access/routes.json')))).toEqual([
      'version',
      'clusters',
      'routes',
      'mappings',
      'findings',
      'allowed',
    ]);
  });

  test('names the clusters and where they are described', () => {
    expect(JSON.parse(file('access/routes.json')).clusters).toEqual([{ name: 'dev-cluster', where: 'dev' }]);
  });

  test('holds a site without cluster too', () => {
    const { cluster: _, ...site } = situationA();
    expect(accessOf([site], verdict).clusters).toEqual([]);
  });

  test('keeps everything that a finding says, in an order of its own', () => {
    const full = finding({ object: 'Service a/b', field: 'x', route: 'u', hop: 1, source: 'main.ts:1', reason: 'r' });
    const shuffled = Object.fromEntries(Object.entries(full).reverse()) as unknown as typeof full;
    const { findings } = JSON.parse(printJson(accessOf([], { findings: [shuffled], allowed: [], idle: new Map() })));
    expect(findings).toEqual([full]);
    expect(Object.keys(findings[0])).toEqual([
      ...['rule', 'level', 'where', 'object', 'field', 'message', 'remedy', 'route', 'hop', 'source', 'reason'],
    ]);
  });

  test('is what commands print of it, however much there is', () => {
    const { routes, ...rest } = accessOf([situationA()], judge([situationA()], rules));
    for (const times of [0, 1, 5, 50]) {
      const many = { ...rest, routes: Array.from({ length: times }, () => routes).flat() };
      expect([...jsonPieces(many)].join('')).toBe(printJson(many));
    }
  });

  test('does not depend on the order of the keys that routes come with', () => {
    const [first] = accessOf([situationA()], verdict).routes;
    expect(Object.keys(first!)).toEqual(['cluster', 'url', 'declared', 'status', 'why', 'match', 'hops']);
  });

  test('is the same for the same program', () => {
    expect(file('access/routes.json')).toBe(file('access/routes.json', situationA()));
  });
});

describe('routes.md', () => {
  test('shows every URL, the declared ones first', () => {
    const table = file('access/routes.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(table).toEqual([
      '| `http://localhost.k3d.ingress:8085` | Deployment default/web-b | complete | nginx/nginx-ingress-b |',
      '| `http://localhost:8085` | Deployment default/web-a | complete | nginx/app-ingress-a |',
      '| `http://localhost:8087` | Deployment default/web | complete | nginx/app-service-nodeport |',
      '| `https://localhost.k3d.ingress:8443` | Deployment default/web-b | complete | found: nginx/nginx-ingress-b |',
      '| `https://localhost:8443` | Deployment default/web-a | complete | found: nginx/app-ingress-a |',
    ]);
  });

  test('draws one picture per declared route', () => {
    expect(file('access/routes.md').split('```mermaid').length - 1).toBe(3);
    expect(file('access/routes.md', situationB()).split('```mermaid').length - 1).toBe(1);
  });

  test('tells a whole report, and escapes what Markdown would read', () => {
    const more = finding({
      object: 'Service default/web_a',
      source: 'main.ts:3',
      message: 'a|b *c*\nd',
      where: 'a`b|c',
    });
    expect(
      accessMarkdown(
        access({
          clusters: [
            { name: 'a', where: 'a' },
            { name: 'b', where: 'b' },
          ],
          routes: [broken()],
          mappings: [
            mapping({ hostPort: 9000, clusterPort: 9, status: 'silent', leadsTo: undefined }),
            mapping({ hostPort: 1 }),
          ],
          findings: [more],
          allowed: [finding({ reason: 'a proxy stands before it' })],
        }),
      ),
    ).toBe(`# Access

Ways into the clusters \`a\`, \`b\`. The same as data: routes.json.

## URLs

| URL | leads to | status | declared by |
| --- | --- | --- | --- |
| \`http://localhost:8087\` | - | broken | - |

## \`http://localhost:8087\`

broken: No host port of cluster dev leads to port 30080.

\`\`\`mermaid
sequenceDiagram
  participant h0 as browser
  participant h1 as no host port
  h0->>h1: open http://localhost:8087
  Note over h1: breaks here. No host port of cluster dev leads to port 30080.
\`\`\`

## Host ports that no route uses

| host port | cluster port | leads to | status | cluster |
| --- | --- | --- | --- | --- |
| 9000 | 9 | - | silent | dev |
| 1 | 30080 | Service default/web | answers | dev |

## Findings

1 error.

- **error** \`node-port-not-mapped\` \`a'b\\|c\`, Service default/web\\_a, at \`main.ts:3\`  
  a\\|b \\*c\\* d  
  Give the exposure a hostPort.

## Allowed

- **error** \`node-port-not-mapped\` \`shop/web\`  
  Nothing leads to node port 30080.  
  Give the exposure a hostPort.  
  Allowed: a proxy stands before it
`);
  });

  test('says so where there is nothing', () => {
    expect(accessMarkdown(access({ clusters: [], routes: [], mappings: [] }))).toBe(
      '# Access\n\nNo cluster is described.\n\n## URLs\n\nNo way leads in.\n\n## Findings\n\nNone.\n',
    );
  });
});

describe('the picture of a route', () => {
  test('uses the words of a request behind an ingress controller', () => {
    const [first] = accessOf([situationA()], verdict).routes;
    expect(sequenceOf(first!)).toBe(`sequenceDiagram
  participant h0 as browser
  participant h1 as name resolution (hosts file)
  participant h2 as host port 8085
  participant h3 as k3d load balancer k3d-dev-serverlb
  participant h4 as ingress controller Traefik (Host header and path)
  participant h5 as Service default/app-service-b
  participant h6 as Pod of Deployment default/web-b
  h0->>h1: where is localhost.k3d.ingress
  h1-->>h0: needs a line in the hosts file
  h0->>h2: open http://localhost.k3d.ingress:8085
  h2->>h3: port 80
  h3->>h4: port 80
  h4->>h4: Ingress default/nginx-ingress-b, host localhost.k3d.ingress, path /
  h4->>h5: port 80
  h5->>h6: port 80
  h6-->>h0: answers`);
  });

  test('takes hops about which little is known', () => {
    const hops: Hop[] = [
      { kind: 'name', name: 'db' },
      { kind: 'node', name: 'k3d-dev-agent-0' },
      { kind: 'ingress-controller', name: 'Traefik' },
      { kind: 'ingress-rule', name: 'IngressRouteTCP default/db' },
    ];
    expect(
      sequenceOf(route({ url: 'tcp://db:5432', status: 'unknown', why: undefined, hops }))
        .split('\n')
        .slice(4),
    ).toMatchInlineSnapshot(`
      [
        "  participant h3 as ingress controller Traefik",
        "  h0->>h1: where is db",
        "  h1-->>h0: not known",
        "  h0->>h2: open tcp://db:5432",
        "  h2->>h3: a port that is not known",
        "  h3->>h3: IngressRouteTCP default/db",
        "  Note over h3: not known from here on",
      ]
    `);
  });

  test('and its text say that no host is read where nobody speaks HTTP', () => {
    const hops: Hop[] = [
      { kind: 'ingress-controller', name: 'Traefik' },
      { kind: 'ingress-rule', name: 'IngressRouteUDP default/dns' },
    ];
    expect(routeText(route({ url: 'udp://localhost:53', hops }))).toContain('↓ entry point');
    expect(routeText(route({ hops }))).toContain('↓ Host header and path');
  });

  test('a rule without controller before it stands by itself', () => {
    const hops: Hop[] = [{ kind: 'ingress-rule', name: 'Ingress default/a' }];
    expect(sequenceOf(route({ hops }))).toContain('participant h1 as Ingress default/a');
  });

  test('a route without hops is still a picture', () => {
    expect(sequenceOf(route({ hops: [], status: 'broken', why: 'no' }))).toBe(
      'sequenceDiagram\n  participant h0 as browser\n  Note over h0: breaks here. no',
    );
  });

  test('no text can leave its line or begin a word of Mermaid', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('#', ';', '"', '\n', '%', '{', '`', '<', 'a', ' ') }), (text) => {
        expect(caption(text)).toMatch(/^([a ]|#\d+;)*$/);
      }),
    );
    expect(caption('a;b')).toBe('a#59;b');
  });
});

describe('the hosts file', () => {
  const named = (name: string) => route({ hops: [{ kind: 'name', name }, route().hops[1]!] });
  const lines = (names: readonly string[], mappings = [mapping()]) =>
    hostsFile({ routes: names.map(named), mappings })
      .split('\n')
      .slice(1, -1);

  test('has a line for a name that needs one, once', () => {
    expect(lines(['shop.test', 'api.test', 'shop.test'])).toEqual(['127.0.0.1 api.test', '127.0.0.1 shop.test']);
  });

  test('leaves out names that resolve by themselves, addresses, and what is no name', () => {
    expect(lines(['localhost', 'a.localhost', '127.0.0.1', '[::1]', 'a b'])).toEqual(['# No name needs a line.']);
  });

  test('says that a wildcard cannot stand there', () => {
    expect(lines(['*.shop.test', '*.'])).toEqual([
      '# *.shop.test: a hosts file takes no wildcard. Write one line for each name that you open.',
    ]);
  });

  test('uses the address on which the host port listens', () => {
    expect(lines(['shop.test'], [mapping({ hostIp: '192.168.7.1' })])).toEqual(['192.168.7.1 shop.test']);
    expect(lines(['shop.test'], [mapping({ hostIp: '0.0.0.0' })])).toEqual(['127.0.0.1 shop.test']);
    expect(lines(['shop.test'], [mapping({ hostIp: '192.168.7.1', clusterPort: 1 })])).toEqual(['127.0.0.1 shop.test']);
  });

  test('needs no line for a route that no host port leads to', () => {
    expect(hostsFile({ routes: [broken()], mappings: [] })).toContain('# No name needs a line.');
    const homeless = route({ hops: [{ kind: 'name', name: 'shop.test' }] });
    expect(hostsFile({ routes: [homeless], mappings: [] })).toContain('127.0.0.1 shop.test');
  });
});

describe('a route as text', () => {
  test('has one line a hop and the port between them', () => {
    expect(routeText(route())).toBe(`http://localhost:8087  complete, declared

  client
    ↓ asks for the name
  name resolution        localhost, this machine
    ↓ opens http://localhost:8087
  host port              8087  [dev]
    ↓ port 30080
  node port              30080  [shop/port]
    ↓ port 80
  Service                default/web  [shop/port]
    ↓ port 80
  Pod                    Deployment default/web  [shop/web]`);
  });

  test('shows where it breaks and why', () => {
    expect(routeText(broken())).toBe(`http://localhost:8087  broken, declared
  No host port of cluster dev leads to port 30080.

  client
    ↓ opens http://localhost:8087
  host port              no host port
    ✗ the route breaks here`);
  });

  test('shows what is not known', () => {
    const hops: Hop[] = [
      { kind: 'ingress-controller', name: 'Traefik', port: 80 },
      { kind: 'ingress-rule', name: 'Ingress default/a' },
      { kind: 'service', name: 'Service default/a' },
    ];
    expect(routeText(route({ status: 'unknown', declared: false, hops }))).toBe(`http://localhost:8087  unknown, found

  client
    ↓ port 80
  ingress controller     Traefik
    ↓ Host header and path
  ingress rule           Ingress default/a
    ↓ a port that is not known
  Service                default/a
    ? not known`);
  });
});

describe('URLs', () => {
  test.each([
    ['http://localhost:80/', 'http://localhost'],
    ['HTTPS://Shop.Test:443', 'https://shop.test'],
    ['localhost:8087/', 'http://localhost:8087'],
    ['http://localhost:8087/api/?q=1#top', 'http://localhost:8087/api'],
    ['http://localhost:8443', 'http://localhost:8443'],
    ['tcp://localhost:80', 'tcp://localhost:80'],
    ['', 'http://'],
    ['http://a.test/a b', 'http://a.test/a%20b'],
    ['http://a.test/a%20b', 'http://a.test/a%20b'],
    ['http://a.test/%09', 'http://a.test/%09'],
    ['http://a.test/%2541', 'http://a.test/%2541'],
    ['http://a.test/50%', 'http://a.test/50%25'],
    ['http://a.test/\ud800', 'http://a.test/%EF%BF%BD'],
  ])('%s is %s', (written, meant) => expect(normalised(written)).toBe(meant));

  test('are normal after one pass', () => {
    const examples: [string][] = [['http://a.aa/%09'], ['http://a.aa/%20'], ['http://a.aa/%2541'], ['http://a.aa/%2']];
    fc.assert(
      fc.property(fc.webUrl(), (url) => expect(normalised(normalised(url))).toBe(normalised(url))),
      { examples },
    );
  });

  test('a declared route comes before a found one with the same URL', () => {
    const found = route({ declared: false });
    expect(routesFor([found, route(), route({ url: 'http://b' })], 'http://localhost:8087/')).toEqual([route(), found]);
  });
});

describe('the nearest words', () => {
  test('come with the fewest letters to change first', () => {
    expect(nearest('chekc', ['explain', 'check', 'down'])).toEqual(['check']);
    expect(nearest('b', ['c', 'a', 'a'], 2)).toEqual(['a', 'c']);
    expect(nearest('', ['abc'])).toEqual(['abc']);
    expect(nearest('a', [])).toEqual([]);
  });

  test('a word is nearest to itself', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z-]{1,12}$/),
        fc.array(fc.stringMatching(/^[a-z-]{1,12}$/)),
        (word, others) => {
          expect(nearest(word, [...others, word])).toEqual([word]);
        },
      ),
    );
  });
});

describe('words for mappings and hops', () => {
  test.each([
    [mapping(), '8087'],
    [mapping({ hostIp: '' }), '8087'],
    [mapping({ hostIp: '::1', protocol: 'udp' }), '[::1]:8087/udp'],
    [mapping({ hostIp: '10.0.0.1', hostPort: undefined }), '10.0.0.1:any'],
  ])('a socket is named as a person writes it', (each, name) => expect(socketName(each)).toBe(name));

  test('a mapping is used by the route of its cluster, protocol and ports', () => {
    const udp = route({ url: 'udp://localhost:8087' });
    expect(unusedMappings([route()], [mapping()])).toEqual([]);
    expect(unusedMappings([udp], [mapping()])).toEqual([mapping()]);
    expect(unusedMappings([udp], [mapping({ protocol: 'udp' })])).toEqual([]);
    expect(unusedMappings([route()], [mapping({ cluster: 'b' })])).toHaveLength(1);
  });

  test('a way in is declared by what opens it', () => {
    expect(declaredBy(route())).toBe('shop/port');
    expect(declaredBy(broken())).toBeUndefined();
  });
});
