import { isAbsolute, relative } from 'node:path';
import { insistPath, insistVariable } from '../analysis/only-names';
import type { ValueSource } from '../routes/needs';

/** Where one value of a `LocalSecret` stands. It is read by `up`: only names are written into dist/, never a value. */
export class SecretValue {
  /**
   * A variable in the environment of whoever runs `up`.
   *
   * @param name name of the variable
   */
  public static fromEnv(name: string): SecretValue {
    insistVariable('SecretValue.fromEnv', 'name', name, 'DB_PASSWORD');
    return new SecretValue({ kind: 'environment', name });
  }

  /**
   * A variable in a file of `NAME=value` lines. Between quotes, its value may go over several lines.
   *
   * @param file the file, from the folder in which the program runs
   * @param name name of the variable
   */
  public static fromDotEnv(file: string, name: string): SecretValue {
    insistPathInProject('SecretValue.fromDotEnv', file, '.env');
    insistVariable('SecretValue.fromDotEnv', 'name', name, 'DB_PASSWORD');
    return new SecretValue({ kind: 'dotenv', file, name });
  }

  /**
   * A file, byte for byte: a line break at its end counts too.
   *
   * @param file the file, from the folder in which the program runs
   */
  public static fromFile(file: string): SecretValue {
    insistPathInProject('SecretValue.fromFile', file, 'certs/ca.pem');
    return new SecretValue({ kind: 'file', file });
  }

  private constructor(
    /** @internal */
    public readonly _value: ValueSource,
  ) {}
}

/** dist/ goes to other machines, and the folder of the program with it. */
function insistPathInProject(who: string, file: string, example: string): void {
  insistPath(who, 'file', file, example);
  const inside = relative(process.cwd(), file);
  if (!isAbsolute(file) || !(inside.startsWith('..') || isAbsolute(inside))) return;
  throw new Error(
    `${who}: the file is an absolute path that leads out of the folder in which the program runs, and other machines do not have it. Write it from that folder, for example "${example}".`,
  );
}
