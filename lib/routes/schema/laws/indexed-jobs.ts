import { list, record, records, type Plain } from '../../plain';
import { type Say, misplaced, missing, show, wrong } from '../fault';
import { isGiven, textIn } from '../read';
import type { TypeLaw } from './law';

/** Fields that count by index. */
const BY_INDEX = ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'];

/** An Indexed Job counts its pods, and only it does. */
export const indexed: TypeLaw = (spec, path, say, root) => {
  if (spec.completionMode === 'Indexed') return counted(spec, path, say, root);
  for (const key of BY_INDEX) {
    if (!isGiven(spec[key])) continue;
    say(misplaced(`${path}.${key}`, 'it counts by index', 'Remove it, or write completionMode: Indexed.'));
  }
};

const counted: TypeLaw = (spec, path, say, root) => {
  // A Job that says neither how many pods nor how many at once runs one; the Jobs of a CronJob do not.
  const one = root.kind === 'Job' && !isGiven(spec.parallelism) ? 1 : undefined;
  const completions = spec.completions ?? one;
  if (!isGiven(completions)) {
    return say(missing(`${path}.completions`, 'completionMode Indexed counts them', 'Add completions.'));
  }
  if (typeof completions !== 'number') return;
  // The names of the Jobs of a CronJob are made later.
  if (root.kind === 'Job' && completions > 0) hostNames(root, completions, say);
  limits(spec, completions, path, say);
  list(record(spec.successPolicy).rules).forEach((rule, index) =>
    success(record(rule), completions, `${path}.successPolicy.rules[${index}]`, say),
  );
};

const LONGEST_HOST = 63;

/** Each pod of an Indexed Job has the name of the Job and its own number for a host name. */
function hostNames({ metadata }: Plain, pods: number, say: Say): void {
  const name = textIn(record(metadata).name);
  const { length } = `${name}-${pods - 1}`;
  const speak = (why: string, remedy: string) =>
    say({ ...wrong('metadata.name', name, why, remedy), rule: 'object-name-invalid' });
  if (name.includes('.')) {
    speak('the pods of an Indexed Job have it in their host names, where no "." may stand', 'Write "-" for each ".".');
  } else if (name.length <= LONGEST_HOST && length > LONGEST_HOST) {
    const why = `with its number the host name of the last pod has ${length} characters, and ${LONGEST_HOST} are allowed`;
    speak(why, 'Write a shorter name.');
  }
}

const MOST = 100_000;

function limits(spec: Plain, completions: number, path: string, say: Say): void {
  const { parallelism, maxFailedIndexes: failed, backoffLimitPerIndex } = spec;
  if (typeof parallelism === 'number' && parallelism > MOST) {
    say(
      wrong(`${path}.parallelism`, parallelism, `an Indexed Job runs ${MOST} pods at once`, `Write at most ${MOST}.`),
    );
  }
  if (isGiven(failed) && !isGiven(backoffLimitPerIndex)) {
    say(missing(`${path}.backoffLimitPerIndex`, 'maxFailedIndexes counts by it', 'Add backoffLimitPerIndex.'));
  }
  const many = completions > MOST && isGiven(backoffLimitPerIndex);
  if (many) ofMany(spec, path, say);
  const most = Math.min(completions, many ? MOST_OF_MANY : MOST);
  if (typeof failed !== 'number' || failed <= most) return;
  say(wrong(`${path}.maxFailedIndexes`, failed, `no more than ${most} can fail`, `Write at most ${most}.`));
}

/** What of so many pods may run or fail at once, where the API keeps an eye on each. */
const MOST_OF_MANY = 10_000;

function ofMany({ parallelism, maxFailedIndexes }: Plain, path: string, say: Say): void {
  const why = `backoffLimitPerIndex is counted for more than ${MOST} pods`;
  if (!isGiven(maxFailedIndexes)) {
    say(missing(`${path}.maxFailedIndexes`, why, `Add maxFailedIndexes, of at most ${MOST_OF_MANY}.`));
  }
  if (typeof parallelism !== 'number' || parallelism <= MOST_OF_MANY) return;
  say(wrong(`${path}.parallelism`, parallelism, why, `Write at most ${MOST_OF_MANY}.`));
}

/** When a Job is done before all of its pods are. */
function success({ succeededIndexes, succeededCount }: Plain, completions: number, path: string, say: Say): void {
  if (!isGiven(succeededIndexes) && !isGiven(succeededCount)) {
    return say(missing(`${path}.succeededCount`, 'a rule says how many pods', 'Add succeededCount.'));
  }
  const listed = typeof succeededIndexes === 'string' ? countOf(succeededIndexes, completions) : completions;
  if (listed === undefined) {
    const why = `these are no growing numbers from 0 to ${completions - 1}`;
    return say(wrong(`${path}.succeededIndexes`, succeededIndexes, why, 'Write numbers such as "0,2-4".'));
  }
  if (typeof succeededCount !== 'number' || succeededCount <= listed) return;
  say(wrong(`${path}.succeededCount`, succeededCount, `there are ${show(listed)}`, `Write at most ${listed}.`));
}

/** How many indexes a text such as `0,2-4` lists; undefined where it lists none that could be. */
function countOf(indexes: string, completions: number): number | undefined {
  let count = 0;
  let last = -1;
  for (const span of indexes === '' ? [] : indexes.split(',')) {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(span) ?? [];
    const [low, high] = [Number(from), Number(to)];
    if (from === undefined || low <= last || high < low || high >= completions) return undefined;
    count += high - low + 1;
    last = high;
  }
  return count;
}

/** Rules of a podFailurePolicy that end one index. */
export const failedIndexes: TypeLaw = ({ podFailurePolicy, backoffLimitPerIndex }, path, say) => {
  if (isGiven(backoffLimitPerIndex)) return;
  records(record(podFailurePolicy).rules).forEach(({ action }, index) => {
    if (action !== 'FailIndex') return;
    const field = `${path}.podFailurePolicy.rules[${index}].action`;
    say(wrong(field, action, 'without backoffLimitPerIndex no index fails', 'Write "FailJob".'));
  });
};
