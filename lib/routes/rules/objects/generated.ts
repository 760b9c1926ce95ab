import { isRecord, record, text } from '../../plain';
import type { Rule } from '../rule';
import { aboutObject, warning } from '../speak';

/** The API makes a name for an object that has none, and kubectl apply asks it for none. */
export const objectNameGenerated: Rule = {
  id: 'object-name-generated',
  title: 'An object without a name of its own is to be applied',
  *check(site) {
    for (const object of site.objects) {
      if (!isRecord(object.json)) continue;
      const { name, generateName } = record(object.json.metadata);
      const begins = text(generateName);
      if (begins === undefined || text(name) !== undefined) continue;
      const message = `metadata.generateName is "${begins}", and kubectl apply takes nothing without a name of its own.`;
      const remedy = 'Write metadata.name, or leave it out of what is applied, and run kubectl create on it.';
      yield* aboutObject(object, warning('metadata.generateName', message, remedy));
    }
  },
};
