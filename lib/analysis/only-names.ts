import type { PropertyComplaint } from './given';
import { isVariable } from '../routes/k3d/dollars';
import { dnsSubdomain } from '../routes/schema/formats';

// What a program says of a secret are names. A value in place of one is a password more often than not, so no message
// repeats it.

/** Stops at what is no name of a variable. */
export function insistVariable(who: string, field: string, name: string, example: string): void {
  if (typeof name === 'string' && isVariable(name)) return;
  throw new Error(
    `${who}: ${field} is no name of an environment variable. Write the name of the variable, for example "${example}", and never its value.`,
  );
}

/** Stops at what is no path, such as the content of the file. */
export function insistPath(who: string, what: string, path: string, example: string): void {
  if (typeof path !== 'string' || path === '' || /-----|\p{Cc}/u.test(path)) {
    throw new Error(`${who}: the ${what} is no path. Write the path of a file, for example "${example}".`);
  }
  if (!/^~[\w.-]*\//.test(path)) return;
  throw new Error(
    `${who}: the ${what} begins with "~", which a shell reads as a home and a program does not. Write the path from the folder in which the program runs, for example "${example}".`,
  );
}

/** What a Secret is called, and which property says so where the id does not. */
interface Called {
  /** As the beginning of a sentence. */
  readonly secret: string;
  readonly property: string;
  readonly name: string | undefined;
  readonly id: string;
}

/** What is wrong with the name of a Secret. */
export function secretNameComplaints({ secret, property, name, id }: Called): PropertyComplaint[] {
  const misfit = dnsSubdomain(name ?? id);
  if (misfit === undefined) return [];
  const message = `${secret} is called "${name ?? id}": ${misfit.why}.`;
  return name === undefined
    ? [{ field: 'id', message, remedy: `${misfit.remedy.slice(0, -1)} as ${property}.` }]
    : [{ field: property, message, remedy: misfit.remedy }];
}
