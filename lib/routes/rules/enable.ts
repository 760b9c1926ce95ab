import type { Site } from '../world';

/** What to write so that k3s runs a part of its own again, in the words of whoever described the cluster. */
export function enable({ cluster }: Site, component: string): string {
  const inProgram = Object.values(cluster?.fields ?? {}).some((field) => field.startsWith('disable['));
  return inProgram
    ? `Take Component.${NAMES[component]} out of disable of the cluster.`
    : `Remove --disable=${component} from the arguments of k3s.`;
}

const NAMES: Readonly<Record<string, string>> = {
  traefik: 'TRAEFIK',
  servicelb: 'SERVICE_LB',
  'metrics-server': 'METRICS_SERVER',
};
