import { shown } from '../analysis/given';
import { text } from '../routes/plain';

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
  [/TypeError: Converting circular structure/, 'A value that holds itself does this. Write plain data.'],
];

/** cdk8s says which object it is; what it does not say is how that comes about. */
export function whyUnrendered(error: unknown): string {
  const message = text(Object(error).message) ?? `${shown(error)} was thrown while the app was rendered.`;
  const [, cause] = CAUSES.find(([words]) => words.test(message)) ?? [];
  return cause === undefined ? message : `${message}\n  ${cause}`;
}
