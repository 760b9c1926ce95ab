import type { Fields, OfClass } from '../analysis/given';

export const CREDENTIAL: OfClass = {
  made: '_login',
  by: "Credential.fromEnv('REGISTRY_USER', 'REGISTRY_PASSWORD')",
};

export const PULL_THROUGH: Fields = {
  fields: { remoteUrl: 'text', credential: CREDENTIAL },
  needs: ['remoteUrl'],
};

export const LOCAL_REGISTRY: Fields = {
  fields: {
    name: 'text',
    hostPort: 'number',
    host: 'text',
    image: 'text',
    pullThrough: PULL_THROUGH,
    volumes: { list: 'text' },
  },
};

export const PRIVATE_REGISTRY: Fields = { fields: { server: 'text', credential: CREDENTIAL, secretName: 'text' } };

/** What the factory of built images takes. */
export const BUILD: Fields = {
  fields: {
    context: 'text',
    dockerfile: 'text',
    platforms: { list: 'text' },
    target: 'text',
    args: { map: 'text' },
    registry: { made: 'pushServer', by: 'new LocalRegistry(app, "registry")' },
  },
  needs: ['context'],
};

/** What names an image of a registry. */
export const IMAGE_NAME: Fields = { fields: { name: 'text', tag: 'text' }, needs: ['name'] };
export const PUSHED_IMAGE: Fields = { fields: { image: 'text' }, needs: ['image'] };
