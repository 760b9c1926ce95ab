import fc from 'fast-check';
import { canonicalImage, imageName, moves, registryName } from '../../lib/routes/image-name';

describe('imageName', () => {
  test.each([
    ['nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    ['nginx:1.27', { registry: 'docker.io', repository: 'library/nginx', tag: '1.27' }],
    ['docker.io/nginx', { registry: 'docker.io', repository: 'library/nginx' }],
    ['index.docker.io/team/app:1', { registry: 'docker.io', repository: 'team/app', tag: '1' }],
    ['team/app', { registry: 'docker.io', repository: 'team/app' }],
    ['localhost/app', { registry: 'localhost', repository: 'app' }],
    ['registry:5000/app', { registry: 'registry:5000', repository: 'app' }],
    ['Registry.Example.com/a/b:2', { registry: 'registry.example.com', repository: 'a/b', tag: '2' }],
    ['ghcr.io/a/b@sha256:12', { registry: 'ghcr.io', repository: 'a/b', digest: 'sha256:12' }],
    ['ghcr.io/a/b:1@sha256:12', { registry: 'ghcr.io', repository: 'a/b', tag: '1', digest: 'sha256:12' }],
    ['reg:5000/a://b', { registry: 'reg:5000', repository: 'a://b' }],
    ['', { registry: 'docker.io', repository: 'library/' }],
  ])('reads %s', (reference, expected) => {
    expect(imageName(reference)).toEqual(expected);
  });

  test('reads what it was made of', () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    fc.assert(
      fc.property(word, word, word, word, (host, team, app, tag) => {
        expect(imageName(`${host}.io:5000/${team}/${app}:${tag}`)).toEqual({
          registry: `${host}.io:5000`,
          repository: `${team}/${app}`,
          tag,
        });
      }),
    );
  });

  test('reads any text at all', () => {
    fc.assert(fc.property(fc.string(), (any) => typeof canonicalImage(any) === 'string'));
  });
});

describe('canonicalImage', () => {
  test('gives one spelling to all names of an image', () => {
    const names = [
      'nginx',
      'nginx:latest',
      'library/nginx',
      'docker.io/library/nginx:latest',
      'registry-1.docker.io/nginx',
    ];
    expect(new Set(names.map(canonicalImage))).toEqual(new Set(['docker.io/library/nginx:latest']));
  });

  test('goes by the digest where there is one', () => {
    expect(canonicalImage('ghcr.io/a/b:1@sha256:12')).toBe('ghcr.io/a/b@sha256:12');
  });
});

test('an image moves without a tag, with the tag latest, and never with a digest', () => {
  expect(['a', 'a:latest', 'a:1', 'a@sha256:1', 'a:latest@sha256:1'].map(moves)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('Docker Hub has one name', () => {
  expect(['docker.io', 'Index.docker.io', 'registry-1.docker.io', 'quay.io'].map(registryName)).toEqual([
    'docker.io',
    'docker.io',
    'docker.io',
    'quay.io',
  ]);
});
