import type { Draft } from '../../finding';
import { namedOf, ofKind, type Named } from '../../named';
import { isBuiltInNamespace, nameOf } from '../../names';
import { slipOf } from '../../nearest';
import { ofHelm } from '../../helm';
import { isHeld } from '../../held';
import { isCustom } from '../../operators';
import { groupBy, leaves, record, text } from '../../plain';
import type { Site } from '../../world';
import { fileOf, isBefore } from '../applied';
import { whereOutside } from '../in-words';
import { heldTo, type Rule } from '../rule';
import { aboutObject } from '../speak';
import { madeBy } from '../../made';

/** Objects stand in a namespace that nothing makes, or that is made after them. */
export const namespaceMissing: Rule = {
  id: 'namespace-missing',
  title: 'Objects stand in a namespace that is not there yet',
  needsAll: true,
  *check(site) {
    const made = groupBy(ofKind(site, 'Namespace'), ({ name }) => name);
    const users = groupBy(namedOf(site), ({ namespace }) => namespace);
    for (const [namespace, objects] of users) {
      if (namespace === undefined || isBuiltInNamespace(namespace)) continue;
      const makers = made.get(namespace);
      if (makers) yield* madeTooLate(makers, objects);
      else if (!madeBy(site).elsewhere('Namespace', '', namespace) && !isBrought(site, objects))
        yield* nowhere(site, namespace, objects, [...made.keys()]);
    }
    for (const chart of ofHelm(site, 'HelmChart')) yield* chartInto(site, chart, [...made.keys()]);
  },
};

/** Who brings the definitions of kinds that are not in the app may bring the namespace too. */
function isBrought(site: Site, objects: readonly Named[]): boolean {
  const defined = new Set(ofKind(site, 'CustomResourceDefinition').map(({ json }) => record(json.spec).group));
  return objects.every((each) => isCustom(each) && !defined.has(each.group) && !isHeld(site, each.object));
}

function nowhere(site: Site, namespace: string, objects: readonly Named[], made: readonly string[]): readonly Draft[] {
  const meant = slipOf(namespace, made);
  const { object } = objects.find((each) => each.object.declared) ?? (objects[0] as Named);
  const others = objects.length === 1 ? '' : `, like ${objects.length - 1} more,`;
  return aboutObject(object, {
    level: heldTo(site, object),
    path: 'metadata.namespace',
    message: `It stands${others} in namespace "${namespace}", which nothing in the app makes, so kubectl apply refuses it.`,
    remedy: meant
      ? `Write "${meant}", which the app makes.`
      : `Add a Namespace "${namespace}" to the app, or ${whereOutside(site, 'namespace-missing', `External.namespace(app, "${namespace}")`)}`,
  });
}

/** An object of a folder that kubectl reads before all Namespaces that would make room for it. */
function madeTooLate(makers: readonly Named[], objects: readonly Named[]): readonly Draft[] {
  const early = objects.find((each) => makers.every((maker) => isBefore(each, maker)));
  if (!early) return [];
  const maker = makers.reduce((first, each) => (isBefore(each, first) ? each : first));
  const [file, first] = [fileOf(maker), fileOf(early)];
  const user = nameOf(early.object.json);
  const here = file === first;
  return aboutObject(maker.object, {
    level: 'warning',
    path: 'metadata.name',
    message: `It stands ${here ? `after ${user} in file "${file}"` : `in file "${file}", after ${user} in file "${first}"`}, so a first kubectl apply refuses that object.`,
    remedy: here
      ? `Put the Namespace before ${user}.`
      : `Put the Namespace into a file whose name sorts before "${first}".`,
  });
}

/** A chart that k3s installs into a namespace makes it only where it is told to. */
function chartInto(site: Site, { object, json }: Named, made: readonly string[]): readonly Draft[] {
  const target = text(record(json.spec).targetNamespace);
  if (target === undefined || isBuiltInNamespace(target) || made.includes(target)) return [];
  if (site.externals.some(({ kind, name }) => kind === 'Namespace' && name === target)) return [];
  // Who asks for a namespace by a custom resource may get it; of charts, one that is told to make it is enough.
  const asked = namedOf(site).some(
    (each) =>
      isCustom(each) && leaves(each.json.spec).includes(target) && (!isChart(each) || makesNamespace(each, target)),
  );
  if (asked) return [];
  const meant = slipOf(target, made);
  return aboutObject(object, {
    level: heldTo(site, object),
    path: 'spec.targetNamespace',
    message: `k3s installs the chart into namespace "${target}", which nothing in the app makes, so the job that installs it fails.`,
    remedy: meant
      ? `Write "${meant}", which the app makes.`
      : `Write createNamespace: true, or add a Namespace "${target}" to the app.`,
  });
}

const isChart = ({ group, kind }: Named) => group === 'helm.cattle.io' && kind === 'HelmChart';

const makesNamespace = ({ json }: Named, namespace: string): boolean => {
  const { targetNamespace, createNamespace } = record(json.spec);
  return targetNamespace === namespace && createNamespace === true;
};
