import type { Tools } from '../../tools';
import type { DistCluster } from '../dist';
import { contentFault, localName } from '../images/build';
import { inDocker, hasImage } from '../images/engine';
import { inRegistry } from '../images/registry';
import { projectOf } from '../project';
import { imagesText } from '../images/text';

/**
 * What keeps this machine from giving a new cluster its images: neither it has them, nor can it build them. A cluster that
 * exists may have them already.
 */
export async function missingImages(tools: Tools, cluster: DistCluster): Promise<readonly string[]> {
  const { sideLoaded, built } = cluster.handoff.images;
  const held = await inDocker(tools, [...sideLoaded, ...built.map(localName)]);
  const faults = sideLoaded.filter((image) => !hasImage(held, image)).map((image) => imagesText.notInDocker([image]));
  for (const build of built) {
    if (hasImage(held, localName(build))) continue;
    const fault = contentFault(build, projectOf(cluster));
    if (fault === undefined) continue;
    const { pushName } = build;
    if (pushName === undefined || (await inRegistry(tools, pushName, 0)) !== 'there') faults.push(fault.words);
  }
  return faults;
}
