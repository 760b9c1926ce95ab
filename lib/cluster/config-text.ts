import type { RenderedCluster } from '../analysis/facts';
import { stringifyIn } from '../analysis/yaml';
import type { EnvironmentName } from '../routes/needs';
import { list, record } from '../routes/plain';
import { someOf } from '../routes/some-of';

/** As many names as a line carries. */
const SHOWN = 5;

/**
 * The cluster file: what k3d reads, with the comments that a person would want. YAML 1.1, because `8085:80` unquoted
 * is a number there.
 */
export function clusterText({ config, portAskers, environment }: RenderedCluster, name: string, where: string): string {
  const askers = new Map<unknown, string>();
  // The config has as many ports as there are askers: both come from one list.
  list(config.ports).forEach((port, index) => {
    const others = portAskers[index]!.filter((asker) => asker !== where);
    if (others.length > 0) askers.set(port, comment(someOf(others, SHOWN)));
  });
  const proxy = record(record(record(config.registries).create).proxy);
  const text = stringifyIn(
    {
      inLine: (items) => items.every((item) => typeof item !== 'object' && `${item}`.length < 40),
      entry(map, key, printed) {
        if (key === 'port' && askers.has(map)) return `${printed} # ${askers.get(map)}`;
        // What comes out of the environment may begin with anything.
        return map === proxy && LOGIN.has(key) ? `'${`${proxy[key]}`.replaceAll("'", "''")}'` : printed;
      },
    },
    config,
  );
  const header = [
    `k3d cluster create --config ${name}.k3d.yml`,
    ...environment.filter((variable) => text.includes(variable.name)).map(instruction),
  ].map((line) => `# ${comment(line)}\n`);
  return `---\n${header.join('')}${text}`;
}

/** What may stand in a comment: one line of what YAML takes, and no `$`, which k3d expands in the whole text. */
const comment = (words: string) => words.replaceAll('$', '').replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ');

const LOGIN = new Set(['username', 'password']);

/** What whoever calls k3d by hand has to set before. The hand-off does it. */
function instruction({ name, from }: EnvironmentName): string {
  if (!from) return `before: set ${name} to a dollar sign, which k3d takes in no other way`;
  const where =
    'docker' in from ? `the ${from.part} of docker's login to ${from.docker}` : `${from.name} of ${from.file}`;
  return `before: set ${name} to ${where}`;
}
