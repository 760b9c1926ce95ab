import { record } from '../../plain';
import { type Say, wrong } from '../fault';
import { qualifiedName } from '../formats';
import type { FieldLaw } from './law';
import { oneOf } from './values';

/** What takes the field of a pod, and which fields it takes whole. */
export interface Taker {
  readonly what: string;
  readonly whole: ReadonlySet<string>;
  readonly remedy: string;
}

/** One label or annotation: `metadata.labels['app']`. */
const ONE = /^metadata\.(labels|annotations)\['(.*)'\]$/;

/** A pod hands out some of its fields. */
export function fieldOfPod(ref: unknown, path: string, { what, whole, remedy }: Taker, say: Say): void {
  const { fieldPath } = record(ref);
  if (typeof fieldPath !== 'string' || whole.has(fieldPath)) return;
  const field = `${path}.fieldPath`;
  const [, kind, key] = ONE.exec(fieldPath) ?? [];
  if (key === undefined) return say(wrong(field, fieldPath, `${what} cannot take this field`, remedy));
  const misfit = qualifiedName(kind === 'labels' ? key : key.toLowerCase());
  if (misfit) say(wrong(field, fieldPath, `it names no key of ${kind}: ${misfit.why}`, misfit.remedy));
}

export const fields: Readonly<Record<string, FieldLaw>> = { 'ObjectFieldSelector.apiVersion': oneOf('v1') };
