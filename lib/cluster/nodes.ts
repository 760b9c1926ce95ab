/** Which containers of a cluster something is meant for. */
export class Nodes {
  /**
   * One server, counted from 0.
   *
   * @param index its number
   */
  public static server(index: number): Nodes {
    return new Nodes([`server:${counted('server', index)}`]);
  }

  /** Every server. */
  public static servers(): Nodes {
    return new Nodes(['server:*']);
  }

  /**
   * One agent, counted from 0.
   *
   * @param index its number
   */
  public static agent(index: number): Nodes {
    return new Nodes([`agent:${counted('agent', index)}`]);
  }

  /** Every agent. */
  public static agents(): Nodes {
    return new Nodes(['agent:*']);
  }

  /** Every server and every agent, without the load balancer. */
  public static all(): Nodes {
    return new Nodes(['server:*', 'agent:*']);
  }

  /**
   * The load balancer. For a port: through it to every server and agent. For anything else: its container alone.
   */
  public static loadBalancer(): Nodes {
    return new Nodes(['loadbalancer']);
  }

  /**
   * Several of them together.
   *
   * @param nodes what is put together
   */
  public static of(...nodes: Nodes[]): Nodes {
    return new Nodes([...new Set(nodes.flatMap(({ filters }) => filters))]);
  }

  private constructor(
    /** As k3d writes them. */
    public readonly filters: string[],
  ) {}
}

/** k3d would say something about a filter that nobody wrote. */
function counted(role: 'server' | 'agent', index: number): number {
  if (/^\d+$/.test(String(index))) return index;
  throw new Error(
    `Nodes.${role}(${String(index)}) is no node: they are counted from 0. Write Nodes.${role}(0) for the first.`,
  );
}
