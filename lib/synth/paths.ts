/** What the file systems of Linux, macOS and Windows take. */
const LONGEST_NAME = 255;

/** A path as a file system without upper case sees it. */
export function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Refuses paths that leave the folder, and files that would overwrite each other on some file system. */
export function refusePaths(paths: readonly string[]): void {
  const bad = paths.find((path) => !isClean(path));
  if (bad !== undefined) {
    throw new Error(`"${bad}" is no path inside of the output folder. Write names between single forward slashes.`);
  }
  const long = paths.flatMap((path) => path.split('/')).find((name) => Buffer.byteLength(name) > LONGEST_NAME);
  if (long !== undefined) {
    throw new Error(
      `"${long}" is too long for the name of a file: at most ${LONGEST_NAME} bytes. Give what stands in it a shorter name.`,
    );
  }
  const files = new Map<string, string>();
  for (const path of paths) {
    const other = files.get(fold(path));
    if (other !== undefined) throw new Error(collision(other, path));
    files.set(fold(path), path);
  }
  for (const path of paths) {
    const file = parentsOf(path)
      .map((parent) => files.get(fold(parent)))
      .find((found) => found !== undefined);
    if (file !== undefined) {
      throw new Error(`"${file}" would be a file and, for "${path}", a folder. Give one of the two another name.`);
    }
  }
}

/** The folders above a path, the outermost first. */
export function parentsOf(path: string): string[] {
  const names = path.split('/');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}

function collision(one: string, other: string): string {
  return one === other
    ? `Two files of this synth have the path "${one}". Give what stands in one of them another name.`
    : `"${one}" and "${other}" are one file on macOS and Windows. Give what stands in one of them a name that differs in more than upper case.`;
}

/** Whether a path stays in its folder on every system. */
export function isClean(path: string): boolean {
  return !/[\\\0]|^[A-Za-z]:/.test(path) && path.split('/').every((name) => !['', '.', '..'].includes(name));
}
