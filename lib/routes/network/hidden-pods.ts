import { hasForeignLabel, isCharted, isFilled, namesOperated } from '../operators';
import type { Site } from '../world';
import type { Labels } from './labels';
import type { Selection } from './selection';

/**
 * Pods that no template shows: something fills their namespace, or an operator gives them its own names, or its own
 * labels and none that a template has.
 */
export const mayBeHidden = (site: Site, selection: Selection, namespace: string, selector: Labels): boolean =>
  !site.closed &&
  (isFilled(site, namespace) ||
    isCharted(site, namespace) ||
    namesOperated(site, Object.values(selector)) ||
    (hasForeignLabel(site, Object.keys(selector)) &&
      !Object.entries(selector).some(([name, value]) => selection.select(namespace, { [name]: value }).length > 0)));
