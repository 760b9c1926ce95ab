/** Does something to a file or a folder; what the system says against it becomes a sentence with a way out. */
export function onDisk<T>(name: string, done: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What the system does not say is a mistake of ours.
    if (code === undefined) throw error;
    throw new Error(
      `"${name}" could not be ${done}: ${code}. Look at its rights and at the space on the disk, and synthesize again.`,
      { cause: error },
    );
  }
}
