/**
 * Does the same for each item, so many at a time. The results are in the order of the items. After an error nothing
 * more is begun, and it is thrown when what runs has ended.
 */
export async function several<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const waiting = [...items.entries()];
  const results: R[] = [];
  const errors: unknown[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        results[next[0]] = await work(next[1]);
      } catch (error) {
        errors.push(error);
        waiting.splice(0);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
