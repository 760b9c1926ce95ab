/** Hosts that are asked for images in place of a registry. */
export interface Mirror {
  /** URLs that are tried in order, with scheme. */
  readonly endpoints: string[];
  /**
   * Pattern of a repository name → what is asked for instead.
   *
   * @default - the name as it is
   */
  readonly rewrite?: { [pattern: string]: string };
}

/** Ready-made sets of mirrors: registry → mirror. */
export class Mirrors {
  /** DaoCloud's public mirrors, for lines on which the registries themselves are slow. */
  public static daocloud(): { [registry: string]: Mirror } {
    const mirror = (host: string): Mirror => ({ endpoints: [`https://${host}`] });
    return {
      'docker.io': mirror('docker.m.daocloud.io'),
      'quay.io': mirror('quay.m.daocloud.io'),
      'gcr.io': mirror('gcr.m.daocloud.io'),
      'k8s.gcr.io': mirror('k8s-gcr.m.daocloud.io'),
      'ghcr.io': mirror('ghcr.m.daocloud.io'),
      'registry.k8s.io': mirror('k8s.m.daocloud.io'),
    };
  }

  private constructor() {}
}
