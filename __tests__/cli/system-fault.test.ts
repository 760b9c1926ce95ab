import type { Command } from '../../lib/cli/command';
import { run } from '../../lib/cli/run';
import { hasContext } from '../../lib/cli/hand-off/up/kubeconfig';
import { systemFault } from '../../lib/cli/system-fault';
import { scene } from './in-memory';
import { listed } from '../support/listed';

const refusal = (more: object) => Object.assign(new Error('a reason'), { syscall: 'open', ...more });

test.each([
  [{ code: 'EACCES', path: '/a' }, '"/a" may not be used by this user. Give this user the right to it.'],
  [{ code: 'ENOSPC', path: '/a' }, '"/a" finds no space on its disk. Free some.'],
  [{ code: 'ELOOP', path: '/a' }, '"/a" is a link that leads back to itself. Remove the link.'],
  [{ code: 'EIO', path: '/a' }, '"/a" cannot be used: the system says EIO. Run this again once it can be opened.'],
  [
    { code: 'EACCES', path: 'a', syscall: 'watch' },
    '"a" may not be used by this user. Give this user the right to it.',
  ],
  [
    { code: 'ENOSPC', path: 'a', syscall: 'watch' },
    '"a" cannot be watched: the system watches no more folders. Raise fs.inotify.max_user_watches.',
  ],
  [
    { code: 'EMFILE', path: 'a', syscall: 'watch' },
    '"a" cannot be watched: the system takes no more watchers. Raise fs.inotify.max_user_instances.',
  ],
  [{ code: 'ENOSPC' }, '"open" finds no space on its disk. Free some.'],
])('%j of the system is one sentence', (more, sentence) => {
  expect(systemFault(refusal(more))).toBe(sentence);
});

test('a fault of the program is none of the system', () => {
  expect(systemFault(new TypeError('no function'))).toBeUndefined();
  expect(systemFault(Object.assign(new Error('a'), { code: 'ERR_X' }))).toBeUndefined();
  expect(systemFault(Object.assign(new Error('a'), { code: 7, syscall: 'open' }))).toBeUndefined();
  expect(systemFault('a word')).toBeUndefined();
  expect(systemFault(null)).toBeUndefined();
  expect(systemFault({})).toBeUndefined();
});

test('what the system refuses is no fault of the program', async () => {
  const { tools, remove } = scene();
  const failing: Command = {
    takes: '',
    options: {},
    more: [],
    run: () => {
      throw refusal({ code: 'EACCES', path: 'dist' });
    },
  };
  expect(await run(listed({ failing }), tools, ['failing'])).toEqual({
    code: 3,
    out: '',
    err: '"dist" may not be used by this user. Give this user the right to it.\n',
  });
  remove();
});

test('a kubeconfig that this user may not read is as good as none', () => {
  const { tools, remove } = scene();
  const files = {
    ...tools.files,
    kind: () => 'file' as const,
    read: () => {
      throw refusal({ code: 'EACCES', path: '/theirs' });
    },
  };
  expect(hasContext({ ...tools, files }, 'k3d-dev-cluster')).toBe(false);
  remove();
});
