import type { RenderedCluster } from '../analysis/facts';
import type { EnvironmentName } from '../routes/needs';

/** Loaded when a text is made: whoever only imports the constructs does not wait for it. */
const yaml = () => require('yaml') as typeof import('yaml');

/** As many names as a line carries. */
const SHOWN = 5;

function some(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN).join(', ');
  return names.length > SHOWN ? `${shown} and ${names.length - SHOWN} more` : shown;
}

/**
 * The cluster file: what k3d reads, with the comments that a person would want. YAML 1.1, because `8085:80` unquoted
 * is a number there. No `$` in a comment: k3d expands it in the whole text.
 */
export function clusterText({ config, portAskers, environment }: RenderedCluster, name: string, where: string): string {
  const { Document, isMap, isScalar, isSeq, visit } = yaml();
  const document = new Document(config, { version: '1.1', aliasDuplicateObjects: false });
  const ports = document.get('ports');
  if (isSeq(ports)) {
    ports.items.forEach((item, index) => {
      // The config has as many ports as there are askers: both come from one list.
      const askers = portAskers[index]!.filter((asker) => asker !== where);
      const port = isMap(item) ? item.get('port', true) : undefined;
      if (askers.length > 0 && isScalar(port)) port.comment = ` ${some(askers).replaceAll('$', '')}`;
    });
  }
  visit(document, {
    Seq(_, list) {
      list.flow = list.items.every((item) => isScalar(item) && `${item.value}`.length < 40);
    },
  });
  for (const key of ['username', 'password']) {
    // What comes out of the environment may begin with anything.
    const login = document.getIn(['registries', 'create', 'proxy', key], true);
    if (isScalar(login)) login.type = 'QUOTE_SINGLE';
  }
  const text = document.toString({ lineWidth: 0 });
  const header = [
    `# k3d cluster create --config ${name}.k3d.yml`,
    ...environment.filter((variable) => text.includes(variable.name)).map(instruction),
  ].map((line) => line.replaceAll('$', ''));
  return `---\n${header.join('\n')}\n${text}`;
}

/** What whoever calls k3d by hand has to set before. The hand-off does it. */
function instruction({ name, from }: EnvironmentName): string {
  if (!from) return `# before: set ${name} to a dollar sign, which k3d takes in no other way`;
  const where =
    'docker' in from ? `the ${from.part} of docker's login to ${from.docker}` : `${from.name} of ${from.file}`;
  return `# before: set ${name} to ${where}`;
}
