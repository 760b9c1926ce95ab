import { createPrivateKey, X509Certificate } from 'node:crypto';
import { hashOf } from '../../../analysis/hash';
import type { TlsSecret } from '../../../routes/needs';
import { endedWell, type Tools } from '../../tools';
import { pathFrom } from '../project';
import { ProgramMissing, QUESTION } from '../programs';
import type { Found } from './login';

/** A certificate with its key, as PEM. */
interface KeyPair {
  readonly certificate: Uint8Array;
  readonly key: Uint8Array;
}

/** The certificate of a Secret, from files or from mkcert. */
export async function certificateOf(tools: Tools, secret: TlsSecret, project: string): Promise<Found<KeyPair>> {
  const { from } = secret;
  if (from.kind === 'mkcert') return made(tools, secret, project);
  const paths = { certificate: pathFrom(project, from.certificate), key: pathFrom(project, from.key) };
  const missing = Object.values(paths).filter((path) => tools.files.kind(path) !== 'file');
  if (missing.length > 0) {
    return { missing: missing.map((path) => `"${path}" does not exist. Put the file there.`).join('\n') };
  }
  const pair = { certificate: tools.files.read(paths.certificate), key: tools.files.read(paths.key) };
  const read = readPair(pair);
  if (read === 'certificate') return { missing: `"${paths.certificate}" is no certificate in PEM.` };
  if (read === 'key') return { missing: `"${paths.key}" is no private key in PEM without a password.` };
  if (read === 'strangers') return { missing: `"${paths.key}" is not the key of "${paths.certificate}".` };
  if (Date.parse(read.validTo) <= Date.now()) {
    return { missing: `The certificate in "${paths.certificate}" ended on ${read.validTo}. Put a newer one there.` };
  }
  return { value: pair };
}

function readPair({ certificate, key }: KeyPair): X509Certificate | 'certificate' | 'key' | 'strangers' {
  const read = certificateIn(certificate);
  if (!read) return 'certificate';
  try {
    return read.checkPrivateKey(createPrivateKey(Buffer.from(key))) ? read : 'strangers';
  } catch {
    return 'key';
  }
}

function certificateIn(pem: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** Hosts for which a certificate is not; none where nobody can read it. */
export function uncovered(pem: Uint8Array, hosts: readonly string[]): readonly string[] {
  const read = certificateIn(pem);
  return hosts.filter((host) => read && read.checkHost(host.replace(/^\*/, 'any')) === undefined);
}

/** Milliseconds before its end at which a certificate is made anew. */
const LEAD = 7 * 24 * 60 * 60 * 1_000;

/** Kept, so that a second run changes nothing. Git passes the folder over. */
const KEPT = '.cache/cdk8s-k3d/certificates';

/** mkcert makes it, with a key that only this user can read. */
async function made(tools: Tools, { namespace, name, hosts }: TlsSecret, project: string): Promise<Found<KeyPair>> {
  const folder = pathFrom(project, KEPT);
  const mark = hashOf(JSON.stringify(hosts)).slice(0, 8);
  const paths = {
    certificate: `${folder}/${namespace}-${name}-${mark}.crt`,
    key: `${folder}/${namespace}-${name}-${mark}.key`,
  };
  const kept = keptIn(tools, paths);
  if (kept !== undefined) return { value: kept };
  tools.cache(`${folder}/.gitignore`, '*\n');
  const words = ['-cert-file', paths.certificate, '-key-file', paths.key, ...hosts];
  const ran = await tools.start('mkcert', words, { timeout: QUESTION });
  if (ran.kind === 'unstarted') return { missing: new ProgramMissing('mkcert', ran.reason).message };
  const pair = keptIn(tools, paths);
  if (endedWell(ran) && pair !== undefined) return { value: pair };
  return { missing: `mkcert made no certificate for ${hosts.join(', ')}. Run "mkcert ${hosts.join(' ')}" to see why.` };
}

function keptIn({ files }: Tools, paths: Readonly<Record<'certificate' | 'key', string>>): KeyPair | undefined {
  if (Object.values(paths).some((path) => files.kind(path) !== 'file')) return undefined;
  const pair = { certificate: files.read(paths.certificate), key: files.read(paths.key) };
  const read = readPair(pair);
  return typeof read !== 'string' && Date.parse(read.validTo) > Date.now() + LEAD ? pair : undefined;
}
