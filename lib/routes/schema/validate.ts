import { isNear, misspelt } from '../nearest';
import type { Plain } from '../plain';
import { type FieldFault, type Say, missing, wrong } from './fault';
import { names } from './names';
import { isGiven, textIn } from './read';
import { checkOf, definedCheckOf, homeOf, isOtherVersion, kindsIn, metadataCheck } from './kinds';

/** A group of Kubernetes itself has no dot, and serves a `v1`: this is a slip, where it is not from the time before. */
function isSlip(apiVersion: string): boolean {
  const [group, version = ''] = apiVersion.split('/') as [string, string?];
  if (group === '' || group.includes('.') || /^v\d+[a-z]+\d+$/.test(version)) return false;
  return kindsIn(`${group}/v1`).length === 0;
}

/** A kind that is known, with a slip of the pen, or beside another group: nobody serves that. Others may be newer than we. */
function stray(apiVersion: string, kind: string, say: Say): void {
  const kinds = kindsIn(apiVersion);
  const near = misspelt(kind, kinds);
  if (near !== undefined) return say(wrong('kind', kind, `${apiVersion} has no such kind`, `Write "${near}".`));
  const home = kinds.length > 0 || isSlip(apiVersion) ? homeOf(kind) : undefined;
  if (home !== undefined) say(wrong('apiVersion', apiVersion, `it has no kind ${kind}`, `Write "${home}".`));
}

function unknown(object: Plain, field: string): FieldFault {
  const slip = Object.keys(object).find((key) => key !== field && isNear(key, field));
  const remedy = slip === undefined ? `Add ${field}.` : `Write "${field}" in place of "${slip}".`;
  return missing(field, 'nobody knows what this is', remedy);
}

/** Everything that the API would refuse in one object, as far as the object alone shows it. */
export function faultsOf(object: Plain): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const say = (fault: FieldFault) => void faults.push(fault);
  const apiVersion = textIn(object.apiVersion);
  const kind = textIn(object.kind);
  if (apiVersion === '') say(unknown(object, 'apiVersion'));
  if (kind === '') say(unknown(object, 'kind'));
  const type = `${apiVersion} ${kind}`;
  names(object, type, say);
  const check = checkOf(type);
  if (check) check(object, '', say, object);
  else {
    if (isGiven(object.metadata)) metadataCheck()(object.metadata, 'metadata', say, object);
    const defined = definedCheckOf(type);
    if (defined) defined(object, '', say, object);
    else if (!isOtherVersion(apiVersion, kind)) stray(apiVersion, kind, say);
  }
  return faults;
}
