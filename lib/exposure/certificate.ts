import { insistPath } from '../analysis/only-names';
import type { TlsSource } from '../routes/needs';

/** Where the certificate of an ingress comes from. dist/ holds the name of its Secret, and nothing of it. */
export class Certificate {
  /**
   * Two PEM files.
   *
   * @param certificate the certificate with its chain, from the folder in which the program runs
   * @param key its key
   */
  public static fromFiles(certificate: string, key: string): Certificate {
    insistPath('Certificate.fromFiles', 'certificate', certificate, 'tls/certificate.pem');
    insistPath('Certificate.fromFiles', 'key', key, 'tls/key.pem');
    return new Certificate({ kind: 'files', certificate, key });
  }

  /** Made by mkcert on this machine, whose browsers then trust it. */
  public static fromMkcert(): Certificate {
    return new Certificate({ kind: 'mkcert' });
  }

  private constructor(
    /** @internal */
    public readonly _certificate: TlsSource,
  ) {}
}
