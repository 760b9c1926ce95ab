/** What k3s brings along and can do without. */
export enum Component {
  /** Names inside the cluster. */
  COREDNS = 'coredns',
  /** LoadBalancer Services: without it, nothing listens on the ports of the nodes, Traefik's included. */
  SERVICE_LB = 'servicelb',
  /** The ingress controller. */
  TRAEFIK = 'traefik',
  /** Storage on the nodes, class `local-path`. */
  LOCAL_STORAGE = 'local-storage',
  /** What autoscalers and `kubectl top` measure with. */
  METRICS_SERVER = 'metrics-server',
}
