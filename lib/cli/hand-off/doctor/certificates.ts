import type { Files } from '../../tools';
import type { DistCluster } from '../dist';
import { pathFrom, projectOf } from '../project';
import { uncovered } from '../secrets/certificate';
import type { Explained } from '../explained';
import { doctorText } from './text';

/** Certificates out of files that are not for every host of theirs. */
export const strangeCertificates = (files: Files, cluster: DistCluster): readonly Explained[] =>
  cluster.handoff.secrets.flatMap((secret) => {
    if (secret.kind !== 'tls' || secret.from.kind !== 'files') return [];
    const path = pathFrom(projectOf(cluster), secret.from.certificate);
    const hosts = files.kind(path) === 'file' ? uncovered(files.read(path), secret.hosts) : [];
    return hosts.length === 0 ? [] : [doctorText.uncovered(path, hosts)];
  });
