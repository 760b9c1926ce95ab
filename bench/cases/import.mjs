// What loading the package costs.
import { createRequire } from 'node:module';
import { cpu } from '../measure.mjs';

const require = createRequire(import.meta.url);

export const samples = {
  require: ({ names }) => ({ load: cpu(() => names.forEach((name) => require(name))) }),
  /** A class is loaded when somebody takes it. */
  take: ({ classes }) => ({
    load: cpu(() => {
      const all = require('../../build/lib');
      for (const name of classes ?? Object.keys(all)) Reflect.get(all, name);
    }),
  }),
};

/** What the program of the README takes. */
const SOME = ['K3dApp', 'K3dClusterConfig', 'WebApp', 'NodePortExposure', 'HostIngress'];

export default {
  name: 'import',
  title: 'Import',
  rows({ quick }) {
    const job = (...names) => ({ sample: 'require', args: { names }, runs: quick ? 3 : 11 });
    const row = { against: "`require('cdk8s-plus-27')`", over: job('cdk8s-plus-27'), by: 'load', target: 1.15 };
    const take = (classes) => ({ ...job(), sample: 'take', args: { classes } });
    return [
      { ...row, work: "`require('cdk8s-k3d')`, nothing used", of: job('../../build/lib') },
      { ...row, work: `${SOME.join(', ')}`, of: take(SOME) },
      { ...row, work: 'every class of `cdk8s-k3d`', of: take() },
      { ...row, work: '`cdk8s-plus-27` and `cdk8s-k3d`, nothing used', of: job('cdk8s-plus-27', '../../build/lib') },
    ];
  },
};
