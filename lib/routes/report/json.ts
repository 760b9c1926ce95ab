/** JSON as a file holds it and a command prints it. */
export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
