import type { Site } from '../world';
import { inWords } from './in-words';

/** What to write so that k3s runs a part of its own again, in the words of whoever described the cluster. */
export function enable({ cluster }: Site, component: Part): string {
  const inProgram = Object.values(cluster?.fields ?? {}).some((field) => field.startsWith('disable['));
  return inProgram
    ? `Take Component.${NAMES[component]} out of disable of the cluster.`
    : `Remove --disable=${component} from the arguments of k3s.`;
}

/** What to write so that k3s runs without a part of its own. */
export const disable = ({ cluster }: Site, component: Part): string =>
  inWords(
    cluster!,
    `Add { arg: "--disable=${component}", nodeFilters: ["server:*"] } to the arguments of k3s.`,
    `Add Component.${NAMES[component]} to disable of the cluster.`,
  );

const NAMES = {
  traefik: 'TRAEFIK',
  servicelb: 'SERVICE_LB',
  'metrics-server': 'METRICS_SERVER',
};

type Part = keyof typeof NAMES;
