'use strict';
// Puts compiled modules that are loaded together into one file: to find, open and wrap a module costs more than to run it.
const { readFileSync, writeFileSync } = require('node:fs');
const { join, posix } = require('node:path');

/**
 * Each module becomes a function that runs when it is first asked for, and once, as node itself does it. Its own file
 * stays and asks for it there, so whoever requires a module finds the same one as before.
 *
 * @param root folder of all modules
 * @param files name of each new file in that folder, and the modules to put into it, as paths in the folder, all
 * without `.js`
 */
exports.link = function link(root, files) {
  const sources = new Map();
  const homes = new Map();
  for (const [file, names] of Object.entries(files)) {
    for (const name of names) {
      const source = readFileSync(join(root, `${name}.js`), 'utf8');
      // Whoever asks where it lies stays there.
      if (/\b__(dir|file)name\b/.test(source)) continue;
      sources.set(name, source.replace(/^"use strict";\n/, ''));
      homes.set(name, file);
    }
  }
  for (const file of Object.keys(files)) {
    const names = [...homes.keys()].filter((name) => homes.get(name) === file);
    const modules = names.sort().map((name) => {
      const source = wired(sources.get(name), name, homes);
      return `${JSON.stringify(name)}: function (exports, module) {\n${source}}`;
    });
    writeFileSync(join(root, `${file}.js`), plain(`${HEAD}const modules = {\n${modules.join(',\n')},\n};\n`));
  }
  for (const [name, file] of homes) {
    writeFileSync(
      join(root, `${name}.js`),
      `"use strict";\nmodule.exports = require("${pathFrom(name, file)}")("${name}");\n`,
    );
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
        try {
            modules[name](module.exports, module);
        } catch (error) {
            delete loaded[name];
            throw error;
        }
    }
    return module.exports;
}
`;

function pathFrom(name, to) {
  const path = posix.relative(posix.dirname(name), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The source of a module: what stands in a new file is found there, anything else is required from its place. */
function wired(source, name, homes) {
  const own = homes.get(name);
  // TypeScript writes imports in double quotes, and leaves what is loaded on use as it stands.
  return source.replace(/\brequire\((["'])(\.[^"']*)\1\)/g, (_, quote, path) => {
    const target = posix.join(posix.dirname(name), path);
    const found = [target, `${target}/index`].find((each) => homes.has(each));
    if (found === undefined) return `require("./${target}")`;
    const home = homes.get(found);
    return `${home === own ? 'linked' : `require("./${home}")`}(${JSON.stringify(found)})`;
  });
}
