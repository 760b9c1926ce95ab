import { ApiObject, Chart, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { cycleSentence } from './cycle';

/** A chart and the objects of its file, in the order in which they are written. */
export interface ChartInOrder {
  readonly chart: Chart;
  readonly objects: readonly ApiObject[];
}

/** What is written after what. */
export interface AppOrder {
  /** A chart depends on another one, so that cdk8s numbers the files. */
  readonly numbered: boolean;
  readonly charts: readonly ChartInOrder[];
}

/** A construct of the app, or a group of objects that others depend on. Subtrees are intervals of the preorder. */
export interface Vertex {
  /** Absent in a group. */
  readonly construct?: IConstruct;
  readonly start: number;
  end: number;
  /** What has to be written before. */
  readonly out: Vertex[];
}

interface Place extends Vertex {
  readonly construct: IConstruct;
  readonly scope?: Place;
  readonly chart?: Chart;
  readonly targets: IConstruct[];
}

interface Tree {
  readonly places: readonly Place[];
  readonly of: ReadonlyMap<IConstruct, Place>;
}

/**
 * The order in which cdk8s' `App.synth()` writes charts and objects, in linear time and without a change to the tree.
 *
 * cdk8s itself walks every path of the dependency graph, and copies each dependency between two scopes to all pairs
 * of their objects. Here a walk visits each vertex once, and the objects of a scope are one group vertex.
 */
export function orderOf(app: App): AppOrder {
  const tree = treeOf(app);
  const numbered = connectCharts(tree);
  connectObjects(tree);
  const charts = topology(cdk8sOrder(tree.places), 0, tree.places.length).filter(isChartPlace);
  return {
    numbered,
    charts: charts.map(({ chart, start, end }) => ({
      chart,
      objects: topology(tree.places.slice(start, end), start, end)
        .filter((place) => place.chart === chart)
        .map((place) => place.construct)
        .filter(ApiObject.isApiObject),
    })),
  };
}

function treeOf(app: App): Tree {
  const of = new Map<IConstruct, Place>();
  const places = app.node.findAll().map((construct, start): Place => {
    const scope = of.get(construct.node.scope!);
    const chart = Chart.isChart(construct) ? construct : scope?.chart;
    const targets = construct.node.dependencies;
    const place: Place = { construct, scope, chart, targets, start, end: start + 1, out: [] };
    of.set(construct, place);
    return place;
  });
  for (const { scope, end } of places.toReversed()) {
    if (scope) scope.end = Math.max(scope.end, end);
  }
  return { places, of };
}

/** A nested chart comes before its parent, and a chart before the charts that depend on anything in it. */
function connectCharts({ places, of }: Tree): boolean {
  let connected = false;
  const connect = (source: Chart, target: Chart) => {
    of.get(source)!.targets.push(target);
    connected = true;
  };
  for (const { construct } of places) {
    const scope = construct.node.scope;
    if (Chart.isChart(construct) && scope && Chart.isChart(scope)) connect(scope, construct);
  }
  for (const [source, target] of pairsOf(places)) {
    const from = chartOf(of, source.construct);
    const to = chartOf(of, target);
    if (from !== to) connect(from, to);
  }
  return connected;
}

/** An object comes before the objects of every scope that depends on a scope around it. */
function connectObjects({ places, of }: Tree): void {
  const known = new Map<Place, readonly Place[]>();
  const objectsOf = (scope: Place) => {
    const objects =
      known.get(scope) ?? places.slice(scope.start, scope.end).filter((place) => isObjectOf(place, scope));
    known.set(scope, objects);
    return objects;
  };
  const groups = new Map<Place, Vertex>();
  const groupOf = (scope: Place) => {
    const group = groups.get(scope) ?? { start: scope.start, end: scope.end, out: [...objectsOf(scope)] };
    groups.set(scope, group);
    return group;
  };
  const pairs = pairsOf(places);
  for (const [{ out }, construct] of pairs) {
    const target = of.get(construct);
    if (target) out.push(target);
  }
  for (const [source, construct] of pairs) {
    const target = of.get(construct);
    if (target === undefined) continue;
    for (const object of objectsOf(source)) {
      const within = object.start >= target.start && object.start < target.end;
      object.out.push(...(within ? objectsOf(target).filter((other) => other !== object) : [groupOf(target)]));
    }
  }
}

function pairsOf(places: readonly Place[]): (readonly [Place, IConstruct])[] {
  const pairs: (readonly [Place, IConstruct])[] = [];
  for (const source of places) for (const target of source.targets) pairs.push([source, target]);
  return pairs;
}

/** The chart of a construct, or cdk8s' own error where there is none. */
function chartOf(of: Tree['of'], construct: IConstruct): Chart {
  return of.get(construct)?.chart ?? Chart.of(construct);
}

function isObjectOf(place: Place, scope: Place): boolean {
  return place.chart === scope.chart && ApiObject.isApiObject(place.construct);
}

function isChartPlace(place: Place): place is Place & { readonly chart: Chart } {
  return place.construct === place.chart;
}

/** cdk8s keeps the vertices in an object by path, and an object yields keys that look like an index first. */
function cdk8sOrder(places: readonly Place[]): readonly Place[] {
  // The path of what stands right below the app is its id.
  const indexed = places.filter(({ construct, scope }) => scope === places[0] && isIndex(construct.node.id));
  return indexed.length === 0 ? places : [...new Set([...indexed, ...places])];
}

const isIndex = (key: string) => String(Number(key) >>> 0) === key;

/** Every place of the interval after all it depends on in there; those nobody depends on lead the walk, in order. */
function topology(places: readonly Place[], start: number, end: number): readonly Place[] {
  if (places.every(({ out }) => out.length === 0)) return places;
  const inside = (vertex: Vertex) =>
    isPlace(vertex) ? vertex.start >= start && vertex.start < end : vertex.start < end && vertex.end > start;
  const wanted = wantedOf(places, inside);
  const done = new Set<Vertex>();
  const open = new Set<Vertex>();
  const stack: { readonly vertex: Vertex; next: number }[] = [];
  const enter = (vertex: Vertex) => {
    if (done.has(vertex) || !inside(vertex)) return;
    if (open.has(vertex)) throw new Error(cycleSentence(places));
    open.add(vertex);
    stack.push({ vertex, next: 0 });
  };
  // Places that are wanted and yet not reached belong to a cycle, which the second half of the list runs into.
  for (const root of [...places.filter((place) => !wanted.has(place)), ...places]) {
    enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const before = top.vertex.out[top.next++];
      if (before) {
        enter(before);
      } else {
        stack.pop();
        done.add(top.vertex);
      }
    }
  }
  return [...done].filter(isPlace);
}

function wantedOf(places: readonly Place[], inside: (vertex: Vertex) => boolean): Set<Vertex> {
  const wanted = new Set<Vertex>();
  for (const vertex of places.flatMap((place) => place.out)) {
    if (wanted.has(vertex) || !inside(vertex)) continue;
    wanted.add(vertex);
    if (!isPlace(vertex)) vertex.out.forEach((member) => wanted.add(member));
  }
  return wanted;
}

function isPlace(vertex: Vertex): vertex is Place {
  return 'construct' in vertex;
}
