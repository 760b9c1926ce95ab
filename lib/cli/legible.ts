/** What a terminal obeys instead of showing it: control characters, colours, and marks that turn the order of letters. */
// oxlint-disable-next-line no-control-regex
const COMMANDS = /\u001b\[[\d;]*m|\r\n|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The colours that this program itself writes. */
// oxlint-disable-next-line no-control-regex
const OWN = /^\u001b\[(?:[12]|22|3[1239])m$/;

/**
 * Words for a terminal, of which some come from files and other programs: what it would obey is written out, as JSON
 * does.
 */
export const legible = (text: string, coloured = false): string =>
  text.replace(COMMANDS, (command) => {
    if (command === '\r\n') return '\n';
    if (command.length > 1) return coloured && OWN.test(command) ? command : '';
    return `\\u${command.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
