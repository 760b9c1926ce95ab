import { firstOf } from '../../plain';
import { podsOf } from '../../pods';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';

/** A name that no docker and no containerd takes. */
export const imageNameInvalid: Rule = {
  id: 'image-name-invalid',
  title: 'An image has a name that no registry can have',
  supersedes: [
    'image-registry-unresolvable',
    'image-not-pinned',
    'image-side-loaded-but-always',
    'image-login-missing',
    'image-never-pulled',
  ],
  check: function* (site) {
    for (const { object, containers } of podsOf(site)) {
      for (const { image, path } of firstOf(containers, (container) => container.image)) {
        const wrong = image === undefined ? undefined : wrongWith(image);
        if (wrong === undefined) continue;
        const [what, remedy] = wrong;
        yield* aboutObject(object, {
          // A name may stand for one that somebody puts in before it is applied.
          level: heldTo(site, object),
          path: `${path}.image`,
          part: image,
          message: `Image "${image}" ${what}, so no node can pull it.`,
          remedy,
        });
      }
    }
  },
};

type Wrong = readonly [what: string, remedy: string];

const HOST = /^(?=[^/]*[.:]|localhost\/)[^/]+\//;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

function wrongWith(image: string): Wrong | undefined {
  // Helm and kustomize leave marks in what they have not rendered yet.
  if (/[${}]/.test(image)) return undefined;
  const scheme = /^\w+:\/\//.exec(image)?.[0];
  if (scheme !== undefined) {
    return [`begins with "${scheme}", and a name is no URL`, `Write "${image.slice(scheme.length)}".`];
  }
  if (/\s/.test(image)) return ['holds white space', `Write "${image.replace(/\s+/g, '')}".`];
  const host = HOST.exec(image)?.[0] ?? '';
  if (host !== '' && !/^[a-zA-Z0-9.-]+(:\d+)?\/$/.test(host)) {
    return [`begins with "${host.slice(0, -1)}", which is no host`, 'Write a host before the first slash, or none.'];
  }
  const [named = ''] = image.slice(host.length).split('@', 1);
  const colon = named.lastIndexOf(':');
  const path = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (/[A-Z]/.test(path)) {
    const written = `${host}${path.toLowerCase()}${image.slice(host.length + path.length)}`;
    return ['has capitals in its name', `Write "${written}".`];
  }
  const part = path.split('/').find((each) => !PATH.test(each));
  if (part !== undefined) {
    return part === ''
      ? ['has an empty part between its slashes', 'Write a name such as "team/app:1.0".']
      : [
          `has "${part}" in its name`,
          'Use lower-case letters and digits there, with single ".", "_" or "-" between them.',
        ];
  }
  if (tag === undefined || TAG.test(tag)) return undefined;
  return [`has the tag "${tag}"`, 'Use letters, digits, "_", "." and "-" in the tag, at most 128 of them.'];
}
