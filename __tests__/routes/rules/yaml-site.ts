import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../../lib/routes/finding';
import { judge } from '../../../lib/routes/rules/judge';
import type { Rule } from '../../../lib/routes/rules/rule';
import type { ClusterFacts, KubeObject, ObjectFacts, Site } from '../../../lib/routes/world';

/** A site of YAML documents: a k3d config among them is the cluster, the rest are objects. */
export function siteOf(text: string, more: Partial<Site> = {}, facts: Partial<ObjectFacts> = {}): Site {
  const documents = parseAllDocuments(text).flatMap((document) => (document.toJS() ?? []) as KubeObject);
  const isCluster = ({ apiVersion }: KubeObject) => apiVersion === 'k3d.io/v1alpha5';
  const config = documents.find(isCluster);
  const cluster: ClusterFacts | undefined = config && { name: config.metadata?.name ?? 'dev', where: 'dev', config };
  return {
    ...(cluster && { cluster }),
    objects: documents
      .filter((json) => !isCluster(json))
      .map((json) => ({ json, where: `app/${json.metadata?.name}`, declared: false, ...facts })),
    others: [],
    complaints: [],
    externals: [],
    closed: false,
    ...more,
  };
}

/** A k3d config with some more fields. */
export const k3d = (more = ''): string =>
  `apiVersion: k3d.io/v1alpha5\nkind: Simple\nmetadata: { name: dev }\n${more}\n---\n`;

/** A Deployment `web` whose only container is `web`; pod and container take more fields in flow style. */
export const web = (container = '', pod = '', spec = '', metadata = ''): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: web${metadata && `, ${metadata}`} }
spec:
  ${spec && `${spec}\n  `}selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { ${pod && `${pod}, `}containers: [{ name: web${container && `, ${container}`} }] }
---
`;

/** An object of any kind in flow style. */
export const object = (apiVersion: string, kind: string, name: string, more = '', metadata = ''): string =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name}${metadata && `, ${metadata}`} }${more && `, ${more}`} }\n---\n`;

/** What the rules find, in their order. */
export const findings = (rules: readonly Rule[], site: Site): readonly Finding[] => judge([site], rules).findings;

/** What the rules find, as lines of level, rule and message. */
export const lines = (rules: readonly Rule[], site: Site): readonly string[] =>
  findings(rules, site).map(({ level, rule, message }) => `${level} ${rule}: ${message}`);
