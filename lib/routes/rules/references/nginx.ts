import { list, record } from '../../plain';
import type { Pods } from '../../pods';
import type { Site } from '../../world';
import { entriesOf, type Setting } from './settings';

const PASSED = /^[^#\n\r\u2028\u2029]*?\bproxy_pass\s+(https?:\/\/[^\s;$]+);/gm;
const UPSTREAM = /\bupstream\s+([\w.-]+)\s*\{/g;

/** Where the files of nginx in the ConfigMaps of pods lead; not over an upstream, which has a name of its own. */
export const passedOf = (site: Site, pods: Pods): readonly Setting[] =>
  list(pods.spec.volumes)
    .flatMap((volume) => entriesOf(site, pods, record(record(volume).configMap).name))
    .flatMap(({ key, value: file, object, path }) => {
      const upstreams = new Set(Array.from(file.matchAll(UPSTREAM), ([, name]) => name));
      return Array.from(file.matchAll(PASSED), ([, url]) => url!)
        .filter((url) => !upstreams.has(url.replace(/^https?:\/\/([\w.-]*).*$/, '$1')))
        .map((value) => ({ called: `proxy_pass in "${key}"`, name: '', value, object, path }));
    });
