import { record, text, texts } from '../../../routes/plain';

/** What an image is, in words that do not depend on who keeps it: the number of an image does. */
export type Content = string;

/** Undefined where the layers are not told. */
export function contentOf(created: unknown, layers: unknown, config: unknown): Content | undefined {
  const { Env, Entrypoint, Cmd, WorkingDir, User } = record(config);
  if (texts(layers).length === 0) return undefined;
  return JSON.stringify([
    Date.parse(`${created}`),
    texts(layers),
    ...[Env, Entrypoint, Cmd].map(texts),
    text(WorkingDir),
    text(User),
  ]);
}
