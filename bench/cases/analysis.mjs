// What the rules and the reports cost beside a synth of the same objects.
import { createRequire } from 'node:module';
import { k3dApp, objectsOf, plainApp, plainSynth, synthWithoutAnalysis } from '../apps.mjs';
import { cost, inFolder } from '../measure.mjs';

const require = createRequire(import.meta.url);

export const samples = {
  plain: (shape) =>
    inFolder((folder) => {
      const app = plainApp(folder, shape);
      return cost(() => plainSynth(app, folder));
    }),
  synth: (shape) =>
    inFolder((folder) => {
      const app = plainApp(folder, shape);
      return cost(() => synthWithoutAnalysis(app, folder));
    }),
  analysis: (shape) =>
    inFolder((folder) => {
      const { analyse } = require('../../build/lib/analysis/analyse');
      const app = k3dApp(folder, shape);
      const objects = objectsOf(app);
      return cost(() => analyse(app, objects));
    }),
  reports: (shape) =>
    inFolder((folder) => {
      const { analyse } = require('../../build/lib/analysis/analyse');
      const { filesBeside } = require('../../build/lib/synth/files');
      const app = k3dApp(folder, shape);
      const analysis = analyse(app, objectsOf(app));
      return cost(() => filesBeside(analysis, [], folder).reduce((sum, { print }) => sum + lengthOf(print()), 0));
    }),
};

/** Reads a text to its end, as whoever writes it does. */
const lengthOf = (pieces) => [...pieces].reduce((sum, { length }) => sum + length, 0);

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
      ].map((row) => ({ ...row, by: 'cpu', against: 'our synth of the same' }));
    };
    const besidePlain = (apps, runs) => {
      const work = `analysis of routes with all rules, ${(3 * apps).toLocaleString('en')} objects, ${NAMES.plus}`;
      const row = { of: job('analysis', 'plus', apps), over: { ...job('plain', 'plus', apps), runs }, target: 0.25 };
      return [
        { ...row, work, by: 'cpu' },
        { ...row, work: `${work}, wall time`, by: 'wall' },
      ].map((each) => ({ ...each, against: 'plain cdk8s App' }));
    };
    if (quick) return rows('own', 300).map((row) => ({ ...row, target: undefined }));
    return [
      ...besidePlain(1000),
      ...besidePlain(3334, 3),
      ...rows('own', 1000),
      ...rows('plus', 1000),
      ...['analysis', 'reports'].map((sample) => ({
        work: `CPU at 2N over N, ${sample} of 30,000 objects`,
        against: '15,000 objects',
        of: job(sample, 'own', 10_000),
        over: job(sample, 'own', 5000),
        by: 'cpu',
        target: 2.2,
      })),
    ];
  },
};
