'use strict';
// Puts compiled modules that are loaded together into one file: to find, open and wrap a module costs more than to run it.
const { readFileSync, writeFileSync } = require('node:fs');
const { dirname, join, posix, relative, sep } = require('node:path');

/**
 * Each module becomes a function that runs when it is first asked for, and once, as node itself does it. Its own file
 * stays and asks for it there, so whoever requires a module finds the same one as before.
 *
 * @param root folder of all modules
 * @param to name of the file, in that folder
 * @param names modules to put into it, as paths in the folder, without `.js`
 */
exports.link = function link(root, to, names) {
  const own = new Set(names);
  const modules = [...own].sort().map((name) => {
    const source = readFileSync(join(root, `${name}.js`), 'utf8').replace(/^"use strict";\n/, '');
    if (/\b__(dir|file)name\b/.test(source)) throw new Error(`${name} asks where it lies, and would not lie there.`);
    return `${JSON.stringify(name)}: function (exports, module) {\n${wired(source, name, own)}}`;
  });
  writeFileSync(join(root, to), plain(`${HEAD}const modules = {\n${modules.join(',\n')},\n};\n`));
  for (const name of own) {
    const stub = `"use strict";\nmodule.exports = require("${pathFrom(root, name, to)}")("${name}");\n`;
    writeFileSync(join(root, `${name}.js`), stub);
  }
};

/** Of a source that is all ASCII, V8 keeps a byte a letter instead of two. What is not stands in texts and comments. */
const plain = (source) =>
  source.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const HEAD = `"use strict";
const loaded = {};
module.exports = linked;
function linked(name) {
    let module = loaded[name];
    if (module === undefined) {
        loaded[name] = module = { exports: {} };
        modules[name](module.exports, module);
    }
    return module.exports;
}
`;

function pathFrom(root, name, to) {
  const path = relative(dirname(join(root, name)), join(root, to))
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** The source of a module: what stands in the same file is found there, anything else is required from its place. */
function wired(source, name, own) {
  // TypeScript writes imports in double quotes, and leaves what is loaded on use as it stands.
  return source.replace(/\brequire\((["'])(\.[^"']*)\1\)/g, (_, quote, path) => {
    const target = posix.join(posix.dirname(name), path);
    const found = [target, `${target}/index`].find((each) => own.has(each));
    return found === undefined ? `require("./${target}")` : `linked(${JSON.stringify(found)})`;
  });
}
