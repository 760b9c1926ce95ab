'use strict';
// Compiles lib/ with jsii into build/ and leaves .jsii. jsii refuses a tsconfig.json that it did not write itself.
const { execFileSync, spawnSync } = require('node:child_process');
const { readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const { link } = require('./link');

const root = join(__dirname, '..');
const build = join(root, 'build');
// What a renamed file leaves behind would be packed.
rmSync(build, { recursive: true, force: true });
const args = [require.resolve('jsii/bin/jsii'), '--silence-warnings', 'reserved-word'];
const { status } = spawnSync(process.execPath, [...args, '--generate-tsconfig', 'tsconfig.jsii.json'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
});
process.exitCode = status ?? 1;
if (status === 0) {
  for (const name of readdirSync(build, { recursive: true })) {
    if (name.endsWith('.js')) withoutMap(join(build, name));
  }
  loadOnUse(join(build, 'lib', 'index.js'));
  const constructs = loadedBy("const all = require('.'); for (const name in all) all[name];");
  const command = loadedBy(
    "require('./cli/run'); require('./cli/node-tools'); require('./cli/commands').commands.synth.load();",
  );
  link(join(build, 'lib'), {
    command,
    constructs: constructs.filter((name) => !['index', ...command].includes(name)),
    linked: loadedBy("require('./synth/write');", [...constructs, ...command]),
  });
}

/** Modules of the package that some code loads, beside others, as paths in build/lib without `.js`. */
function loadedBy(code, others = []) {
  const lib = realpathSync(join(build, 'lib'));
  const print = 'console.log(JSON.stringify(Object.keys(require.cache)))';
  const printed = execFileSync(process.execPath, ['-e', `${code} ${print}`], { cwd: lib, encoding: 'utf8' });
  return JSON.parse(printed)
    .filter((path) => path.startsWith(lib + sep))
    .map((path) => relative(lib, path).split(sep).join('/').slice(0, -'.js'.length))
    .filter((name) => !others.includes(name));
}

/**
 * jsii writes the source and a map of it behind each file, and has no switch for that: three quarters of what a program
 * would load, and read again where node runs with --enable-source-maps.
 */
function withoutMap(path) {
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=data:.*\n?/m, ''));
}

/**
 * Has each exported class load its file when it is first used, so that a program waits for what it uses alone.
 * The getters below stay as TypeScript writes them: by their looks Node finds the names for `import`.
 */
function loadOnUse(index) {
  const compiled = readFileSync(index, 'utf8');
  const namesOf = (file) => [...compiled.matchAll(new RegExp(`return ${file}\\.(\\w+);`, 'g'))].map(([, name]) => name);
  const lazy = compiled.replace(/^var (\w+) = (require\("[^"]+"\));$/gm, (_, file, load) => {
    const getters = namesOf(file).map((name) => `get ${name}() { return ${load}.${name}; }`);
    return `var ${file} = { ${getters.join(', ')} };`;
  });
  writeFileSync(index, lazy);
}
