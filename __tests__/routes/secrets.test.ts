import { hideSecrets, isSecret } from '../../lib/routes/secrets';

test.each([
  'token',
  'args.PASSWORD',
  'env.DB_PASS',
  'env["my.password"]',
  'env[0].value',
  'env[0].envVar',
  'tokens[1]',
  'options.k3s.extraArgs[0].arg',
  'spec.template.spec.containers[0].args[1]',
  'metadata.annotations[example.com/api-key]',
  'registries.config',
  'registries.configs["r.example.com"].tls',
  'registries.create.pullThrough',
  'source.registry',
])('what stands at %s is not repeated', (path) => {
  expect(isSecret(path)).toBe(true);
});

test.each([
  '',
  '[0]',
  'env',
  'env.PORT',
  'args.VERSION',
  'spec.volumes[0].secret.secretName',
  'spec.volumes[0].secret.defaultMode',
  'valueFrom.secretKeyRef.key',
  'registries.create.hostPort',
  'bypass',
])('what stands at "%s" is', (path) => {
  expect(isSecret(path)).toBe(false);
});

test.each([
  ['DB_PASSWORD=hunter2, or so', 'DB_PASSWORD=…'],
  ['--token hunter2', '--token …'],
  ['{configs: {x: {auth: {password: hunter2}}}}', '{configs: {x: {auth: …'],
  ["{ name: 'PASSWORD', value: 'hunter2' }", "{ name: 'PASSWORD', …"],
  ['postgres://me:hunter2@db', 'postgres://…@db'],
  ['LOG_LEVEL=debug', 'LOG_LEVEL=debug'],
])('%s is shown as %s', (value, shown) => {
  expect(hideSecrets(value)).toBe(shown);
});
