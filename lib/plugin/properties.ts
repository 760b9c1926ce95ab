import type { Level } from '../routes/finding';
import { LEVELS } from '../routes/level';
import { nearest } from '../routes/nearest';
import { record } from '../routes/plain';

/** What a user says below `properties:` in cdk8s.yaml. */
export interface Properties {
  /** The k3d config, where synth does not write one. */
  readonly clusterFile?: string;
  /** The manifests are the whole world: what they lack does not exist. */
  readonly closed: boolean;
  /** Findings from this level on fail the synth. */
  readonly failOn: Level;
}

const KNOWN = ['clusterFile', 'closed', 'fail'];

/** Reads what a user wrote; every mistake is a sentence. */
export function readProperties(written: unknown): Properties {
  const properties = record(written);
  const unknown = Object.keys(properties).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw wrong(`has no property "${unknown}". The nearest is "${nearest(unknown, KNOWN)}".`);
  const { clusterFile, closed = false, fail: failOn = 'error' } = properties;
  if (clusterFile !== undefined && typeof clusterFile !== 'string') {
    throw wrong(`takes the path of a k3d config as clusterFile, not ${JSON.stringify(clusterFile)}. Write a path.`);
  }
  if (typeof closed !== 'boolean')
    throw wrong(`takes true or false as closed, not ${JSON.stringify(closed)}. Write true.`);
  if (!LEVELS.includes(failOn as Level)) {
    throw wrong(`takes a level as fail, not ${JSON.stringify(failOn)}. Write "${nearest(`${failOn}`, LEVELS)}".`);
  }
  return { closed, failOn: failOn as Level, ...(clusterFile !== undefined && { clusterFile }) };
}

const wrong = (what: string) => new Error(`AccessValidation ${what}`);
