// Printing YAML in a process that has printed none before.
import { createRequire } from 'node:module';
import { docsOf, plainApp } from '../apps.mjs';
import { cpu, inFolder } from '../measure.mjs';

const require = createRequire(import.meta.url);

const PRINTERS = {
  ours: () => {
    const { documents } = require('../../build/lib/analysis/yaml');
    return (docs) => [...documents(docs.map((json) => ({ json })))].join('');
  },
  cdk8s: () => {
    const { Yaml } = require('cdk8s');
    return (docs) => Yaml.stringify(...docs);
  },
};

export const samples = {
  print: ({ printer, ...shape }) =>
    inFolder((folder) => {
      const docs = docsOf(plainApp(folder, shape));
      const print = PRINTERS[printer]();
      let text;
      return { print: cpu(() => (text = print(docs))), digest: `${text.length}` };
    }),
};

export default {
  name: 'yaml',
  title: 'YAML',
  rows({ quick }) {
    const apps = quick ? 100 : 1000;
    const job = (printer, perChart) => ({ sample: 'print', args: { printer, kind: 'plus', apps, perChart } });
    return [apps, 1].map((perChart) => ({
      work: `YAML of ${(3 * apps).toLocaleString('en')} objects, cold${perChart === 1 ? ', of as many charts' : ''}`,
      against: "`yaml` with cdk8s' options",
      of: job('ours', perChart),
      over: job('cdk8s', perChart),
      by: 'print',
      target: quick ? undefined : 0.12,
      same: true,
    }));
  },
};
