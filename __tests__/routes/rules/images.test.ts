import fc from 'fast-check';
import { registriesOf } from '../../../lib/routes/k3d/registries';
import { clusterRules } from '../../../lib/routes/rules/cluster';
import { imageRules } from '../../../lib/routes/rules/images';
import { registryProxyUnused } from '../../../lib/routes/rules/images/created';
import { referenceRules } from '../../../lib/routes/rules/references';
import type { ObjectFacts, Site } from '../../../lib/routes/world';
import { findings, k3d, lines as linesOf, object, siteOf, web } from './yaml-site';

const lines = (site: Site) => linesOf(imageRules, site);
const rulesOf = (text: string, more: Partial<Site> = {}, facts: Partial<ObjectFacts> = {}) =>
  findings(imageRules, siteOf(text, more, facts)).map(({ level, rule }) => `${level} ${rule}`);
const image = (name: string, more = '', pod = '') => web(`image: "${name}"${more && `, ${more}`}`, pod);
/** A cluster with an inline registries.config, in flow style. */
const inline = (config: string, create = '') =>
  k3d(`registries:\n  config: |\n    # inline\n    ${config}${create && `\n  create: ${create}`}`);

describe('registriesOf', () => {
  const read = (registries: unknown, more = {}) =>
    registriesOf({ name: 'dev', where: 'dev', config: { registries, ...more } });

  test('reads the YAML in the text, and what k3d makes and uses beside it', () => {
    const config = 'mirrors:\n  docker.io:\n    endpoint: [https://m.example.com]\nconfigs:\n  m.example.com: {}\n';
    const create = { name: 'reg', hostPort: '5001', proxy: { remoteURL: 'https://x' } };
    expect(read({ config, create, use: ['k3d-a:5000', 'https://b', 'c', 1] })).toEqual({
      known: true,
      mirrors: new Map([['docker.io', { endpoint: ['https://m.example.com'] }]]),
      configs: new Map([['m.example.com', {}]]),
      auths: new Map(),
      created: {
        name: 'reg',
        isNameless: false,
        host: '0.0.0.0',
        hostPort: 5001,
        address: 'reg:5000',
        proxies: 'https://x',
      },
      used: ['k3d-a', 'b', 'c'],
    });
  });

  test('names a created registry after its cluster, and knows no port that docker chooses', () => {
    expect(read({ create: {} }).created).toEqual({
      name: 'k3d-dev-registry',
      isNameless: true,
      host: '0.0.0.0',
      address: 'k3d-dev-registry:5000',
    });
    expect(read({ create: { hostPort: 'random' } }).created?.hostPort).toBeUndefined();
    expect(read({ create: null }).created).toBeUndefined();
  });

  test.each([
    ['nothing', undefined, true],
    ['null', null, true],
    ['an empty text', '', true],
    ['a comment', '# nothing\n', true],
    ['a list', '- a\n- b\n', true],
    ['a path', 'registries.yaml', false],
    ['a mapping in place of a text', { mirrors: {} }, false],
    ['broken YAML', 'mirrors: {\n', false],
    [
      'a bomb of aliases',
      `a: &a [x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &${'bcdefghij'[i]} [${`*${'abcdefghi'[i]},`.repeat(9)}]\n`).join('')}`,
      false,
    ],
  ])('says whether it knows %s', (_, config, known) => {
    expect(read({ config }).known).toBe(known);
  });

  test('knows that other volumes, files and arguments bring none', () => {
    const more = {
      volumes: [{ volume: '/x:/y' }, {}],
      files: [null],
      options: { k3s: { extraArgs: [{ arg: '--debug' }, {}] } },
    };
    expect(read({}, more).known).toBe(true);
  });

  test.each([
    ['a volume', { volumes: [{ volume: '/x/registries.yaml:/etc/rancher/k3s/registries.yaml' }] }],
    ['a folder', { volumes: [{ volume: '/x:/etc/rancher/k3s' }] }],
    ['a file', { files: [{ destination: 'k3s-registry-config' }] }],
    ['an argument', { options: { k3s: { extraArgs: [{ arg: '--private-registry=/x' }] } } }],
  ])('knows that %s may bring anything', (_, more) => {
    expect(read({}, more).known).toBe(false);
  });
});

describe('image-not-pinned', () => {
  test('speaks about no tag and about latest, once per image of an object', () => {
    const pod = 'initContainers: [{ name: a, image: nginx }]';
    expect([...lines(siteOf(image('nginx', '', pod))), ...lines(siteOf(image('ghcr.io/a/b:latest')))]).toEqual([
      'warning image-not-pinned: Image "nginx" has no tag, which means "latest", so it is another program on another day, and a node asks its registry at every start.',
      'warning image-not-pinned: Image "ghcr.io/a/b:latest" has the tag "latest", so it is another program on another day, and a node asks its registry at every start.',
    ]);
  });

  test('speaks of a registry where one is asked', () => {
    expect(lines(siteOf(image('a/b:latest', 'imagePullPolicy: IfNotPresent')))).toEqual([
      'warning image-not-pinned: Image "a/b:latest" has the tag "latest", so it is another program on another day.',
    ]);
  });

  test('keeps silent on what is pushed anew to a registry beside the nodes', () => {
    const beside = (name: string, registries: string, more = '') =>
      rulesOf(k3d(`registries: { ${registries} }`) + image(name, more));
    const make = (more = '') => `create: { name: reg.localhost, hostPort: "5001"${more} }`;
    const found = ['warning image-not-pinned'];
    expect(beside('reg.localhost:5001/a', make())).toEqual([]);
    expect(beside('k3d-shared:5000/a:latest', 'use: ["shared:5000"]')).toEqual([]);
    expect(beside('reg.localhost:5001/a', make(), 'imagePullPolicy: IfNotPresent')).toEqual(found);
    const cache = make(', proxy: { remoteURL: "https://registry-1.docker.io" }');
    expect(beside('reg.localhost:5001/library/nginx', cache)).toContain(found[0]);
  });

  test('says what to write', () => {
    const remedies = ['nginx', 'nginx:latest'].map((name) => findings(imageRules, siteOf(image(name)))[0]?.remedy);
    expect(new Set(remedies)).toEqual(new Set(['Write the version that you mean behind the name: "nginx:<version>".']));
  });

  test.each(['nginx:1.27', 'nginx@sha256:12', '{{ .Values.image }}', '${IMAGE}'])('is silent about %s', (name) => {
    expect(rulesOf(image(name))).toEqual([]);
  });

  test('is silent about containers without image', () => {
    expect(rulesOf(web())).toEqual([]);
  });
});

describe('image-name-invalid', () => {
  test.each([
    ['http://nginx:1.27', 'begins with "http://", and a name is no URL', 'Write "nginx:1.27".'],
    ['https://r.example.com/App', 'begins with "https://", and a name is no URL', 'Write "r.example.com/App".'],
    ['https://r.example.com//a', 'begins with "https://", and a name is no URL', 'Write "r.example.com/a".'],
    ['https://hub.docker.com/_/nginx', 'is the address of a page of Docker Hub', 'Write "nginx:<version>".'],
    ['hub.docker.com/_/nginx/tags', 'is the address of a page of Docker Hub', 'Write "nginx:<version>".'],
    ['https://hub.docker.com/r/grafana/k6', 'is the address of a page of Docker Hub', 'Write "grafana/k6:<version>".'],
    ['nginx: 1.27 ', 'holds white space', 'Write "nginx:1.27".'],
    ['r.example.com:5000/Team/app:V1', 'has capitals in its name', 'Write "r.example.com:5000/team/app:V1".'],
    ['Nginx@sha256:12', 'has capitals in its name', 'Write "nginx@sha256:12".'],
    [
      'nginx:1.27/alpine',
      'begins with "nginx:1.27", which is no host',
      'Write a host before the first slash, or none.',
    ],
    ['nginx:', 'ends with ":", behind which there is no tag', 'Write "nginx:<version>".'],
    [
      'r.example.com/team/app:',
      'ends with ":", behind which there is no tag',
      'Write "r.example.com/team/app:<version>".',
    ],
    ['nginx:1.27:latest', 'has two tags', 'Write "nginx:1.27" or "nginx:latest".'],
    [
      'team/app:1:',
      'has "app:1" in its name',
      'Use lower-case letters and digits there, with single ".", "_" or "-" between them.',
    ],
    [
      '_a:1:2',
      'has "_a:1" in its name',
      'Use lower-case letters and digits there, with single ".", "_" or "-" between them.',
    ],
    ['/nginx:1', 'has an empty part between its slashes', 'Write a name such as "team/app:1.0".'],
    ['r.example.com/:1', 'has an empty part between its slashes', 'Write a name such as "team/app:1.0".'],
    [
      'team/-app:1',
      'has "-app" in its name',
      'Use lower-case letters and digits there, with single ".", "_" or "-" between them.',
    ],
    [
      'nginx:v1+k3s1',
      'has the tag "v1+k3s1"',
      'Use letters, digits, "_", "." and "-" in the tag, at most 128 of them.',
    ],
  ])('says of %j that it %s', (name, what, remedy) => {
    const found = findings(imageRules, siteOf(image(name)));
    expect(found).toEqual([
      {
        rule: 'image-name-invalid',
        level: 'warning',
        where: 'app/web',
        object: 'Deployment default/web',
        field: 'spec.template.spec.containers[0].image',
        message: `Image "${name}" ${what}, so no node can pull it.`,
        remedy,
      },
    ]);
  });

  test('is an error where it is declared, or nothing lies outside', () => {
    expect(rulesOf(image('App:1'), {}, { declared: true })).toEqual(['error image-name-invalid']);
    expect(rulesOf(image('App:1'), { closed: true })).toEqual(['error image-name-invalid']);
  });

  test('speaks alone', () => {
    const more = { privateRegistries: [{ server: 'reg:5000', where: 'shop/login' }] };
    expect(rulesOf(k3d() + image('reg:5000/App'), more)).toEqual(['warning image-name-invalid']);
    expect(rulesOf(image('App'), {}, { sideLoaded: ['App'] })).toEqual(['warning image-name-invalid']);
  });

  test.each([
    'nginx',
    'a/b_c/d--e.f__g:1',
    'localhost/app:1',
    '127.0.0.1:5000/app:1',
    'R.example.com/app:V1.0_x',
    '{{ .A }}:B',
  ])('is silent about %s', (name) => {
    const silent = findings(imageRules, siteOf(image(name))).filter(({ rule }) => rule === 'image-name-invalid');
    expect(silent).toEqual([]);
  });
});

describe('image-never-pulled', () => {
  const never = k3d() + image('app:1', 'imagePullPolicy: Never');

  test('speaks about what a program says', () => {
    expect(lines(siteOf(never, {}, { declared: true }))).toEqual([
      'warning image-never-pulled: Image "app:1" has pull policy "Never", and nothing in the app loads it into the nodes.',
    ]);
  });

  test('is silent about files, side-loaded images, and where there is no cluster of ours', () => {
    expect(rulesOf(never)).toEqual([]);
    expect(rulesOf(never, {}, { declared: true, sideLoaded: ['app:1'] })).toEqual([]);
    expect(rulesOf(image('app:1', 'imagePullPolicy: Never'), {}, { declared: true })).toEqual([]);
  });
});

describe('image-side-loaded-but-always', () => {
  const loaded = { sideLoaded: ['my-app'] };

  test('takes the place of image-not-pinned', () => {
    expect(lines(siteOf(image('docker.io/library/my-app:latest'), {}, loaded))).toEqual([
      'error image-side-loaded-but-always: Image "docker.io/library/my-app:latest" is loaded into the nodes, but without a fixed tag its pull policy is "Always", which asks its registry for it at every start.',
    ]);
    expect(lines(siteOf(image('my-app:1', 'imagePullPolicy: Always'), {}, { sideLoaded: ['my-app:1'] }))).toEqual([
      'error image-side-loaded-but-always: Image "my-app:1" is loaded into the nodes, but pull policy "Always" asks its registry for it at every start.',
    ]);
  });

  test('leaves other images of the same object to image-not-pinned', () => {
    const pod = 'initContainers: [{ name: a, image: nginx }]';
    expect(rulesOf(image('my-app', '', pod), {}, loaded)).toEqual([
      'error image-side-loaded-but-always',
      'warning image-not-pinned',
    ]);
  });

  test('is silent where the node does not ask', () => {
    expect(rulesOf(image('my-app:1'), {}, { sideLoaded: ['my-app:1'] })).toEqual([]);
    expect(rulesOf(image('my-app:1', 'imagePullPolicy: Always'), {}, loaded)).toEqual([]);
    expect(rulesOf(image('my-app', 'imagePullPolicy: Never'), {}, loaded)).toEqual([]);
  });
});

describe('image-registry-unresolvable', () => {
  test('speaks about localhost, and about names that the nodes do not know', () => {
    const said = [
      k3d() + image('localhost:5000/app:1'),
      k3d() + image('registry:5000/team/app:1'),
      k3d('registries: { create: { name: reg, hostPort: "5001" } }') + image('127.0.0.1:5001/app:1'),
      k3d('registries: { create: { name: reg, hostPort: "5001" } }') + image('reg:5002/app:1'),
      k3d('registries: { create: { name: reg, hostPort: "5001", enforcePortMatch: true } }') + image('reg:5000/app:1'),
      k3d('registries: { create: { name: reg.local } }') + image('reg.local/app:1'),
    ].flatMap((text) => findings(imageRules, siteOf(text)));
    expect(said.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'error: Image "localhost:5000/app:1" names registry "localhost:5000", which inside a node is the node itself, where no registry answers.',
      'error: Image "registry:5000/team/app:1" names registry "registry:5000", which the nodes of the cluster do not know.',
      'error: Image "127.0.0.1:5001/app:1" names registry "127.0.0.1:5001", which inside a node is the node itself, where no registry answers.',
      'error: Image "reg:5002/app:1" names registry "reg:5002", which the nodes of the cluster do not know.',
      'error: Image "reg:5000/app:1" names registry "reg:5000", which the nodes of the cluster do not know.',
      'error: Image "reg.local/app:1" names registry "reg.local", which the nodes of the cluster do not know.',
    ]);
    expect(said.map(({ remedy }) => remedy)).toEqual([
      'Add a mirror for "localhost:5000" to the registries of the cluster, with the endpoint at which the nodes reach it.',
      'Add a mirror for "registry:5000" to the registries of the cluster, with the endpoint at which the nodes reach it.',
      'Write "reg:5000/app:1", the name that the registry of the cluster has inside it.',
      'Write "reg:5000/app:1", the name that the registry of the cluster has inside it.',
      'Write "reg:5001/app:1", the name that the registry of the cluster has inside it.',
      'Write "reg.local:5000/app:1", the name that the registry of the cluster has inside it.',
    ]);
  });

  test('names the registry that a program can have made', () => {
    const remedies = ['localhost:5001/app:1', 'localhost/app:1', 'registry:5000/app:1'].map(
      (name) => findings(imageRules, siteOf(k3d() + image(name), { byProgram: true }))[0]?.remedy,
    );
    expect(remedies).toEqual([
      'Make that registry with new LocalRegistry(app, "registry", { hostPort: 5001 }) and write the name that its image() gives, or add a mirror for "localhost:5001" to the registries of the cluster, with the endpoint at which the nodes reach it.',
      'Make that registry with new LocalRegistry(app, "registry") and write the name that its image() gives, or add a mirror for "localhost" to the registries of the cluster, with the endpoint at which the nodes reach it.',
      'Add a mirror for "registry:5000" to the registries of the cluster, with the endpoint at which the nodes reach it.',
    ]);
  });

  test('says that a registry is made with another cluster', () => {
    const config = { registries: { create: { name: 'reg' } } };
    const others = [{ name: 'staging', where: 'staging.yaml:1', config }];
    expect(findings(imageRules, siteOf(k3d() + image('reg:5000/app:1'), { others }))).toMatchObject([
      {
        remedy:
          'That registry is made with cluster "staging", and stands in its network: give cluster "dev" one of its own, registries.create.',
      },
    ]);
  });

  test.each([
    ['no cluster', image('localhost:5000/app:1')],
    ['Docker Hub', k3d() + image('nginx:1.27')],
    ['a name in the world', k3d() + image('registry.example.com:5000/app:1')],
    ['a registry that k3d makes', k3d('registries: { create: { name: reg } }') + image('reg:5000/app:1')],
    [
      'its port on this machine',
      k3d('registries: { create: { name: reg, hostPort: "5001" } }') + image('reg:5001/app:1'),
    ],
    ['its port that nobody knows', k3d('registries: { create: { name: reg } }') + image('reg:4321/app:1')],
    ['a registry that k3d uses', k3d('registries: { use: ["reg:5000"] }') + image('k3d-reg:5000/app:1')],
    [
      'a registry in .localhost that k3d uses',
      k3d('registries: { use: ["k3d-reg.localhost:5000"] }') + image('k3d-reg.localhost:5000/app:1'),
    ],
    [
      'a mirror',
      inline('mirrors: { "localhost:5000": { endpoint: ["http://reg:5000"] } }') + image('localhost:5000/app:1'),
    ],
    ['a mirror for all', inline('mirrors: { "*": { endpoint: ["http://reg:5000"] } }') + image('localhost:5000/app:1')],
    ['mirrors in a file', k3d('registries: { config: registries.yaml }') + image('localhost:5000/app:1')],
    [
      'a registry that proxies all',
      k3d('registries: { create: { name: reg, proxy: { remoteURL: "*" } } }') + image('localhost:5000/app:1'),
    ],
    ['an alias', k3d('hostAliases: [{ ip: 10.0.0.1, hostnames: [reg] }]') + image('reg:5000/app:1')],
    ['a network that others share', k3d('network: shared') + image('reg:5000/app:1')],
    ['the network of this machine', k3d('network: host') + image('localhost:5000/app:1')],
    ['an image that is never pulled', k3d() + image('localhost:5000/app:1', 'imagePullPolicy: Never')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('is silent about side-loaded images, and about .localhost only where it is known', () => {
    expect(rulesOf(k3d() + image('localhost:5000/app:1'), {}, { sideLoaded: ['localhost:5000/app:1'] })).toEqual([]);
    expect(rulesOf(k3d() + image('reg.localhost:5000/app:1'))).toEqual(['error image-registry-unresolvable']);
  });
});

describe('image-login-missing', () => {
  const isPrivate = { privateRegistries: [{ server: 'https://reg.example.com/v1/', where: 'shop/login' }] };
  const app = (pod = '') => image('reg.example.com/app:1', '', pod);
  const named = app('imagePullSecrets: [{ name: login }]');
  const secret = (more: string) => object('v1', 'Secret', 'login', more);
  const content = (server: string) => JSON.stringify({ auths: { [server]: { auth: 'x' } } });
  const plain = (server: string) => secret(`stringData: { .dockerconfigjson: '${content(server)}' }`);
  const encoded = (server: string) => secret(`data: { .dockerconfigjson: "${btoa(content(server))}" }`);

  test('speaks about an image without login', () => {
    expect(lines(siteOf(app(), isPrivate))).toEqual([
      'error image-login-missing: Image "reg.example.com/app:1" comes from "reg.example.com", which shop/login declares private, but its pods bring no login for it.',
    ]);
  });

  test.each(['docker.io', 'ghcr.io', 'quay.io', 'eu.gcr.io', 'europe-docker.pkg.dev'])(
    'takes an image of %s for a public one, and says so in the report',
    (server) => {
      expect(
        lines(siteOf(image(`${server}/team/app:1`), { privateRegistries: [{ server, where: 'shop/login' }] })),
      ).toEqual([
        `info image-login-missing: Image "${server}/team/app:1" comes from "${server}", which shop/login declares private, but its pods bring no login for it, so it has to be public.`,
      ]);
    },
  );

  test('warns where the program took the name of the image from the registry that it declares private', () => {
    const ghcr = { server: 'ghcr.io', where: 'shop/login', images: new Set(['ghcr.io/team/app:1']) };
    const lines = (name: string) => rulesOf(image(name), { privateRegistries: [ghcr] });
    expect(lines('ghcr.io/team/app:1')).toEqual(['warning image-login-missing']);
    expect(lines('ghcr.io/team/other:1')).toEqual(['info image-login-missing']);
  });

  test('is silent about official images, which are public', () => {
    const hub = { privateRegistries: [{ server: 'docker.io', where: 'shop/hub' }] };
    expect(rulesOf(image('nginx:1.27'), hub)).toEqual([]);
    expect(rulesOf(image('docker.io/library/nginx:1.27'), hub)).toEqual([]);
  });

  test('names the Secret with the login, where one is known', () => {
    const [declared] = isPrivate.privateRegistries;
    const remedy = (secret?: string) =>
      findings(imageRules, siteOf(app(), { privateRegistries: [{ ...declared!, secret }] }))[0]?.remedy;
    expect(remedy()).toBe('Add the pull secret of "reg.example.com" to imagePullSecrets.');
    expect(remedy('login')).toBe('Add the pull secret "login" of "reg.example.com" to imagePullSecrets.');
  });

  test('says in a program which property is missing', () => {
    const [found] = findings(imageRules, siteOf(app(), isPrivate, { declared: true }));
    expect(found?.remedy).toBe('Give the workload registry: <the PrivateRegistry shop/login>.');
  });

  test('knows the Secrets that the hand-off makes, and where', () => {
    const made = (server: string, namespaces?: string[]) => ({
      privateRegistries: [...isPrivate.privateRegistries, { server, where: 'shop/other', secret: 'login', namespaces }],
    });
    expect(rulesOf(named, made('reg.example.com'))).toEqual([]);
    expect(rulesOf(named, made('other.example.com'))).toEqual(['error image-login-missing']);
    expect(rulesOf(named, made('other.example.com', ['default']))).toEqual(['error image-login-missing']);
    expect(rulesOf(named, made('other.example.com', ['far']))).toEqual([]);
  });

  test('speaks about a login for another registry', () => {
    expect(rulesOf(named + plain('other.example.com'), isPrivate)).toEqual(['error image-login-missing']);
    expect(rulesOf(named + encoded('other.example.com'), isPrivate)).toEqual(['error image-login-missing']);
  });

  const account = (name: string, more: string) => object('v1', 'ServiceAccount', name, more);

  test.each([
    ['another registry', image('nginx:1.27')],
    ['a login', named + plain('reg.example.com')],
    ['an encoded login', named + encoded('https://reg.example.com')],
    ['a login that stands elsewhere', named],
    ['a login that cannot be read', named + secret('data: { .dockerconfigjson: "%" }')],
    [
      'a login of the account',
      account('default', 'imagePullSecrets: [{ name: login }]') + plain('reg.example.com') + app(),
    ],
    ['an account from elsewhere', app('serviceAccountName: robot')],
    ['an account by its old name', account('robot', 'imagePullSecrets: [{}]') + app('serviceAccount: robot')],
    ['a login of the nodes', inline('configs: { reg.example.com: { auth: { username: me } } }') + app()],
    ['nodes that nobody knows', k3d('registries: { config: registries.yaml }') + app()],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text, isPrivate)).toEqual([]);
  });

  test('goes on where the nodes have an empty login, and where nothing is private stays silent', () => {
    expect(rulesOf(inline('configs: { reg.example.com: { auth: } }') + app(), isPrivate)).toEqual([
      'error image-login-missing',
    ]);
    expect(rulesOf(app())).toEqual([]);
    expect(rulesOf(app(), isPrivate, { sideLoaded: ['reg.example.com/app:1'] })).toEqual([]);
  });
});

const endpoint = (url: string, create = '') => inline(`mirrors: { docker.io: { endpoint: ["${url}"] } }`, create);

describe('registry-endpoint-scheme', () => {
  test('warns of no scheme, and refuses https with the registry that k3d makes', () => {
    const said = [
      endpoint('m.example.com'),
      endpoint('reg:5000', '{ name: reg }'),
      endpoint('https://reg:5000', '{ name: reg }'),
    ].flatMap((text) => findings(imageRules, siteOf(text)));
    expect(said.map(({ level, message, remedy }) => [level, message, remedy])).toEqual([
      [
        'warning',
        'Endpoint "m.example.com" of mirror "docker.io" has no scheme, so k3s speaks https with it.',
        'Write "https://m.example.com"; if it speaks http only, write "http://m.example.com".',
      ],
      [
        'error',
        'Endpoint "reg:5000" of mirror "docker.io" is spoken to by https, but the registry that k3d makes speaks http.',
        'Write "http://reg:5000".',
      ],
      [
        'error',
        'Endpoint "https://reg:5000" of mirror "docker.io" is spoken to by https, but the registry that k3d makes speaks http.',
        'Write "http://reg:5000".',
      ],
    ]);
  });

  test.each(['http://', 'https:///team', 'http://a b'])('refuses %j, which names nobody', (url) => {
    expect(findings(imageRules, siteOf(endpoint(url)))).toMatchObject([
      {
        rule: 'registry-endpoint-scheme',
        level: 'error',
        message: `Endpoint "${url}" of mirror "docker.io" names no registry.`,
        remedy: 'Write one such as "https://registry.example.com", or remove it.',
      },
    ]);
  });

  test.each([
    'https://m.example.com',
    'http://m.example.com',
    'localhost:5000',
    '127.0.0.2:5000',
    '[::1]:5000',
    '$MIRROR',
  ])('is silent about %s', (url) => {
    expect(rulesOf(endpoint(url))).toEqual([]);
  });

  test('is silent without cluster, and about http with the registry that k3d makes', () => {
    expect(rulesOf(image('nginx:1.27'))).toEqual([]);
    expect(rulesOf(endpoint('http://reg:5000', '{ name: reg }'))).toEqual([]);
  });
});

describe('registry-endpoint-port', () => {
  const created = (url: string, more = '') =>
    findings(imageRules, siteOf(endpoint(url, `{ name: reg.local, hostPort: "5001"${more} }`)))
      .filter(({ rule }) => rule === 'registry-endpoint-port')
      .map(({ level, message, remedy }) => [level, message, remedy]);

  test.each([
    ['http://reg.local:5001', 'asks the registry of the cluster at port 5001'],
    ['http://reg.local', 'asks the registry of the cluster at port 80'],
    ['localhost:5001', 'is the node itself'],
    ['http://localhost:5001', 'is the node itself'],
    ['http://127.0.0.1:5001', 'is the node itself'],
  ])('speaks about %s', (url, what) => {
    expect(created(url)).toEqual([
      [
        'error',
        `Endpoint "${url}" of mirror "docker.io" ${what}, where it does not listen: the nodes reach it at reg.local:5000.`,
        'Write "http://reg.local:5000".',
      ],
    ]);
  });

  test('is silent about its port inside, other ports of the node, other hosts and clusters without registry', () => {
    const sound = [
      'https://reg.local:5001',
      'http://reg.local:5000',
      'http://localhost:30500',
      'http://host.k3d.internal:5001',
      'http://a:5001',
    ];
    expect(sound.flatMap((url) => created(url))).toEqual([]);
    expect(created('http://reg.local:5001', ', enforcePortMatch: true')).toEqual([]);
    expect(rulesOf(endpoint('http://localhost:5001'))).toEqual([]);
  });

  test('is silent in the network of this machine', () => {
    const text = k3d(
      'network: host\nregistries: { create: { name: reg, hostPort: "5001" }, config: "mirrors: { a: { endpoint: [http://localhost:5001] } }\\n" }',
    );
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('registry-endpoint-path', () => {
  test('speaks about a path, and says what a rewrite does', () => {
    const [found] = findings(imageRules, siteOf(endpoint('https://h.example.com/team/hub/')));
    expect(found).toMatchObject({
      level: 'warning',
      message:
        'Endpoint "https://h.example.com/team/hub/" of mirror "docker.io" has path "team/hub", which containerd takes as the root of the API in place of "v2", and not as a project.',
      remedy:
        'Write the endpoint as "https://h.example.com" and add a rewrite of "^(.*)$" to "team/hub/$1", in a file that registries.config names (k3d empties $1 in inline text).',
    });
  });

  test('says how a program writes the rewrite', () => {
    const site = siteOf(endpoint('https://h.example.com/hub'));
    const cluster = { ...site.cluster!, fields: { 'registries.config': 'registries.mirrors' } };
    expect(findings(imageRules, { ...site, cluster })[0]?.remedy).toBe(
      'Write the endpoint as "https://h.example.com" and add rewrite: { "^(.*)$": "hub/$1" } to the mirror.',
    );
  });

  test.each([
    'https://h.example.com/',
    'https://me@h.example.com/path',
    'https://h.example.com/v2',
    'https://h.example.com/v2/hub',
  ])('is silent about %s', (url) => {
    expect(rulesOf(endpoint(url))).toEqual([]);
  });
});

describe('registry-config-key-unmatched', () => {
  const configs = (key: string, more = '') => inline(`{ configs: { "${key}": {} }${more} }`);
  const app = image('reg.example.com/app:1');

  test('speaks about a host that nobody asks, and about a URL', () => {
    const said = [configs('m.example.com') + app, configs('https://reg.example.com/v2')].flatMap((text) =>
      findings(imageRules, siteOf(text)),
    );
    expect(said.map(({ level, message, remedy }) => [level, message, remedy])).toEqual([
      [
        'warning',
        'Key "m.example.com" of configs is no endpoint, no mirror and no registry of an image, so its settings are never used.',
        'Write the host and port of the endpoint that wants these settings.',
      ],
      [
        'warning',
        'Key "https://reg.example.com/v2" of configs is a URL, but containerd looks settings up by host and port.',
        'Write "reg.example.com".',
      ],
    ]);
  });

  test.each([
    ['the registry of an image', configs('reg.example.com') + app],
    ['its port', configs('reg.example.com:443') + app],
    ['an endpoint', configs('m.example.com', ', mirrors: { a: { endpoint: ["https://m.example.com/v2"] } }') + app],
    ['a mirror', configs('a.example.com', ', mirrors: { a.example.com: {} }') + app],
    ['Docker Hub', configs('registry-1.docker.io') + app],
    ['all hosts', configs('*') + app],
    ['an endpoint from the environment', configs('m.example.com', ', mirrors: { a: { endpoint: ["$MIRROR"] } }') + app],
    ['a key from the environment', configs('$HOST/x') + app],
    ['a cluster whose images nobody knows', configs('m.example.com')],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });

  test('warns of a mirror that stands under a name of Docker Hub that no image has', () => {
    const mirrors = (key: string) => inline(`mirrors: { ${key}: { endpoint: ["https://m.example.com"] } }`);
    expect(findings(imageRules, siteOf(mirrors('index.docker.io'))).map((said) => [said.message, said.remedy])).toEqual(
      [
        [
          'Key "index.docker.io" of mirrors is a name of Docker Hub, whose images k3s looks up as "docker.io" alone.',
          'Write "docker.io".',
        ],
      ],
    );
    expect(rulesOf(mirrors('registry-1.docker.io'))).toEqual(['warning registry-config-key-unmatched']);
    expect(rulesOf(mirrors('docker.io'))).toEqual([]);
  });

  test('warns of a mirror that stands under a URL', () => {
    const text = inline('mirrors: { "https://me:s3cret@docker.io/v2/": { endpoint: ["https://m.example.com"] } }');
    expect(findings(imageRules, siteOf(text)).map(({ message, remedy }) => [message, remedy])).toEqual([
      [
        'Key "https://…@docker.io/v2/" of mirrors is a URL, but k3s looks mirrors up by the host in the name of an image.',
        'Write "docker.io".',
      ],
    ]);
    expect(rulesOf(inline('mirrors: { "https://$HOST": {}, "*": {} }'))).toEqual([]);
  });

  test('is silent about a registry that is declared private', () => {
    const privateRegistries = [{ server: 'reg.example.com', where: 'shop/login' }];
    const more = image('nginx:1.27');
    expect(rulesOf(configs('reg.example.com') + more)).toEqual(['warning registry-config-key-unmatched']);
    expect(rulesOf(configs('reg.example.com') + more, { privateRegistries })).toEqual([]);
  });
});

describe('registry-proxy-unused', () => {
  const proxy = (url: string) => `{ name: cache, proxy: { remoteURL: "${url}" } }`;

  test('speaks about a cache without mirror', () => {
    const said = ['https://registry-1.docker.io', 'https://me:s3cret@quay.io'].flatMap((url) =>
      findings([registryProxyUnused], siteOf(k3d(`registries: { create: ${proxy(url)} }`))),
    );
    expect(said.map(({ level, message, remedy }) => [level, message, remedy])).toEqual([
      [
        'warning',
        'Registry "cache" fetches from "https://registry-1.docker.io", but no mirror leads to it, so the nodes go on pulling from the source.',
        'Add a mirror for "docker.io" with endpoint "http://cache:5000" to registries.config.',
      ],
      [
        'warning',
        'Registry "cache" fetches from "https://quay.io", but no mirror leads to it, so the nodes go on pulling from the source.',
        'Add a mirror for "quay.io" with endpoint "http://cache:5000" to registries.config.',
      ],
    ]);
  });

  test.each([
    ['a mirror', endpoint('http://cache:5000', proxy('https://registry-1.docker.io'))],
    ['an endpoint from the environment', endpoint('$MIRROR', proxy('https://registry-1.docker.io'))],
    ['mirrors in a file', k3d(`registries: { config: registries.yaml, create: ${proxy('https://x')} }`)],
    ['a registry that fetches nothing', k3d('registries: { create: { name: cache } }')],
    ['one for whatever is asked for, which k3d makes the mirror of', k3d(`registries: { create: ${proxy('*')} }`)],
  ])('is silent about %s', (_, text) => {
    expect(rulesOf(text)).toEqual([]);
  });
});

describe('registry-create-ignored', () => {
  const bare = k3d('registries: { create: { proxy: { remoteURL: "https://quay.io" } } }');

  test('takes the place of registry-proxy-unused', () => {
    expect(lines(siteOf(bare))).toEqual([
      'warning registry-create-ignored: registries.create states no name, host, hostPort and image, and k3d from 5.9.0 on makes no registry then.',
    ]);
  });

  test('is silent where an older k3d reads it, and where it says something', () => {
    const by = (k3dVersion: string) => {
      const { cluster, ...site } = siteOf(k3d('registries: { create: {} }'));
      return lines({ ...site, ...(cluster && { cluster: { ...cluster, k3dVersion } }) });
    };
    expect([by('5.8.3'), by('v5.8.0')]).toEqual([[], []]);
    expect(by('5.9.0')).toHaveLength(1);
    expect(by('5.10.0')).toHaveLength(1);
    expect(rulesOf(k3d('registries: { create: { hostPort: "5000" } }'))).toEqual([]);
    expect(rulesOf(k3d('registries: {}'))).toEqual([]);
  });
});

test('ten thousand images are judged one by one', () => {
  const json = (index: number) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${index}` },
    spec: { containers: [{ image: `app-${index}` }] },
  });
  const objects = Array.from({ length: 10_000 }, (_, index) => ({
    json: json(index),
    where: `p${index}`,
    declared: false,
  }));
  const site: Site = { ...siteOf(''), objects };
  expect([...imageRules, ...referenceRules].flatMap((rule) => [...rule.check(site)])).toHaveLength(10_000);
});

