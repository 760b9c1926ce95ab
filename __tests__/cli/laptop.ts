import { down } from '../../lib/cli/down';
import { plan } from '../../lib/cli/plan';
import { up } from '../../lib/cli/up';
import { DIST, scene, type Scene } from './in-memory';
import { living } from './living';

export type Files = Readonly<Record<string, string>>;

const open: { remove: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ remove }) => remove()));

/** A machine, and worlds that see it with other files: what a changed program writes. */
export function laptop(files: Files = DIST, more: Scene = {}) {
  const { machine, options } = living();
  const withFiles = (now: Files, scenery: Scene = {}) => {
    const one = scene({ ...options, ...scenery, files: now, tools: { ...options.tools, ...scenery.tools } });
    open.push(one);
    machine.files = now;
    return {
      ...one,
      machine,
      up: (...words: string[]) => one.run({ up }, 'up', ...words),
      plan: (...words: string[]) => one.run({ plan }, 'plan', ...words),
      down: (...words: string[]) => one.run({ down }, 'down', ...words),
    };
  };
  return { ...withFiles(files, more), machine, withFiles };
}

/** A laptop on which `up` has been. */
export async function running(files: Files = DIST) {
  const one = laptop(files);
  expect(await one.up('--no-verify')).toMatchObject({ code: 0, err: '' });
  one.typed.splice(0);
  one.said.splice(0);
  return one;
}

export const KUBECTL = 'kubectl --context k3d-dev-cluster';
export const APPLY = `${KUBECTL} apply --server-side --field-manager=cdk8s-k3d`;

/** Whether a line leaves something else than it found. */
export const changes = (line: string) => /^k3d cluster (?!list)|(apply|delete)(?!.*--dry-run)/.test(line);
