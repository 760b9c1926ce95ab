import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { judge } from '../../../lib/routes/rules/judge';
import { rules } from '../../../lib/routes/rules';
import { type Document, siteFromDocuments } from '../../../lib/cli/read/documents';
import type { KubeObject, Site } from '../../../lib/routes/world';

const FOLDER = join(__dirname, '../../../docs/rules');

/** What a program knows and no file shows: side-loaded images, private registries, whose the objects are. */
const PROGRAM: Readonly<Record<string, (site: Site) => Site>> = {
  'image-side-loaded-but-always': (site) => ({
    ...site,
    objects: site.objects.map((object) => ({ ...object, sideLoaded: ['my-app:dev'] })),
  }),
  'host-port-without-cluster': (site) => ({
    ...site,
    objects: site.objects.map((object) =>
      object.json.kind === 'Service' ? { ...object, exposure: { hostPorts: [8080] } } : object,
    ),
  }),
  'image-never-pulled': (site) => ({ ...site, objects: site.objects.map((object) => ({ ...object, declared: true })) }),
  'image-login-missing': (site) => ({
    ...site,
    privateRegistries: [{ server: 'registry.example.com', where: 'shop/login' }],
  }),
};

/** Speaks about properties of constructs, which no file shows. */
const IN_PROGRAMS_ONLY = ['property-invalid'];

interface Example {
  readonly yaml: string;
  /** The message that stands below it. */
  readonly message: string;
}

function page(id: string) {
  const path = join(FOLDER, `${id}.md`);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const [, bad = '', good = ''] = /\n## Bad\n([^]*)\n## Good\n([^]*)\n## Instead\n/.exec(text) ?? [];
  const examples = (section: string): readonly Example[] =>
    [...section.matchAll(/```yaml\n([^]*?)```(?:\n\n> (.*))?/g)].map(([, yaml = '', message = '']) => ({
      yaml,
      message,
    }));
  return { heading: text.split('\n', 1).join(), bad: examples(bad), good: examples(good) };
}

/** The findings on an example; `# k3d 5.6.3` in it states the k3d version. */
function findingsOn(id: string, yaml: string) {
  const documents = parseAllDocuments(yaml).map((document): Document => {
    const json = document.toJS() as KubeObject | null;
    return { json, where: `app/${json?.metadata?.name}`, text: yaml };
  });
  const site = siteFromDocuments(documents, { k3dVersion: /^# k3d (\S+)$/m.exec(yaml)?.[1] });
  return judge([(PROGRAM[id] ?? ((same) => same))(site)], rules).findings;
}

const shown = rules.map(({ id }) => id).filter((id) => !IN_PROGRAMS_ONLY.includes(id));

describe.each(shown)('the page of %s', (id) => {
  const { heading, bad, good } = page(id);
  const otherErrors = (yaml: string) =>
    findingsOn(id, yaml).filter(({ rule, level }) => rule !== id && level === 'error');

  test('starts with its id and has examples of both kinds', () => {
    expect(heading).toBe(`# ${id}`);
    expect(bad.length).toBeGreaterThan(0);
    expect(good.length).toBeGreaterThan(0);
  });

  test('shows what is wrong, with the message that is said', () => {
    for (const { yaml, message } of bad) {
      const said = findingsOn(id, yaml).filter(({ rule }) => rule === id);
      expect(said.map((finding) => finding.message)).toEqual([message]);
      expect(otherErrors(yaml)).toEqual([]);
    }
  });

  test('shows what is right', () => {
    for (const { yaml } of good) {
      expect(findingsOn(id, yaml).filter(({ rule, level }) => rule === id || level === 'error')).toEqual([]);
    }
  });
});

test('every page belongs to a rule, and the index is what "npm run docs" writes', () => {
  const pages = readdirSync(FOLDER).filter((file) => file.endsWith('.md') && file !== 'README.md');
  expect(pages.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  for (const { id, title } of rules) expect(index).toContain(`| [${id}](${id}.md) | ${title} |`);
});

test.each(rules.map(({ id, title }) => [id, title]))('the page of %s opens with the title of the rule', (id, title) => {
  expect(title).toMatch(/^([A-Z]|k3[ds] ).*[^.]$/);
  expect(readFileSync(join(FOLDER, `${id}.md`), 'utf8').split('\n')[2]).toBe(`${title}.`);
});
