import { Simple, type SimpleRegistries } from '../../imports/k3d.io';
import type { Translation } from '../routes/k3d/translation';
import { merge, record } from '../routes/plain';
import { clusterConfig } from './config';
import { configFields } from './config-fields';
import type { K3dClusterConfigProps } from './k3d-cluster-props';
import type { PortEntry } from './ports';
import { tidy } from './tidy';

/** Where the config of a cluster comes from. */
export interface ConfigSource {
  /** Ports in k3d's own words; undefined where properties say them. */
  readonly ports?: unknown;
  /** The registry to create in k3d's own words; undefined where properties say it. */
  readonly createdRegistry?: unknown;
  /** Path in the config → what a person wrote. */
  readonly fields: () => Readonly<Record<string, string>>;
  readonly config: (ports: PortEntry[], registries: SimpleRegistries) => unknown;
}

export const sourceOfProps = (name: string, props: K3dClusterConfigProps): ConfigSource => ({
  fields: () => configFields(props),
  config: (ports, registries) => clusterConfig(name, props, ports, registries),
});

/** A file that somebody has, which stands in the place of properties. */
export class AdoptedFile implements K3dClusterConfigProps {
  readonly name?: string;
  readonly #file: Translation;

  constructor(
    file: Translation,
    readonly overrides?: { [key: string]: any },
  ) {
    this.#file = file;
    const { name } = record(record(file.config).metadata);
    if (typeof name === 'string') this.name = name;
  }

  source(name: string): ConfigSource {
    const { config, fields } = this.#file;
    const { metadata, ports, ...rest }: Record<string, any> = record(config);
    return {
      ports,
      createdRegistry: rest.registries?.create,
      fields: () => fields,
      config: (entries, registries) => {
        const { registries: made } = record(tidy(Simple.manifest({ registries })));
        return {
          ...rest,
          metadata: { ...metadata, name },
          ...(entries.length > 0 && { ports: entries }),
          ...(made !== undefined && { registries: merge(made, rest.registries ?? {}) }),
        };
      },
    };
  }
}
