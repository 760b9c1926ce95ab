import type { KubeObject } from '../../../routes/world';
import { namespaceOf } from '../../../routes/names';
import type { Tools } from '../../tools';
import type { K3d } from '../k3d';
import { Kubectl } from '../kubectl';
import type { PodTrouble } from './pods';
import { explainPods } from './explain-pods';
import { isServed } from './service';

/** Kinds that lie on the way of a request. */
const KINDS = 'services,endpointslices,ingresses,ingressclasses,deployments,statefulsets,daemonsets';

/** An API that does not answer for so long does not answer at all, in milliseconds. */
export const PATIENCE = 10_000;

/** What is seen for so long is not looked at again, in milliseconds. */
const FRESH = 1_000;

/** A running cluster as it is now. It is asked when something wants to know, and not twice at once. */
export class Live {
  private seen?: { readonly at: number; readonly objects: Promise<readonly KubeObject[]> };
  private client?: Promise<Kubectl>;
  private readonly explained = new Map<string, Promise<readonly PodTrouble[]>>();

  constructor(
    private readonly tools: Tools,
    private readonly k3d: K3d,
    private readonly cluster: string,
    /** Milliseconds that a question may take now. */
    private readonly patience: () => number = () => PATIENCE,
  ) {}

  public kubectl(): Promise<Kubectl> {
    this.client ??= Kubectl.of(this.tools, this.k3d, this.cluster, this.patience);
    return this.client;
  }

  /** The object of a kind and a name, as `Service default/web` tells it. */
  public async find(kind: string, namespace: string | undefined, name: string): Promise<KubeObject | undefined> {
    return (await this.all(kind)).find(
      (object) => object.metadata?.name === name && (namespace === undefined || namespaceOf(object) === namespace),
    );
  }

  public async all(kind: string): Promise<readonly KubeObject[]> {
    const now = this.tools.clock.now();
    if (this.seen === undefined || now - this.seen.at >= FRESH) this.seen = { at: now, objects: this.look() };
    return (await this.seen.objects).filter((object) => object.kind === kind);
  }

  /** Whether a Service has an address that is ready. */
  public async isServed(namespace: string, name: string): Promise<boolean> {
    return isServed(await this.all('EndpointSlice'), namespace, name);
  }

  public explain(namespace: string, selector: string, owner?: string): Promise<readonly PodTrouble[]> {
    const key = `${namespace} ${selector} ${owner}`;
    const known = this.explained.get(key) ?? this.explainNow(namespace, selector, owner);
    this.explained.set(key, known);
    return known;
  }

  private async explainNow(...of: [namespace: string, selector: string, owner?: string]) {
    return explainPods(await this.kubectl(), ...of);
  }

  private async look(): Promise<readonly KubeObject[]> {
    return (await this.kubectl()).list([KINDS, '--all-namespaces']);
  }
}
