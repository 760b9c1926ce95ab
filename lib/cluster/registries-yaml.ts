import { insist } from '../analysis/given';
import { LoginNames } from './login-names';
import { configComplaints, mirrorComplaints } from './registries-complaints';
import type { RegistriesYamlProps } from './registries-props';
import { registriesText } from './registries-text';
import { REGISTRIES_YAML } from './shapes';

/** `/etc/rancher/k3s/registries.yaml` of machines that run k3s themselves. */
export class RegistriesYaml {
  /**
   * The text of the file. k3s expands nothing in it: where there is a login, whoever brings it to a machine puts the
   * values in the place of the `${NAME}`s, and the first line says of which.
   *
   * @param props the same mirrors and settings that a K3dClusterConfig takes
   */
  public static text(props: RegistriesYamlProps): string {
    const { mirrors = {}, configs = {} } = insist('RegistriesYaml.text', props, REGISTRIES_YAML);
    const names = new LoginNames();
    const [first] = [...mirrorComplaints('mirrors', mirrors), ...configComplaints('configs', configs)];
    if (first) throw new Error(`RegistriesYaml.text: ${first.message} ${first.remedy}`);
    const logins = Object.entries(configs).flatMap(([host, { credential }]) =>
      credential?._login ? [[host, names.references(host, credential._login)] as const] : [],
    );
    const text = registriesText(
      { mirrors, configs },
      { login: (host) => new Map(logins).get(host), rewrite: (same) => same },
    );
    const references = [...new Set(logins.flatMap(([, { user, password }]) => [user, password]))];
    const header = references.length > 0 ? `# envsubst '${references.join(' ')}' puts the logins in\n` : '';
    return `${header}${text ?? ''}`;
  }

  private constructor() {}
}
