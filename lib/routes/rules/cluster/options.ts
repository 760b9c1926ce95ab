import { parseDuration } from '../../duration';
import { isExpanded, parseMemory } from '../../k3d/formats';
import { list, record } from '../../plain';
import { show } from '../../schema/fault';
import { error, warning } from '../speak';
import { clusterRule } from '../cluster-rule';

const SETTINGS = ['settings.workerConnections', 'settings.defaultProxyTimeout'];

/** k3d reads the path of a setting in any case. */
const isSetting = (path: string) => SETTINGS.some((each) => each.toLowerCase() === path.toLowerCase());

/** What docker gives a container at least. */
const SMALLEST = 6 * 1024 ** 2;

/** Rules on `options.k3d` and `options.runtime`. */
export const optionRules = [
  clusterRule('timeout-not-duration', 'The timeout is no duration', function* ({ config }) {
    const { timeout } = k3dOptions(config);
    const at = 'options.k3d.timeout';
    if (isNone(timeout)) return;
    if (typeof timeout === 'number') {
      yield error(at, `The timeout ${timeout} is read as ${timeout} nanoseconds.`, `Write "${Math.abs(timeout)}s".`);
    } else if (typeof timeout !== 'string') {
      yield error(at, `The timeout is ${show(timeout)}, and k3d takes a duration.`, 'Write "5m".');
    } else if (!isExpanded(timeout)) {
      const seconds = parseDuration(timeout);
      if (seconds === undefined) {
        yield error(
          at,
          `The timeout "${timeout}" is no duration.`,
          /^\d+$/.test(timeout) ? `Write "${timeout}s".` : 'Write "5m".',
        );
      } else if (seconds < 0) {
        yield error(at, `The timeout "${timeout}" is negative.`, `Write "${timeout.slice(1)}".`);
      }
    }
  }),

  clusterRule('timeout-missing', 'Creation has no time limit', function* ({ config }) {
    const { timeout } = k3dOptions(config);
    if (!isNone(timeout) && !(typeof timeout === 'string' && parseDuration(timeout) === 0)) return;
    yield warning(
      'options.k3d.timeout',
      'The cluster has no timeout, so k3d waits forever where a node does not become ready.',
      'Give it a timeout, for example "5m".',
    );
  }),

  clusterRule('wait-false-ignored', 'k3d waits although it is told not to', function* ({ config }) {
    if (k3dOptions(config).wait !== false) return;
    yield warning(
      'options.k3d.wait',
      '"wait: false" has no effect: k3d waits for the nodes all the same.',
      'Leave it out.',
    );
  }),

  clusterRule('image-volume-disabled', 'Creation fails without the image volume', function* ({ config }) {
    if (k3dOptions(config).disableImageVolume !== true) return;
    yield error(
      'options.k3d.disableImageVolume',
      '"disableImageVolume: true" makes creation fail, since the tools container needs that volume.',
      'Leave it out.',
    );
  }),

  clusterRule('memory-format', 'A memory size is not as docker wants it', function* ({ config }) {
    const runtime = record(record(config.options).runtime);
    for (const key of ['serversMemory', 'agentsMemory']) {
      const size = runtime[key];
      if (typeof size !== 'string' || size === '' || isExpanded(size)) continue;
      const at = `options.runtime.${key}`;
      const bytes = parseMemory(size);
      if (bytes === undefined) {
        const [, number, unit = ''] = /^([\d.]+)([KMGTP])i$/i.exec(size) ?? [];
        const like =
          number === undefined ? 'Write a size such as "512m" or "2g".' : `Write "${number}${unit.toLowerCase()}".`;
        yield error(at, `The memory size "${size}" is none that docker reads.`, like);
      } else if (bytes > 0 && bytes < SMALLEST) {
        const meant = /^\d+$/.test(size) ? `Write "${size}m".` : 'Write at least "6m", and "0" for no limit.';
        yield error(at, `The memory size "${size}" is ${bytes} bytes, and docker wants at least 6 MiB.`, meant);
      }
    }
  }),

  clusterRule(
    'balancer-override-invalid',
    'A setting of the load balancer cannot be set',
    function* ({ config, nodes }) {
      const overrides = list(record(k3dOptions(config).loadbalancer).configOverrides);
      for (const [index, override] of overrides.entries()) {
        const at = `options.k3d.loadbalancer.configOverrides[${index}]`;
        // Where there is nothing to set, k3d reads each as text and goes on.
        if (!nodes.balancer && !isCollection(override)) continue;
        const example = `Write "${SETTINGS[0]}=2048" or "${SETTINGS[1]}=900".`;
        if (typeof override !== 'string') {
          yield error(at, `The override is ${show(override)}, and k3d takes text.`, example);
          continue;
        }
        if (isExpanded(override)) continue;
        const path = override.replace(/=.*$/s, '');
        const value = override.slice(path.length + 1);
        if (path === override) yield error(at, `The override "${override}" has no "=", and k3d crashes.`, example);
        else if (!isSetting(path)) yield error(at, `The load balancer has no setting "${path}".`, example);
        else if (!/^(0|[1-9]\d{0,8})$/.test(value)) {
          yield error(at, `"${path}" takes a whole number, and "${value}" is none.`, example);
        }
      }
    },
  ),
];

const isCollection = (value: unknown) => typeof value === 'object' && value !== null;

/** k3d makes no time of these. */
const isNone = (timeout: unknown) => [undefined, null, 0, false].includes(timeout as null);

const k3dOptions = (config: Readonly<Record<string, unknown>>) => record(record(config.options).k3d);
