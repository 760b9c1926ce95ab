import { nearest } from '../routes/nearest';
import { type Command, CommandError, type Given, type Outcome } from './command';
import { type Job, list, load, pull, save, untilStopped } from './hand-off/images/actions';
import { detoursIn } from './hand-off/images/fetch';
import { K3d } from './hand-off/k3d';
import { CLUSTER, clustersOf, DIST, JSON_FLAG } from './hand-off/options';
import { imagesText } from './hand-off/images/text';
import type { Tools } from './tools';

export const images: Command = {
  takes: '[list|pull|save|load]',
  options: {
    dist: DIST,
    cluster: CLUSTER,
    mirror: {
      type: 'string',
      value: 'FROM=TO',
      summary: 'With pull: fetch images of registry FROM from TO, under their own names. Several with commas.',
    },
    file: { type: 'string', value: 'TAR', summary: 'With save and load: the file that holds the images (images.tar).' },
    json: JSON_FLAG,
  },
  more: [
    'list  says where each image comes from and where it is already; it changes nothing.',
    'pull  builds and pulls into docker what docker does not have. It goes on where an earlier run ended.',
    'save  writes all of them into a file, load reads them into docker and into the nodes of clusters that run.',
    '',
    'Example, with a registry that is slow from here, and a machine without network:',
    '  cdk8s-k3d images pull --mirror docker.io=docker.m.daocloud.io',
    '  cdk8s-k3d images save --file images.tar',
    '  cdk8s-k3d up --images images.tar',
  ],
  async run(tools, given) {
    const act = actionOf(given);
    const job = jobOf(tools, given);
    return untilStopped(tools, () => act(job));
  },
};

type Action = (job: Job) => Promise<Outcome>;

const ACTIONS: ReadonlyMap<string, Action> = new Map(Object.entries({ list, pull, save, load }));

function actionOf({ paths, values }: Given): Action {
  const [name = 'list', more] = paths;
  const action = ACTIONS.get(name);
  if (!action) throw new CommandError(imagesText.noAction(name, nearest(name, [...ACTIONS.keys()])));
  if (more !== undefined) throw new CommandError(imagesText.oneAction(name, more));
  if (values.mirror !== undefined && name !== 'pull') throw new CommandError(imagesText.flagOf('mirror', 'pull', name));
  if (values.file !== undefined && name !== 'save' && name !== 'load') {
    throw new CommandError(imagesText.flagOf('file', 'save and load', name));
  }
  return action;
}

const jobOf = (tools: Tools, given: Given): Job => ({
  tools,
  k3d: new K3d(tools),
  detours: detoursIn(given.values.mirror),
  clusters: clustersOf(tools, given),
  file: given.values.file ?? 'images.tar',
  json: given.flags.has('json'),
});