test('the rules survive registries and objects of any shape', () => {
  const key = fc.constantFrom(
    'create',
    'use',
    'config',
    'name',
    'proxy',
    'endpoint',
    'imagePullSecrets',
    'containers',
    'image',
  );
  const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('mirrors:\n  x: {}', 'mirrors:\n', 'a/b:c'));
  const tree = fc.dictionary(
    key,
    fc.oneof(leaf, fc.array(leaf, { maxLength: 2 }), fc.dictionary(key, leaf, { maxKeys: 3 })),
    { maxKeys: 5 },
  );
  fc.assert(
    fc.property(tree, tree, (registries, spec) => {
      const site: Site = {
        ...siteOf(''),
        cluster: { name: 'dev', where: 'dev', config: { registries } },
        objects: [
          { json: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec }, where: 'app', declared: false },
        ],
        privateRegistries: [{ server: 'docker.io', where: 'login' }],
      };
      expect(findings(imageRules, site).every(({ message }) => message.length > 0)).toBe(true);
    }),
  );
});

test.each([
  'mirrors: { "https://u:a/s3cret@m.io": { endpoint: ["https://m.example.com/a"], other: 1 } }',
  'mirrors: { "u:s3cret@m.io": { endpoint: ["m.example.com/a"], rewrite: { a: 1 } } }',
  'configs: { "https://u:a/s3cret@m.io": { auth: { password: "a" } } }',
  'configs: { "u:s3cret@m.io": { auth: { password: "a" } } }',
  'configs: { "u:s3cret@m.io": {} }',
])('no finding repeats the login in %s', (config) => {
  const site = siteOf(inline(config) + image('nginx:1'));
  const said = findings([...imageRules, ...clusterRules], site);
  expect(said).not.toEqual([]);
  expect(JSON.stringify(said)).not.toContain('s3cret');
});

