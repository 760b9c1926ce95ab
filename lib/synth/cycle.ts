import { push } from '../routes/plain';
import type { Vertex } from './order';

type Edge = readonly [source: Vertex, target: Vertex];
type Out = (vertex: Vertex) => readonly Vertex[];

/** cdk8s' sentence about a cycle: the way round that the first dependency closes with the ones before it. */
export function cycleSentence(places: readonly Vertex[]): string {
  const edges = places.flatMap((source) => source.out.map((target): Edge => [source, target]));
  let closing = 0;
  for (let end = edges.length - 1; closing < end;) {
    const middle = (closing + end) >> 1;
    if (isCyclic(edges.slice(0, middle + 1))) end = middle;
    else closing = middle + 1;
  }
  const [source, target] = edges[closing]!;
  const way = routeOf(outOf(edges.slice(0, closing)), target, source);
  const paths = way.flatMap(({ construct }) => construct?.node.path ?? []);
  return `Dependency cycle detected: ${[...paths, paths[0]].join(' => ')}`;
}

/** Groups always lead to their members; places only along the edges that count. */
function outOf(edges: readonly Edge[]): Out {
  const out = new Map<Vertex, Vertex[]>();
  for (const [source, target] of edges) push(out, source, target);
  return (vertex) => (vertex.construct === undefined ? vertex.out : (out.get(vertex) ?? []));
}

/** Takes away what depends on nothing that is left, until that is everything, or a cycle remains. */
function isCyclic(edges: readonly Edge[]): boolean {
  const out = outOf(edges);
  const vertices = new Set(edges.flat());
  for (const vertex of vertices) out(vertex).forEach((target) => vertices.add(target));
  const dependants = new Map<Vertex, Vertex[]>();
  const left = new Map<Vertex, number>();
  for (const vertex of vertices) {
    left.set(vertex, out(vertex).length);
    for (const target of out(vertex)) push(dependants, target, vertex);
  }
  const free = [...vertices].filter((vertex) => left.get(vertex) === 0);
  for (const vertex of free) {
    for (const dependant of dependants.get(vertex) ?? []) {
      const count = left.get(dependant)! - 1;
      left.set(dependant, count);
      if (count === 0) free.push(dependant);
    }
  }
  return free.length < vertices.size;
}

/** The first way from one vertex to another, in the order of the dependencies; there is one. */
function routeOf(out: Out, from: Vertex, to: Vertex): readonly Vertex[] {
  const seen = new Set([from]);
  const route = [{ vertex: from, next: 0 }];
  for (let top = route.at(-1)!; top.vertex !== to; top = route.at(-1)!) {
    const vertex = out(top.vertex)[top.next++];
    if (vertex === undefined) {
      route.pop();
    } else if (!seen.has(vertex)) {
      seen.add(vertex);
      route.push({ vertex, next: 0 });
    }
  }
  return route.map(({ vertex }) => vertex);
}
