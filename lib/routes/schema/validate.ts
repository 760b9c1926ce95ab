import { type Fault, missing, wrong } from './fault';
import { names } from './names';
import { type Json, given, text } from './read';
import { checkOf, kindsIn, metadataCheck } from './shape';

/** Everything that the API would refuse in one object, as far as the object alone shows it. */
export function faultsOf(object: Json): readonly Fault[] {
  const faults: Fault[] = [];
  const say = (fault: Fault) => void faults.push(fault);
  const apiVersion = text(object.apiVersion);
  const kind = text(object.kind);
  for (const key of ['apiVersion', 'kind']) {
    if (text(object[key]) === '') say(missing(key, 'nobody knows what this is', `Add ${key}.`));
  }
  names(object, say);
  const check = checkOf(apiVersion, kind);
  if (check) check(object, '', say, object);
  else {
    if (given(object.metadata)) metadataCheck()(object.metadata, 'metadata', say, object);
    const near = kindsIn(apiVersion).find((known) => known.toLowerCase() === kind.toLowerCase());
    if (near !== undefined) say(wrong('kind', kind, `${apiVersion} has no such kind`, `Write "${near}".`));
  }
  return faults;
}
