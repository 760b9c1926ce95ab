import { records } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';
import { endedWell, utf8 } from '../../tools';
import type { Kubectl } from '../kubectl';
import { jsonFrom, ProgramFailed } from '../programs';

/** An object that was not taken, and what kubectl said. */
export interface Refused {
  readonly object: KubeObject;
  readonly stderr: string;
}

/** What came of sending objects. */
interface Sent {
  /** What the API server answered, where JSON was asked for. */
  readonly objects: readonly KubeObject[];
  readonly refused: readonly Refused[];
}

const NOTHING: Sent = { objects: [], refused: [] };

/** Nobody answers, so there is no sense in asking for each object. */
const AWAY = /^(?:error: )?(?:The connection to the server|Unable to connect to the server)|\(ServiceUnavailable\)/m;

/**
 * Gives objects to kubectl. It does what it can with them, and does not say of which object it complains: where it
 * complains, each half is sent by itself, until each object that was not taken is found.
 */
export async function send(kubectl: Kubectl, args: readonly string[], objects: readonly KubeObject[]): Promise<Sent> {
  const [object] = objects;
  if (object === undefined) return NOTHING;
  const input = `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects })}\n`;
  const ran = await kubectl.attempt([...args, '-f', '-'], { input });
  if (endedWell(ran))
    return {
      objects: objectsIn(['--context', kubectl.context, ...args, '-f', '-'], utf8(ran.stdout)),
      refused: [],
    };
  if (ran.kind === 'stopped' || AWAY.test(ran.stderr)) {
    throw new ProgramFailed('kubectl', ['kubectl', ...args].join(' '), ran);
  }
  if (objects.length === 1) return { objects: [], refused: [{ object, stderr: ran.stderr }] };
  const half = Math.ceil(objects.length / 2);
  const first = await send(kubectl, args, objects.slice(0, half));
  const second = await send(kubectl, args, objects.slice(half));
  return { objects: [...first.objects, ...second.objects], refused: [...first.refused, ...second.refused] };
}

/** One object comes alone, several come as a List. */
function objectsIn(words: readonly string[], text: string): readonly KubeObject[] {
  if (!text.trimStart().startsWith('{')) return [];
  const json = jsonFrom('kubectl', words, text) as KubeObject;
  return json.kind === 'List' ? (records(json.items) as readonly KubeObject[]) : [json];
}
