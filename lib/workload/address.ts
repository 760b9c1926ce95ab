/**
 * The name under which pods find a Service. With a namespace it works from everywhere; without one, which an empty one
 * is too, kubectl decides where the objects land, and the short name is right for whatever lands beside them.
 */
export function inClusterName(name: string, namespace: string | undefined): string {
  return namespace ? `${name}.${namespace}` : name;
}
