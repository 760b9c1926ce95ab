import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { shown } from '../analysis/given';
import { list, record, text } from '../routes/plain';

/** What brings about the words in which cdk8s gives up, and the way out. */
const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /non-simple object of type 'undefined'/,
    'A key "constructor" does this: cdk8s takes its value for the class of the object. Give the key another name.',
  ],
  [
    /_toJson/,
    'A JSON patch that is none does this. Write JsonPatch.add("/metadata/labels", { … }) or one of its like.',
  ],
  [
    /TypeError: Cannot (convert undefined or null to object|use 'in' operator)/,
    'A JSON patch that takes the place of the whole object does this. Name a field, for example "/metadata/labels".',
  ],
  [
    /TypeError: Cannot (read|set) properties of undefined/,
    'A JSON patch whose path leads through a field that the object lacks does this. Add the field first.',
  ],
  [
    /TEST_OPERATION_FAILED/,
    'A JSON patch that tests for another value than the object has does this. Test for that one, or leave the test out.',
  ],
  [
    /TypeError: Converting circular structure|RangeError: Maximum call stack/,
    'A value that holds itself, or thousands of others one in the other, does this. Write plain data.',
  ],
];

/** What a JSON patch prints of itself and of the whole object, whose values may be secret. */
const DUMP = /\nname: [A-Z_]+\nindex: [^]*$/;

/** cdk8s says which object it is; what it does not say is how that comes about, and by which patch. */
export function whyUnrendered(error: unknown, app: IConstruct): string {
  const said = text(Object(error).message) ?? `${shown(error)} was thrown while the app was rendered.`;
  const message = said.replace(DUMP, '');
  const [, cause] = CAUSES.find(([words]) => words.test(message)) ?? [];
  const patch = patchOf(message, app);
  return [message, ...(cause === undefined ? [] : [`  ${cause}`]), ...(patch === undefined ? [] : [`  ${patch}`])].join(
    '\n',
  );
}

/** Which of the patches of an object keeps it from being written. */
function patchOf(message: string, app: IConstruct): string | undefined {
  const [, path] = /^Failed serializing construct at path '([^']*)'/.exec(message) ?? [];
  const object: unknown = app.node.findAll().find(({ node }) => node.path === path);
  const patches = list(record(object).patches);
  const index = renders(object, []) ? patches.findIndex((_, at) => !renders(object, patches.slice(0, at + 1))) : -1;
  if (index < 0) return undefined;
  const { op, path: field } = record(record(patches[index]).operation);
  const which = `It is patch ${index + 1} of ${patches.length}`;
  return text(op) === undefined ? `${which}.` : `${which}: ${op} "${field}".`;
}

/** Whether an object can be written with some of its patches. */
function renders(object: unknown, patches: readonly unknown[]): boolean {
  try {
    (Object.create(Object(object), { patches: { value: patches } }) as ApiObject).toJson();
    return true;
  } catch {
    return false;
  }
}
