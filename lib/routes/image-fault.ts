import { hideLogin } from './hide-login';
import { remembered } from './plain';

/** What is wrong, behind the name of the image, and what to write instead. */
type Wrong = readonly [what: string, remedy: string];

const HOST = /^(?=[^/]*[.:]|localhost\/)[^/]+\//;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;

/** What a browser shows of an image: official ones below `_`, those of others below `r`. */
const PAGE = /^(?:\w+:\/\/)?(?:www\.)?hub\.docker\.com\/(?:_\/([\w.-]+)|r\/([\w.-]+\/[\w.-]+))/;

/** What no docker and no containerd takes in the name of an image. */
export const wrongWith = remembered((image): Wrong | undefined => {
  // Helm and kustomize leave marks in what they have not rendered yet.
  if (/[${}]/.test(image)) return undefined;
  const page = PAGE.exec(image);
  if (page) return ['is the address of a page of Docker Hub', `Write "${page[1] ?? page[2]}:<version>".`];
  const shown = hideLogin(image);
  const scheme = /^\w+:\/\//.exec(image)?.[0];
  if (scheme !== undefined) {
    const behind = shown
      .slice(scheme.length)
      .replace(/^…@/, '')
      .replace(/\/{2,}/g, '/');
    return [`begins with "${scheme}", and a name is no URL`, `Write "${behind}".`];
  }
  if (shown !== image) return ['holds a login, and no name can', `Write "${shown.replace(/^.*…@/s, '')}".`];
  if (/\s/.test(image)) return ['holds white space', `Write "${image.replace(/\s+/g, '')}".`];
  const host = HOST.exec(image)?.[0] ?? '';
  if (host !== '' && !/^[a-zA-Z0-9.-]+(:\d+)?\/$/.test(host)) {
    return [`begins with "${host.slice(0, -1)}", which is no host`, 'Write a host before the first slash, or none.'];
  }
  const named = image.slice(host.length).replace(/@.*$/s, '');
  const colon = named.lastIndexOf(':');
  const path = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  if (/[A-Z]/.test(path)) {
    const written = `${host}${path.toLowerCase()}${image.slice(host.length + path.length)}`;
    return ['has capitals in its name', `Write "${written}".`];
  }
  const [once, first = ''] = path.split(':') as [string, string?];
  if (TAG.test(first) && TAG.test(`${tag}`) && PATH.test(once.replaceAll('/', '-'))) {
    return ['has two tags', `Write "${host}${once}:${first}" or "${host}${once}:${tag}".`];
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
  if (tag === '') return ['ends with ":", behind which there is no tag', `Write "${host}${path}:<version>".`];
  return [`has the tag "${tag}"`, 'Use letters, digits, "_", "." and "-" in the tag, at most 128 of them.'];
});
