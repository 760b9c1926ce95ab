// Printing and reading YAML in a process that has done neither before.
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

const READERS = {
  ours: () => require('../../build/lib/routes/yaml/parse').parseYaml,
  yaml: () => require('../../build/lib/routes/yaml/whole').parseWhole,
};

export const samples = {
  print: ({ printer, ...shape }) =>
    inFolder((folder) => {
      const docs = docsOf(plainApp(folder, shape));
      const print = PRINTERS[printer]();
      let text;
      return { print: cpu(() => (text = print(docs))), digest: `${text.length}` };
    }),
  read: ({ reader, ...shape }) =>
    inFolder((folder) => {
      const { documents } = require('../../build/lib/analysis/yaml');
      const text = [...documents(docsOf(plainApp(folder, shape)).map((json) => ({ json })))].join('');
      let read;
      const spent = cpu(() => (read = READERS[reader]()('all.yaml', text)));
      return { read: spent, digest: JSON.stringify(read).length.toString() };
    }),
};

export default {
  name: 'yaml',
  title: 'YAML',
  rows({ quick }) {
    const apps = quick ? 100 : 1000;
    const objects = `${(3 * apps).toLocaleString('en')} objects`;
    const job = (printer, perChart) => ({ sample: 'print', args: { printer, kind: 'plus', apps, perChart } });
    const reading = (reader) => ({ sample: 'read', args: { reader, kind: 'plus', apps } });
    return [
      ...[apps, 1].map((perChart) => ({
        work: `YAML of ${objects}, cold${perChart === 1 ? ', of as many charts' : ''}`,
        against: "`yaml` with cdk8s' options",
        of: job('ours', perChart),
        over: job('cdk8s', perChart),
        by: 'print',
        target: quick ? undefined : 0.12,
        same: true,
      })),
      {
        work: `reading the YAML of ${objects}, cold`,
        against: '`yaml`',
        of: reading('ours'),
        over: reading('yaml'),
        by: 'read',
        same: true,
      },
    ];
  },
};
