// Synthesis of typed apps in every layout, against cdk8s' own App.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { k3dApp, plainApp, plainSynth, synthWithoutAnalysis } from '../apps.mjs';
import { cpu, inFolder } from '../measure.mjs';

const require = createRequire(import.meta.url);

const SIDES = {
  plain: { make: plainApp, synth: plainSynth },
  bare: { make: plainApp, synth: synthWithoutAnalysis },
  whole: { make: k3dApp, synth: (app) => app.synth() },
  tree: { make: plainApp, synth: () => {} },
};

/** What the files for kubectl hold, to know that both sides did the same. */
function digest(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder).filter((name) => name.endsWith('.k8s.yaml'));
  for (const name of names.sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

export const samples = {
  synth: ({ side, ...shape }) =>
    inFolder((folder) => {
      let app;
      const load = cpu(() => {
        require('cdk8s-plus-27');
        require('../../build/lib');
        // No user goes the way of `bare`, so what it calls by hand is loaded here; a K3dApp loads its own in its synth.
        if (side === 'bare') for (const file of ['render', 'dist']) require(`../../build/lib/synth/${file}`);
      });
      const construct = cpu(() => (app = SIDES[side].make(folder, shape)));
      const synth = cpu(() => SIDES[side].synth(app, folder));
      const memory = process.resourceUsage().maxRSS / 1024;
      return { load, construct, synth, memory, digest: digest(folder) };
    }),
};

const thousands = (number) => number.toLocaleString('en');
const job = (side, shape, runs) => ({ sample: 'synth', args: { side, ...shape }, runs });

const one = (apps) => ({ name: `${thousands(apps)} apps in one chart`, shape: { kind: 'plus', apps } });
const ours = (apps) => ({
  name: `${thousands(apps)} WebApps with a HostIngress in one chart`,
  shape: { kind: 'own', apps },
});
const hundreds = (apps) => ({
  name: `${thousands(apps)} apps, 100 a chart`,
  shape: { kind: 'plus', apps, perChart: 100 },
});
const each = (apps, ids = 'same') => ({
  name: `${thousands(apps)} charts${ids === 'same' ? '' : `, ${ids} ids`}`,
  shape: { kind: 'plus', apps, perChart: 1, ids },
});

/** The rows of a layout: CPU without and with analysis, and memory, against the same app in a plain App. */
function against({ name, shape }, target, { plainRuns } = {}) {
  const plain = job('plain', shape, plainRuns);
  return [
    { work: `synth, ${name}`, of: job('bare', shape), over: plain, by: 'synth', target, same: true },
    {
      work: `synth with analysis and reports, ${name}`,
      of: job('whole', shape),
      over: plain,
      by: 'synth',
      target,
      same: true,
    },
    { work: `peak memory, ${name}`, of: job('bare', shape), over: plain, by: 'memory', target: 1 },
    {
      work: `peak memory with analysis and reports, ${name}`,
      of: job('whole', shape),
      over: plain,
      by: 'memory',
      target: 1,
    },
  ].map((row) => ({ ...row, against: 'plain cdk8s App' }));
}

/** CPU at twice the size. */
const growth = (layout, apps, side, runs) => ({
  work: `CPU at 2N over N, ${layout(apps).name}${side === 'whole' ? ', with analysis and reports' : ''}`,
  against: layout(apps / 2).name,
  of: job(side, layout(apps).shape, runs),
  over: job(side, layout(apps / 2).shape, runs),
  by: 'synth',
  target: 2.2,
});

const layers = (side, number) => job(side, { layers: number });

/** Scopes that depend on each other as a whole. */
const chained = (work, shape) => ({
  work: `synth, ${work}`,
  against: 'plain cdk8s App',
  of: job('bare', shape),
  over: job('plain', shape),
  by: 'synth',
  same: true,
});

/** What a synth needs beside the tree of constructs, which the program itself makes. */
const beside = (layout, apps, side) => ({
  work: `peak memory, ${layout(apps).name}${side === 'whole' ? ', with analysis and reports' : ''}`,
  against: 'the same app, not synthesized',
  of: job(side, layout(apps).shape, 3),
  over: job('tree', layout(apps).shape, 3),
  by: 'memory',
});

export default {
  name: 'synth',
  title: 'Synthesis',
  rows: ({ quick }) =>
    quick
      ? [...against(one(200)).slice(0, 2), ...against(each(100)).slice(0, 2)]
      : [
          ...against(one(1000), 0.4),
          ...against(ours(1000), 0.4),
          ...against(each(1000), 0.1, { plainRuns: 3 }),
          ...against(each(1000, 'distinct'), 0.1, { plainRuns: 3 }),
          ...against(each(5000), 0.03, { plainRuns: 1 }),
          ...against(hundreds(5000), 0.33),
          ...[one, hundreds, each].flatMap((layout) =>
            ['bare', 'whole'].flatMap((side) => [growth(layout, 2000, side), growth(layout, 10_000, side, 3)]),
          ),
          ...[one, hundreds, each].flatMap((layout) => ['bare', 'whole'].map((side) => beside(layout, 10_000, side))),
          chained('3 groups of 120 objects, each after the one before', { chain: 3, inside: 'groups', of: 120 }),
          chained('2 charts of 400 objects, one after the other', { chain: 2, inside: 'charts', of: 400 }),
          {
            // cdk8s itself follows every path through such a chain, 20 to the power of its length: it never ends.
            work: 'CPU at 2N over N, charts of 20 objects, each after the one before',
            against: '100 charts',
            of: job('bare', { chain: 200, inside: 'charts', of: 20 }),
            over: job('bare', { chain: 100, inside: 'charts', of: 20 }),
            by: 'synth',
            target: 2.2,
          },
          {
            work: '200 dependency layers of 2',
            against: '20 layers, ours',
            of: layers('bare', 200),
            over: layers('bare', 20),
            by: 'synth',
            target: 10,
          },
        ],
};
