// What the rules and the reports cost beside a synth of the same objects.
import { createRequire } from 'node:module';
import { k3dApp, objectsOf, plainApp, synthWithoutAnalysis } from '../apps.mjs';
import { cpu, inFolder } from '../measure.mjs';

const require = createRequire(import.meta.url);

export const samples = {
  synth: (shape) =>
    inFolder((folder) => {
      const app = plainApp(folder, shape);
      return { work: cpu(() => synthWithoutAnalysis(app, folder)) };
    }),
  analysis: (shape) =>
    inFolder((folder) => {
      const { analyse } = require('../../build/lib/analysis/analyse');
      const app = k3dApp(folder, shape);
      const objects = objectsOf(app);
      return { work: cpu(() => analyse(app, objects)) };
    }),
  reports: (shape) =>
    inFolder((folder) => {
      const { analyse } = require('../../build/lib/analysis/analyse');
      const { accessFiles } = require('../../build/lib/synth/files');
      const app = k3dApp(folder, shape);
      const analysis = analyse(app, objectsOf(app));
      return { work: cpu(() => accessFiles(analysis, [], folder)) };
    }),
};

const NAMES = { own: 'constructs of ours', plus: 'cdk8s-plus' };

export default {
  name: 'analysis',
  title: 'Analysis',
  rows({ quick }) {
    const job = (sample, kind, apps) => ({ sample, args: { kind, apps } });
    const rows = (kind, apps) => {
      const objects = `${(3 * apps).toLocaleString('en')} objects, ${NAMES[kind]}`;
      const over = job('synth', kind, apps);
      return [
        { work: `analysis of routes with all rules, ${objects}`, of: job('analysis', kind, apps), over, target: 0.25 },
        { work: `reports, ${objects}`, of: job('reports', kind, apps), over },
      ].map((row) => ({ ...row, by: 'work', against: 'our synth of the same' }));
    };
    if (quick) return rows('own', 300).map((row) => ({ ...row, target: undefined }));
    return [
      ...rows('own', 1000),
      ...rows('plus', 1000),
      ...['analysis', 'reports'].map((sample) => ({
        work: `CPU at 2N over N, ${sample} of 30,000 objects`,
        against: '15,000 objects',
        of: job(sample, 'own', 10_000),
        over: job(sample, 'own', 5000),
        by: 'work',
        target: 2.2,
      })),
    ];
  },
};
