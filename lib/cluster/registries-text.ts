import type { Mirror } from './mirrors';
import type { RegistryConfig } from './registry-config';

/** Loaded when a text is made: whoever only imports the constructs does not wait for it. */
const yaml = () => require('yaml') as typeof import('yaml');

/** User and password as the text writes them. */
export interface WrittenLogin {
  readonly user: string;
  readonly password: string;
}

/** What a `registries.yaml` says. */
interface RegistriesContent {
  readonly mirrors: { readonly [registry: string]: Mirror };
  readonly configs: { readonly [host: string]: RegistryConfig };
}

/** How a text that somebody expands writes what is not to be expanded. */
interface Written {
  readonly login: (host: string) => WrittenLogin | undefined;
  readonly rewrite: (text: string) => string;
}

/** The text of a `registries.yaml`; nothing where it would say nothing. */
export function registriesText({ mirrors, configs }: RegistriesContent, written: Written): string | undefined {
  const content = {
    ...some(
      'mirrors',
      Object.entries(mirrors).map(([registry, mirror]) => [registry, mirrorOf(mirror, written)]),
    ),
    ...some(
      'configs',
      Object.entries(configs).flatMap(([host, config]) => {
        const settings = settingsOf(config, written.login(host));
        return Object.keys(settings).length > 0 ? [[host, settings]] : [];
      }),
    ),
  };
  if (Object.keys(content).length === 0) return undefined;
  const { Document, visit } = yaml();
  const document = new Document(content, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    // What comes out of the environment may begin with anything; between these quotes only the quote itself counts.
    Scalar(_, scalar) {
      if (`${scalar.value}`.includes('${')) scalar.type = 'QUOTE_SINGLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}

const some = (key: string, entries: readonly (readonly unknown[])[]): Record<string, unknown> =>
  entries.length > 0 ? { [key]: Object.fromEntries(entries) } : {};

const mirrorOf = ({ endpoints, rewrite }: Mirror, written: Written) => ({
  endpoint: endpoints,
  ...(rewrite && {
    rewrite: Object.fromEntries(
      Object.entries(rewrite).map(([pattern, replacement]) => [written.rewrite(pattern), written.rewrite(replacement)]),
    ),
  }),
});

function settingsOf({ tls = {} }: RegistryConfig, login: WrittenLogin | undefined): Record<string, unknown> {
  const files = {
    ...(tls.caFile !== undefined && { ca_file: tls.caFile }),
    ...(tls.certFile !== undefined && { cert_file: tls.certFile }),
    ...(tls.keyFile !== undefined && { key_file: tls.keyFile }),
    ...(tls.insecureSkipVerify && { insecure_skip_verify: true }),
  };
  return {
    ...(login && { auth: { username: login.user, password: login.password } }),
    ...(Object.keys(files).length > 0 && { tls: files }),
  };
}
