import type { Named } from '../named';

/** The file in which kubectl reads an object; empty where it reads those of no folder. */
export const fileOf = ({ object }: Named): string => object.file ?? '';

const folderOf = (named: Named) => fileOf(named).replace(/[^/\\]*$/, '');

/** kubectl reads the files of a folder in the order of their names, and each from its first line on. */
export function isBefore(one: Named, other: Named): boolean {
  const [file, others] = [fileOf(one), fileOf(other)];
  if (file === '' || others === '' || folderOf(one) !== folderOf(other)) return false;
  return file === others ? lineOf(one) < lineOf(other) : file < others;
}

/** Objects of a program stand in the order in which they are applied. */
const lineOf = ({ object }: Named) => Number(/:(\d+)$/.exec(object.where)?.[1] ?? 0);