test('an image with a login is written without it', () => {
  const said = findings(imageRules, siteOf(image('me:s3cret@reg.example.com/app:1')));
  expect(said.map(({ message, remedy }) => `${message} ${remedy}`)).toEqual([
    'Image "…@reg.example.com/app:1" holds a login, and no name can, so no node can pull it. Write "reg.example.com/app:1".',
  ]);
});

describe('registry-login-in-plain-sight', () => {
  const SECRET = 's3cret';
  const proxy = (fields: string) => k3d(`registries: { create: { name: cache, proxy: { ${fields} } } }`);
  const auth = (fields: string) => inline(`configs: { reg.example.com: { auth: { ${fields} } } }`);
  const said = (text: string) =>
    findings(imageRules, siteOf(text)).filter(({ rule }) => rule === 'registry-login-in-plain-sight');

  test.each([
    [
      'a password of the nodes',
      auth(`username: me, password: ${SECRET}`),
      'The password for "reg.example.com" stands in registries.config in plain text, which everybody sees who reads this file.',
      "Write password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a password of digits',
      auth('username: me, password: 123456'),
      'The password for "reg.example.com" stands in registries.config in plain text, which everybody sees who reads this file.',
      "Write password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a token of the nodes',
      auth(`identitytoken: ${SECRET}`),
      'The identitytoken for "reg.example.com" stands in registries.config in plain text, which everybody sees who reads this file.',
      "Write identitytoken: '${REGISTRY_TOKEN}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a token as k3s spells it',
      auth(`identity_token: ${SECRET}`),
      'The identity_token for "reg.example.com" stands in registries.config in plain text, which everybody sees who reads this file.',
      "Write identitytoken: '${REGISTRY_TOKEN}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a login outside of configs',
      inline(`auths: { reg.example.com: { username: me, password: ${SECRET} } }`),
      'The password for "reg.example.com" stands in registries.config in plain text, which everybody sees who reads this file.',
      "Write password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a login in an endpoint without a scheme',
      endpoint(`me:${SECRET}@m.example.com`),
      'The login for an endpoint of mirror "docker.io" stands in its URL in plain text, which everybody sees who reads this file.',
      "Write the URL without it, and under configs password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a login in an endpoint, with a slash in its password',
      endpoint(`https://me:a/${SECRET}@m.example.com`),
      'The login for an endpoint of mirror "docker.io" stands in its URL in plain text, which everybody sees who reads this file.',
      "Write the URL without it, and under configs password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a login in an endpoint',
      endpoint(`https://me:${SECRET}@m.example.com`),
      'The login for an endpoint of mirror "docker.io" stands in its URL in plain text, which everybody sees who reads this file.',
      "Write the URL without it, and under configs password: '${REGISTRY_PASSWORD}': k3d takes it from the environment of whoever creates the cluster.",
    ],
    [
      'a password of the cache',
      proxy(`remoteURL: "https://quay.io", username: me, password: ${SECRET}`),
      'The password of the pull-through registry stands in registries.create in plain text, which everybody sees who reads this file.',
      'Write password: ${REGISTRY_PASSWORD}: k3d takes it from the environment of whoever creates the cluster.',
    ],
    [
      'a login in the URL of the cache',
      proxy(`remoteURL: "https://me:${SECRET}@quay.io"`),
      'The login of the pull-through registry stands in its URL in plain text, which everybody sees who reads this file.',
      'Write the URL without it, and password: ${REGISTRY_PASSWORD}: k3d takes it from the environment of whoever creates the cluster.',
    ],
  ])('speaks about %s, and does not repeat it', (_, text, message, remedy) => {
    expect(said(text).map((each) => [each.level, each.message, each.remedy])).toEqual([['warning', message, remedy]]);
    expect(JSON.stringify(findings(imageRules, siteOf(text)))).not.toContain(SECRET);
  });

  test.each([
    ['references', auth("username: '${USER}', password: '${PASSWORD}'")],
    ['an empty login', auth('')],
    ['an empty password', auth('password: ""')],
    ['a user alone', auth('username: me')],
    ['a reference for the cache', proxy('remoteURL: "https://$NAME:$PASSWORD@quay.io", password: "$PASSWORD"')],
    ['an endpoint with a user alone', endpoint('https://me@m.example.com')],
    ['no cluster', web('image: nginx:1.27')],
  ])('is silent about %s', (_, text) => {
    expect(said(text)).toEqual([]);
  });
});
