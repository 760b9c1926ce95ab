import { imageName } from '../../../routes/image-name';
import { listeningAt } from '../../../routes/this-machine';
import type { Tools } from '../../tools';
import { until } from '../waiting';

/** Whether a registry has an image; unknown where it does not tell. */
type InRegistry = 'there' | 'absent' | 'unknown';

/** Milliseconds that a registry has to come up with its cluster. */
const PATIENCE = 20_000;
const TIMEOUT = 5_000;

/** Asks the registry of a cluster for an image, by the name under which it is pushed: `localhost:5001/team/app:1.0`. */
export async function inRegistry({ clock, request }: Tools, image: string, patience = PATIENCE): Promise<InRegistry> {
  const { registry, repository, tag = 'latest' } = imageName(image);
  const { hostname: host, port } = new URL(`http://${registry}`);
  const answered = await until(clock, clock.now() + patience, async () => {
    const answer = await request({
      address: listeningAt(host),
      port: Number(port || '80'),
      host,
      path: `/v2/${repository}/tags/list`,
      secure: false,
      timeout: TIMEOUT,
    });
    return 'status' in answer ? answer : undefined;
  });
  if (answered?.status === 404) return 'absent';
  if (answered?.status !== 200) return 'unknown';
  if (answered.body.includes(JSON.stringify(tag))) return 'there';
  // A long list comes cut.
  return answered.body.trimEnd().endsWith('}') ? 'absent' : 'unknown';
}
