import type { FieldsOf, OfClass } from '../analysis/shape';
import type { BuildOptions } from './image-source';
import type { LocalRegistryProps } from './local-registry';
import type { PrivateRegistryProps } from './private-registry';
import type { PullThrough } from './pull-through';

export const CREDENTIAL: OfClass = {
  made: '_login',
  by: "Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD')",
};

export const PULL_THROUGH: FieldsOf<PullThrough> = {
  fields: { remoteUrl: 'text', credential: CREDENTIAL },
  needs: ['remoteUrl'],
};

export const LOCAL_REGISTRY: FieldsOf<LocalRegistryProps> = {
  fields: {
    name: 'text',
    hostPort: 'number',
    host: 'text',
    image: 'text',
    pullThrough: PULL_THROUGH,
    volumes: { list: 'text' },
  },
};

export const PRIVATE_REGISTRY: FieldsOf<PrivateRegistryProps> = {
  fields: { server: 'text', credential: CREDENTIAL, secretName: 'text' },
};

/** What the factory of built images takes. */
export const BUILD: FieldsOf<BuildOptions> = {
  fields: {
    context: 'text',
    dockerfile: 'text',
    platforms: { list: 'text' },
    target: 'text',
    args: { map: 'text' },
    registry: { made: 'pushServer', by: 'new LocalRegistry(app, "registry")', called: 'a LocalRegistry' },
  },
  needs: ['context'],
};

/** What names an image of a registry. */
export const IMAGE_NAME: FieldsOf<{ name: string; tag?: string }> = {
  fields: { name: 'text', tag: 'text' },
  needs: ['name'],
};
export const PUSHED_IMAGE: FieldsOf<{ image: string }> = { fields: { image: 'text' }, needs: ['image'] };
