// What loading the package costs.
import { createRequire } from 'node:module';
import { cpu } from '../measure.mjs';

const require = createRequire(import.meta.url);

export const samples = {
  require: ({ names }) => ({ load: cpu(() => names.forEach((name) => require(name))) }),
};

export default {
  name: 'import',
  title: 'Import',
  rows({ quick }) {
    const job = (...names) => ({ sample: 'require', args: { names }, runs: quick ? 3 : 11 });
    const row = { against: "`require('cdk8s-plus-27')`", over: job('cdk8s-plus-27'), by: 'load', target: 1.15 };
    return [
      { ...row, work: "`require('cdk8s-k3d')`", of: job('../../build/lib') },
      { ...row, work: '`cdk8s-plus-27` and `cdk8s-k3d`', of: job('cdk8s-plus-27', '../../build/lib') },
    ];
  },
};
