import { list, record, records, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from '../formats';
import { isGiven, textIn } from '../read';
import { type Besides, type FieldLaw, type TypeLaw, all } from './law';
import { havingFeature, unlessNewer } from '../server';
import { needs, someIn } from './presence';
import { namedOnce, once } from './unique';
import { atLeast, between, filled, oneOf, spelled, wordOf } from './values';

const someTerm = someIn(
  'nodeSelectorTerms',
  'a node is chosen by at least one term',
  'Add a term, or leave out what it stands in.',
);

/** Last Kubernetes 1.x that takes a word here that no label can have. */
const ANY_VALUE = 32;

/** No node has a label with another value. */
const nodeLabels: TypeLaw = ({ nodeSelectorTerms }, path, say) => {
  list(nodeSelectorTerms).forEach((term, at) => {
    list(record(term).matchExpressions).forEach((expression, index) => {
      list(record(expression).values).forEach((value, which) => {
        const misfit = labelValue(textIn(value));
        if (misfit === undefined) return;
        const field = `${path}.nodeSelectorTerms[${at}].matchExpressions[${index}].values[${which}]`;
        say({ ...wrong(field, value, misfit.why, misfit.remedy), takenBy: unlessNewer(ANY_VALUE) });
      });
    });
  });
};

const BY_LABEL = new Set(['Exists', 'DoesNotExist', 'Gt', 'Lt']);

const nodeName = filled(dnsSubdomain);

/** The fields of a node are its name, and nothing else. */
const nodeFields: TypeLaw = ({ matchFields }, path, say) => {
  list(matchFields).forEach((entry, index) => {
    const { key, operator, values } = record(entry);
    const field = `${path}.matchFields[${index}]`;
    if (textIn(key) !== '' && key !== 'metadata.name') {
      const remedy = 'Write "metadata.name", or move the expression to matchExpressions.';
      say(wrong(`${field}.key`, key, 'of its fields a node is chosen by the name alone', remedy));
    }
    if (BY_LABEL.has(textIn(operator))) {
      say(wrong(`${field}.operator`, operator, 'it compares labels', 'Write "In" or "NotIn".'));
    } else if (list(values).length > 1) {
      const says = `has ${list(values).length} entries: a node has one name.`;
      say({ path: `${field}.values`, says, remedy: 'Write one name, and a term for each of the others.' });
    } else if (list(values).length === 1) {
      nodeName(textIn(list(values)[0]), `${field}.values[0]`, say);
    }
  });
};

const toleration: TypeLaw = ({ key, operator, value, effect, tolerationSeconds }, path, say) => {
  const exists = operator === 'Exists';
  const word = textIn(value);
  if (exists && word !== '') {
    say(wrong(`${path}.operator`, 'Exists', `it compares with nothing, and value is ${show(value)}`, 'Remove value.'));
  }
  const misfit = textIn(operator) === '' || operator === 'Equal' ? labelValue(word) : undefined;
  if (misfit) say(wrong(`${path}.value`, value, misfit.why, misfit.remedy));
  if (!exists && textIn(key) === '')
    say(missing(`${path}.key`, 'only Exists works without it', 'Add key, or write operator: Exists.'));
  if (isGiven(tolerationSeconds) && effect !== 'NoExecute') {
    say(misplaced(`${path}.tolerationSeconds`, 'it counts only for effect NoExecute', 'Remove it.'));
  }
};

/** Feature with which a toleration compares numbers. */
const COMPARES = 'TaintTolerationComparisonOperators';
const anyOperator = oneOf('Equal', 'Exists');

const compared: FieldLaw = (value, path, say) => {
  if (value !== 'Lt' && value !== 'Gt') return anyOperator(value, path, say);
  const why = `the API takes it with the feature ${COMPARES} alone, which is off by default`;
  say({ ...wrong(path, value, why, 'Write "Equal" or "Exists".'), takenBy: havingFeature(COMPARES) });
};

const waitedFor: TypeLaw = ({ whenUnsatisfiable }, path, say) => {
  if (whenUnsatisfiable !== 'ScheduleAnyway') return;
  const why = 'with ScheduleAnyway no number of domains is waited for';
  say(misplaced(`${path}.minDomains`, why, 'Remove it, or write whenUnsatisfiable: DoNotSchedule.'));
};

const ownKeys: TypeLaw = (object, path, say) => {
  narrowed(object, 'matchLabelKeys', path, say);
  const selected = keysOf(record(object.labelSelector));
  list(object.matchLabelKeys).forEach((key, index) => {
    if (!selected.includes(key)) return;
    say(wrong(`${path}.matchLabelKeys[${index}]`, key, 'labelSelector asks for it too', 'Remove one of the two.'));
  });
};

/** The labels that a selector asks for. */
const keysOf = ({ matchLabels, matchExpressions }: Plain): readonly unknown[] => [
  ...Object.keys(record(matchLabels)),
  ...records(matchExpressions).map(({ key }) => key),
];

function narrowed(object: Plain, key: string, path: string, say: Say): void {
  if (list(object[key]).length === 0 || isGiven(object.labelSelector)) return;
  say(missing(`${path}.labelSelector`, `${key} narrows it`, 'Add labelSelector.'));
}

/** Pods with the same label, or with another one. */
const term: TypeLaw = (object, path, say) => {
  const { matchLabelKeys, mismatchLabelKeys } = object;
  narrowed(object, 'matchLabelKeys', path, say);
  narrowed(object, 'mismatchLabelKeys', path, say);
  list(mismatchLabelKeys).forEach((key, index) => {
    if (!list(matchLabelKeys).includes(key)) return;
    say(wrong(`${path}.mismatchLabelKeys[${index}]`, key, 'matchLabelKeys has it too', 'Remove one of the two.'));
  });
};

const spreadOnce = once(
  'topologySpreadConstraints',
  ({ topologyKey, whenUnsatisfiable }) => (textIn(topologyKey) ? `${topologyKey} ${textIn(whenUnsatisfiable)}` : ''),
  ({ topologyKey, whenUnsatisfiable }, path, first) =>
    wrong(
      `${path}.topologyKey`,
      topologyKey,
      `constraint ${first + 1} spreads over it with ${textIn(whenUnsatisfiable)} too`,
      'Remove one of the two.',
    ),
);

const gates: TypeLaw = ({ schedulingGates, nodeName }, path, say, root) => {
  if (root.kind !== 'Pod') return;
  if (list(schedulingGates).length === 0 || textIn(nodeName) === '') return;
  say(misplaced(`${path}.nodeName`, 'schedulingGates keeps the pod from every node', 'Remove one of the two.'));
};

const skewed: TypeLaw = (object, path, say) => needs(object, 'maxSkew', path, say);
const weighed: TypeLaw = (object, path, say) => needs(object, 'weight', path, say);
const weight = between(1, 100, 'a weight');
const label = filled(qualifiedName);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'Toleration.key': spelled(qualifiedName),
  'Toleration.operator': compared,
  'Toleration.effect': oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'PodAffinityTerm.topologyKey': label,
  'PodAffinityTerm.namespaces': filled(dnsLabel),
  'PodAffinityTerm.matchLabelKeys': label,
  'PodAffinityTerm.mismatchLabelKeys': label,
  'PodSchedulingGate.name': label,
  'WeightedPodAffinityTerm.weight': weight,
  'PreferredSchedulingTerm.weight': weight,
  'TopologySpreadConstraint.topologyKey': filled(),
  'TopologySpreadConstraint.maxSkew': atLeast(1, 'the skew'),
  'TopologySpreadConstraint.minDomains': atLeast(1, 'the number of domains'),
  'TopologySpreadConstraint.matchLabelKeys': label,
  'TopologySpreadConstraint.whenUnsatisfiable': wordOf('DoNotSchedule', 'ScheduleAnyway'),
  'TopologySpreadConstraint.nodeAffinityPolicy': wordOf('Honor', 'Ignore'),
  'TopologySpreadConstraint.nodeTaintsPolicy': wordOf('Honor', 'Ignore'),
};

export const besides: Besides = {
  'NodeSelectorTerm.matchFields': [nodeFields],
  'PodAffinityTerm.matchLabelKeys': [term],
  'PodAffinityTerm.mismatchLabelKeys': [term],
  'PodSpec.topologySpreadConstraints': [spreadOnce],
  'PodSpec.schedulingGates': [namedOnce('schedulingGates', 'gate'), gates],
  'TopologySpreadConstraint.minDomains': [waitedFor],
  'TopologySpreadConstraint.matchLabelKeys': [ownKeys],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  NodeSelector: all(someTerm, nodeLabels),
  PreferredSchedulingTerm: weighed,
  Toleration: toleration,
  TopologySpreadConstraint: skewed,
  WeightedPodAffinityTerm: weighed,
};
