import { hasLogin, hideLogin } from '../../hide-login';
import { at, record, text, texts } from '../../plain';
import { registriesOf } from '../../k3d/registries';
import type { ClusterFacts } from '../../world';
import { clusterRule } from '../cluster-rule';
import { warning } from '../speak';

/** A login to a registry is written out, where everybody who reads the cluster file sees it. */
export const registryLoginInPlainSight = clusterRule(
  'registry-login-in-plain-sight',
  'A login to a registry stands in plain text',
  function* ({ cluster }) {
    for (const { path, what, instead } of loginsIn(cluster)) {
      yield warning(
        path,
        `${what} in plain text, which everybody sees who reads this file.`,
        `Write ${instead}: k3d takes it from the environment of whoever creates the cluster.`,
      );
    }
  },
);

interface PlainLogin {
  readonly path: string;
  readonly what: string;
  readonly instead: string;
}

const TOKEN = ['identitytoken', '${REGISTRY_TOKEN}'] as const;

/** What opens a registry, what k3d calls it, and how a variable for it may be called. A user's name alone opens nothing. */
const OPENS = {
  password: ['password', '${REGISTRY_PASSWORD}'],
  auth: ['auth', '${REGISTRY_AUTH}'],
  identity_token: TOKEN,
  identitytoken: TOKEN,
} as const;

function loginsIn(cluster: ClusterFacts): readonly PlainLogin[] {
  const { configs, auths, mirrors } = registriesOf(cluster);
  const path = 'registries.config';
  const proxy = 'registries.create.proxy';
  const { remoteURL, password } = at(record(cluster.config), proxy);
  const found: (PlainLogin | false)[] = [
    ...[...[...configs].map(([host, { auth }]) => [host, record(auth)] as const), ...auths].flatMap(([host, login]) =>
      Object.entries(OPENS).map(
        ([key, [called, variable]]) =>
          isLiteral(login[key]) && {
            path,
            what: `The ${key} for "${hideLogin(host)}" stands in registries.config`,
            instead: `${called}: '${variable}'`,
          },
      ),
    ),
    ...[...mirrors].map(
      ([mirror, { endpoint }]) =>
        texts(endpoint).some(isOpen) && {
          path,
          what: `The login for an endpoint of mirror "${hideLogin(mirror)}" stands in its URL`,
          instead: `the URL without it, and under configs password: '${OPENS.password[1]}'`,
        },
    ),
    isLiteral(password) && {
      path: `${proxy}.password`,
      what: 'The password of the pull-through registry stands in registries.create',
      instead: `password: ${OPENS.password[1]}`,
    },
    isOpen(text(remoteURL) ?? '') && {
      path: `${proxy}.remoteURL`,
      what: 'The login of the pull-through registry stands in its URL',
      instead: `the URL without it, and password: ${OPENS.password[1]}`,
    },
  ];
  return found.filter((each) => each !== false);
}

/** k3d takes what stands behind a dollar from the environment. */
const isLiteral = (value: unknown) => typeof value === 'number' || !/^$|\$/.test(text(value) ?? '');

const isOpen = (url: string) => hasLogin(url) && isLiteral(url) && !/^\w+:\/\/[^/:]*@/.test(url);
