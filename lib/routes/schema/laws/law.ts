import type { Plain } from '../../plain';
import type { Say } from '../fault';

/** What one field has to obey beyond its type. */
export type FieldLaw = (value: unknown, path: string, say: Say) => void;

/** What the fields of one type have to obey together; `root` is the whole object. */
export type TypeLaw = (object: Plain, path: string, say: Say, root: Plain) => void;

/** Laws over a type, of which each is asked only where one of its fields stands: `Type.field` → laws. */
export type Besides = Readonly<Record<string, readonly TypeLaw[]>>;

/** Several laws over one type. */
export const all = (...laws: readonly TypeLaw[]): TypeLaw => {
  return (object, path, say, root) => {
    for (let index = 0; index < laws.length; index++) laws[index]!(object, path, say, root);
  };
};
