import { AccessReport } from '../../lib/synth/access-report';
import { printJson } from '../../lib/routes/report/json';
import { access, broken, finding, route } from '../routes/report/sample';

const report = (more: Parameters<typeof access>[0] = {}) => AccessReport._of(access(more));

describe('expectReachable', () => {
  test.each(['http://localhost:8087', 'http://localhost:8087/', 'HTTP://LOCALHOST:8087'])('takes %s', (url) => {
    expect(() => report().expectReachable(url)).not.toThrow();
  });

  test.each(['http://localhost:8087/index.html', 'http://127.0.0.1:8087', 'http://[::1]:8087/a/b'])(
    'takes %s, which goes the way of the route above it',
    (url) => {
      expect(() => report().expectReachable(url)).not.toThrow();
      expect(() => report().expectUnreachable(url)).toThrow(/leads to/);
    },
  );

  test.each([undefined, 8087, 'hello', ''])('%j is no URL', (url) => {
    const message = `${JSON.stringify(url)} is no URL. Write one with its scheme, for example "http://localhost:8087".`;
    expect(() => report().expectReachable(url as string)).toThrow(new Error(message));
    expect(() => report().expectUnreachable(url as string)).toThrow(new Error(message));
  });

  test('is content with one complete route among several', () => {
    expect(() =>
      report({ routes: [broken(), route({ declared: false })] }).expectReachable('localhost:8087'),
    ).not.toThrow();
  });

  test('names the hop at which the route breaks, and the remedy', () => {
    const findings = [finding(), finding({ route: 'http://localhost:8087', remedy: 'Give it hostPort: 8087.' })];
    for (const url of ['http://localhost:8087', 'http://localhost:8087/', 'http://localhost:8087/api']) {
      expect(() => report({ routes: [broken()], findings }).expectReachable(url)).toThrow(
        new Error(
          `${url}: the route breaks at host port "no host port". No host port of cluster dev leads to port 30080. Give it hostPort: 8087.`,
        ),
      );
    }
  });

  test('says what is not known', () => {
    const routes = [route({ status: 'unknown', hops: [] })];
    expect(() => report({ routes }).expectReachable('http://localhost:8087')).toThrow(
      new Error(
        'http://localhost:8087: whether the route leads on from its first hop is not known. Read its hops in access/routes.md.',
      ),
    );
  });

  test('lists the nearest URLs where no route has this one', () => {
    const routes = ['http://localhost:8085', 'http://localhost:8087', 'https://a.test', 'tcp://b.test:5432'].map(
      (url) => route({ url }),
    );
    expect(() => report({ routes }).expectReachable('http://localhost:8088')).toThrow(
      new Error(
        'http://localhost:8088: no route has this URL. The nearest: http://localhost:8085, http://localhost:8087, https://a.test.',
      ),
    );
  });

  test('says so where no way leads in', () => {
    expect(() => report({ routes: [] }).expectReachable('http://localhost')).toThrow(
      new Error('http://localhost: no route has this URL. No way leads into the app: give an exposure a hostPort.'),
    );
  });
});

describe('expectUnreachable', () => {
  test('takes URLs without route, and broken ones', () => {
    expect(() => report().expectUnreachable('http://localhost:1')).not.toThrow();
    expect(() => report({ routes: [broken()] }).expectUnreachable('http://localhost:8087')).not.toThrow();
  });

  test('names what answers, and who opens the way', () => {
    expect(() => report().expectUnreachable('http://localhost:8087/')).toThrow(
      new Error('http://localhost:8087/: leads to Deployment default/web. Take the way in away that shop/port opens.'),
    );
  });

  test('names the port mapping where nobody else opens the way', () => {
    const routes = [route({ hops: [{ kind: 'address', name: '10.0.0.1' }] })];
    expect(() => report({ routes }).expectUnreachable('http://localhost:8087')).toThrow(
      new Error('http://localhost:8087: leads to 10.0.0.1. Take the port mapping away.'),
    );
  });

  test('is not content with what nobody knows', () => {
    const routes = [route({ status: 'unknown', why: 'The image is not known.' })];
    expect(() => report({ routes }).expectUnreachable('http://localhost:8087')).toThrow(
      'whether the route leads on from Pod "Deployment default/web" is not known. The image is not known.',
    );
  });
});

describe('findings', () => {
  test('infos and what is allowed are no faults', () => {
    const more = { findings: [finding({ level: 'info' })], allowed: [finding({ reason: 'r' })] };
    expect(() => report(more).expectNoFindings()).not.toThrow();
  });

  test('all faults are told at once', () => {
    expect(() => report({ findings: [finding(), finding({ level: 'warning' })] }).expectNoFindings()).toThrow(
      new Error(`Findings that nobody allowed: 2.

error   node-port-not-mapped  shop/web
  Nothing leads to node port 30080.
  Give the exposure a hostPort.

warning node-port-not-mapped  shop/web
  Nothing leads to node port 30080.
  Give the exposure a hostPort.`),
    );
  });

  test('a finding can be expected', () => {
    const id = 'host-port-taken-twice';
    expect(() => report({ findings: [finding({ rule: id })] }).expectFinding(id)).not.toThrow();
    expect(() => report().expectFinding(id)).toThrow(new Error(`${id}: the rule is silent. No rule speaks.`));
    expect(() => report({ findings: [finding({ rule: 'a' }), finding({ rule: 'a' })] }).expectFinding(id)).toThrow(
      new Error(`${id}: the rule is silent. These speak: a.`),
    );
    expect(() => report({ allowed: [finding({ rule: id, reason: 'two clusters' })] }).expectFinding(id)).toThrow(
      new Error(`${id}: allowed at shop/web, because: two clusters`),
    );
  });

  test('a rule that does not exist is answered with the nearest', () => {
    expect(() => report().expectFinding('host-port-taken-twise')).toThrow(
      new Error('No rule is called "host-port-taken-twise". The nearest is "host-port-taken-twice".'),
    );
  });
});

test('urls lists what answers, once', () => {
  expect(report({ routes: [route(), route(), broken({ url: 'http://b' })] }).urls()).toEqual(['http://localhost:8087']);
});

test('routesJson is what routes.json holds', () => {
  expect(report().routesJson()).toBe(printJson(access()));
});
