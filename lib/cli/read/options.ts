import type { Option } from '../command';

/** Flags that are spelled alike in every command that reads files. */
export const CLOSED: Option = {
  type: 'boolean',
  summary: 'The files are the whole world: what they lack does not exist.',
};

export const ONE_CLUSTER: Option = {
  type: 'string',
  value: 'NAME',
  summary: 'The cluster that is meant, where several are described.',
};
