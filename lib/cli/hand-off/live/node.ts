import { at, records } from '../../../routes/plain';
import type { KubeObject } from '../../../routes/world';

/** Whether a node says of itself that it is ready. */
export const isReady = (node: KubeObject): boolean =>
  records(at(node, 'status').conditions).some(({ type, status }) => type === 'Ready' && status === 'True');
