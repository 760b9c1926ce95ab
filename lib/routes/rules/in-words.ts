import { ALLOW_PREFIX } from '../allow';
import type { ClusterFacts, ObjectFacts, Site } from '../world';

/** What to write, in the words of what describes the cluster: its file, or a construct of a program. */
export const inWords = ({ portAskers }: ClusterFacts, inFile: string, inProgram: string): string =>
  portAskers ? inProgram : inFile;

/** The same of an object: its manifest, or the construct that made it. */
export const inWordsOf = ({ fields }: ObjectFacts, inManifest: string, inProgram: string): string =>
  fields ? inProgram : inManifest;

const FILTER = /"(?:(server|agent)s?:(\*|\d+)(?::direct)?|(loadbalancer))"/g;

/** A text that quotes node filters of k3d, in the words of what describes the cluster. */
export const nodesInWords = (cluster: ClusterFacts, text: string): string =>
  inWords(
    cluster,
    text,
    text.replace(FILTER, (_, role: string | undefined, index: string) =>
      role === undefined ? 'Nodes.loadBalancer()' : index === '*' ? `Nodes.${role}s()` : `Nodes.${role}(${index})`,
    ),
  );

/** What to write so that something reaches the servers, and no other node. */
export const onServers = (cluster: ClusterFacts): string =>
  inWords(cluster, 'Write nodeFilters: ["server:*"].', 'Write nodes: Nodes.servers().');

/** How to say that something lives outside the app: in a declaration of the program, or in an annotation on what refers to it. */
export const whereOutside = ({ byProgram }: Site, rule: string, declaration: string): string =>
  `${byProgram ? `say ${declaration}` : `give this object the annotation "${ALLOW_PREFIX}${rule}: <why>"`} where it exists outside the app.`;
