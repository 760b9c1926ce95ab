import type { Draft } from '../../finding';
import { mounting } from '../../mounting';
import { ofKind, type Named } from '../../named';
import { at, record, text, texts } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import type { Site } from '../../world';
import { heldTo, type Rule } from '../rule';
import { aboutObject, type Statement } from '../speak';
import { localStorage } from './storage';

/** A claim waits for a volume that is there and does not fit it. */
export const claimFitsNoVolume: Rule = {
  id: 'claim-fits-no-volume',
  title: 'A claim fits no volume of those that it may have',
  *check(site) {
    const volumes = ofKind(site, 'PersistentVolume');
    if (volumes.length === 0) return;
    for (const claim of ofKind(site, 'PersistentVolumeClaim')) {
      const { volumeName } = record(claim.json.spec);
      const named = volumes.filter(({ name }) => name === volumeName);
      if (text(volumeName) === undefined) yield* ofClass(site, claim, volumes);
      // Where both name each other, Kubernetes asks nothing more.
      else for (const volume of named) if (!isFor(volume, claim)) yield* misfit(site, claim, volume);
    }
  },
};

/** The class of a claim; undefined where the cluster fills in one that is not known. */
export function classOf(site: Site, { json }: Named): string | undefined {
  const { storageClassName } = record(json.spec);
  if (typeof storageClassName === 'string') return storageClassName;
  return localStorage(site)?.({}) ? LOCAL : undefined;
}

const LOCAL = 'local-path';

/** The class of a volume; empty for none. */
export const classOfVolume = ({ json }: Named) => text(record(json.spec).storageClassName) ?? '';

/** The volume that a claim names, where it is another than the claim asks for. */
function misfit(site: Site, claim: Named, volume: Named): readonly Draft[] {
  const { storageClassName } = record(claim.json.spec);
  const [asked, there] = [classOf(site, claim), classOfVolume(volume)];
  if (asked !== undefined && asked !== there) {
    const filledIn = storageClassName === undefined ? ', which the cluster fills in' : '';
    return about(site, claim, 'error', {
      path: 'spec.storageClassName',
      message: `The claim asks for volume "${volume.name}" and class "${asked}"${filledIn}, and the volume is of ${there === '' ? 'no class' : `class "${there}"`}, so the claim stays pending.`,
      remedy: `Write storageClassName: "${there}".`,
    });
  }
  const lack = lackOf(claim, volume);
  return lack ? about(site, claim, 'error', lack) : [];
}

/** No volume of a class that only volumes of the app have. */
function ofClass(site: Site, claim: Named, volumes: readonly Named[]): readonly Draft[] {
  const { storageClassName, selector } = record(claim.json.spec);
  const asked = text(storageClassName);
  if (asked === undefined || asked === LOCAL || selector !== undefined) return [];
  if (ofKind(site, 'StorageClass').some(({ name }) => name === asked)) return [];
  const candidates = volumes.filter((volume) => classOfVolume(volume) === asked && isFree(volume, claim));
  const lacks = candidates.map((volume) => (isFor(volume, claim) ? undefined : lackOf(claim, volume)));
  const [lack] = lacks;
  return lack && lacks.every(Boolean) ? about(site, claim, heldTo(site, claim.object), lack) : [];
}

const isFree = (volume: Named, claim: Named): boolean =>
  record(volume.json.spec).claimRef === undefined || isFor(volume, claim);

/** True for a volume that is kept for a claim. */
function isFor({ json }: Named, { name, namespace }: Named): boolean {
  const claimRef = record(record(json.spec).claimRef);
  return claimRef.name === name && claimRef.namespace === namespace;
}

/** What a volume has less of than a claim asks for. */
function lackOf(claim: Named, volume: Named): Omit<Statement, 'level'> | undefined {
  const [wanted, has] = [record(claim.json.spec), record(volume.json.spec)];
  const modes = texts(has.accessModes);
  const missing = texts(wanted.accessModes).find((mode) => !modes.includes(mode));
  if (missing !== undefined) {
    return {
      path: 'spec.accessModes',
      message: `The claim asks for "${missing}", and volume "${volume.name}" has ${modes.map((mode) => `"${mode}"`).join(', ') || 'no access mode'}, so the claim stays pending.`,
      remedy: `Write accessModes: [${modes[0] ?? missing}] in the claim, or "${missing}" in the volume too.`,
    };
  }
  const [asked, size] = [at(wanted, 'resources.requests').storage, at(has, 'capacity').storage];
  const [amount, limit] = [amountOf(asked), amountOf(size)];
  if (amount === undefined || limit === undefined || !exceeds(amount, limit)) return undefined;
  return {
    path: 'spec.resources.requests.storage',
    message: `The claim asks for ${asked as string}, and volume "${volume.name}" has ${size as string}, so the claim stays pending.`,
    remedy: `Ask for ${size as string} or less, or make the volume larger.`,
  };
}

function about(
  site: Site,
  { object, namespace, name }: Named,
  level: Statement['level'],
  said: Omit<Statement, 'level'>,
): readonly Draft[] {
  const status = level === 'error' ? 'broken' : 'unknown';
  return aboutObject(object, { level, stops: { of: mounting(site, namespace, name), status }, ...said });
}
