import type { IConstruct } from 'constructs';
import { carry } from './facts';
import { shown } from './given';

/**
 * What lives outside the app and is there when it runs: made by a hand, by another repository, by an operator. A rule
 * that misses it then stays silent.
 */
export class External {
  /**
   * A Secret.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   * @param keys keys that it has; without them, any key counts as there
   */
  public static secret(scope: IConstruct, name: string, ...keys: string[]): void {
    External.object(scope, 'Secret', name, ...keys);
  }

  /**
   * A ConfigMap.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   * @param keys keys that it has; without them, any key counts as there
   */
  public static configMap(scope: IConstruct, name: string, ...keys: string[]): void {
    External.object(scope, 'ConfigMap', name, ...keys);
  }

  /**
   * A namespace. It is not made then.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   */
  public static namespace(scope: IConstruct, name: string): void {
    External.object(scope, 'Namespace', name);
  }

  /**
   * A class of Ingresses, and the controller that serves it.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   */
  public static ingressClass(scope: IConstruct, name: string): void {
    External.object(scope, 'IngressClass', name);
  }

  /**
   * A Service.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   */
  public static service(scope: IConstruct, name: string): void {
    External.object(scope, 'Service', name);
  }

  /**
   * A ServiceAccount.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   */
  public static serviceAccount(scope: IConstruct, name: string): void {
    External.object(scope, 'ServiceAccount', name);
  }

  /**
   * A PersistentVolumeClaim.
   *
   * @param scope the chart that uses it, or the app
   * @param name its name
   */
  public static claim(scope: IConstruct, name: string): void {
    External.object(scope, 'PersistentVolumeClaim', name);
  }

  /**
   * Any object.
   *
   * @param scope the chart that uses it, or the app
   * @param kind its kind
   * @param name its name
   * @param keys keys that it has
   */
  public static object(scope: IConstruct, kind: string, name: string, ...keys: string[]): void {
    for (const said of [kind, name, ...keys]) {
      if (typeof said === 'string' && said.trim() !== '') continue;
      throw new Error(
        `${scope.node.path}: External says ${shown(said)}, and no name. Write what the object is called, for example External.secret(chart, "login", "password").`,
      );
    }
    carry(scope, { external: { kind, name, ...(keys.length > 0 && { keys }) } });
  }

  private constructor() {}
}
