import { hideLogin } from '../routes/hide-login';
import { nearest } from '../routes/nearest';
import { printJson } from '../routes/report/json';
import { routeText } from '../routes/report/route-text';
import { findingsOn, routesAt, routesFor } from '../routes/report/url';
import type { Access } from '../routes/report/access';
import { rules } from '../routes/rules';
import { unknownRule } from '../routes/rules/unknown-rule';
import { findingsText } from '../routes/sentence';
import { askedUrl, meantUrl, noUrl, URL_LIKE } from './asked-url';
import { type Command, CommandError, EXIT, type Given, type Outcome } from './command';
import { DIST } from './hand-off/options';
import { analyseFiles } from './read/analyse';
import { gather } from './read/gather';
import { ofCluster, reportAt, reportPath } from './read/report';
import { CLOSED, ONE_CLUSTER } from './read/options';
import { FILE_UNREADABLE } from './read/problem';
import { unknownCluster } from './read/sites';
import { type Tools, utf8 } from './tools';

export const explain: Command = {
  takes: 'URL|RULE [PATH…]',
  options: {
    dist: DIST,
    closed: CLOSED,
    cluster: ONE_CLUSTER,
    json: { type: 'boolean', summary: 'Print the routes of the URL as access/routes.json holds them.' },
  },
  more: ['A URL is looked up in access/routes.json of DIR, or in the files and folders that follow it.'],
  run(tools, given) {
    const [asked, ...paths] = given.paths;
    if (asked === undefined) {
      throw new CommandError(
        'explain says nothing to explain. Write a URL, as in cdk8s-k3d explain http://localhost:8080.',
      );
    }
    const subject = askedUrl(asked);
    if (!URL_LIKE.test(subject)) {
      refuseBeside(subject, paths, given);
      return explainRule(tools, subject);
    }
    return explainUrl(subject, accessFor(tools, paths, given), given.flags.has('json'));
  },
};

/** A rule is explained by its page alone. */
function refuseBeside(rule: string, [path]: readonly string[], { values, flags }: Given): void {
  const [said] = [
    ...(path === undefined ? [] : [`"${path}"`]),
    ...[...Object.keys(values), ...flags].map((flag) => `--${flag}`),
  ];
  if (said === undefined || !rules.some(({ id }) => id === rule)) return;
  throw new CommandError(
    `${said} stands beside the rule "${rule}", which needs nothing else. Write a URL, or "cdk8s-k3d explain ${rule}" alone.`,
  );
}

function accessFor({ files }: Tools, paths: readonly string[], { values, flags }: Given): Access {
  const [first] = paths;
  if (first !== undefined) {
    if (values.dist !== undefined) {
      throw new CommandError(`--dist names a report, and "${first}" is judged. Leave one of them out.`);
    }
    return analyseFiles(gather(files, paths), { closed: flags.has('closed'), cluster: values.cluster }).access;
  }
  const { cluster, dist = 'dist' } = values;
  const access = reportAt(files, dist);
  if (flags.has('closed')) {
    throw new CommandError(
      `--closed judges files, and "${reportPath(dist)}" is judged. Leave it out, or name the files.`,
    );
  }
  if (cluster === undefined) return access;
  const names = access.clusters.map(({ name }) => name);
  if (!names.includes(cluster)) throw unknownCluster(cluster, names);
  return ofCluster(access, cluster);
}

function explainUrl(asked: string, access: Access, json: boolean): Outcome {
  const url = meantUrl(asked, access.routes);
  const routes = routesFor(access.routes, url);
  const [first] = routes;
  if (!first) {
    const fault = noUrl(url);
    throw fault === undefined ? new CommandError(noRoute(url, access), EXIT.notSo) : new CommandError(fault);
  }
  const code = routes.some(({ status }) => status === 'complete') ? EXIT.fine : EXIT.notSo;
  if (json) return { code, text: printJson({ version: access.version, routes }) };
  const head =
    routesAt([first], url).length > 0
      ? []
      : [`No route has exactly this URL; a request for it goes the way of ${first.url}.`];
  const findings = findingsOn(access.findings, routes);
  const parts = [...head, ...routes.map(routeText), ...(findings.length > 0 ? [findingsText(findings)] : [])];
  return { code, text: `${parts.join('\n\n')}\n` };
}

function noRoute(url: string, { routes, mappings }: Access): string {
  const shown = hideLogin(url);
  const port = /:(\d+)(?=[/?#]|$)/.exec(url)?.[1];
  const silent = mappings.find(({ hostPort, leadsTo }) => leadsTo === undefined && `${hostPort}` === port);
  if (silent) {
    return `No route has the URL ${shown}: host port ${port} leads to port ${silent.clusterPort} of the nodes, where nothing in the app or the cluster listens.`;
  }
  const urls = nearest(
    shown,
    routes.map((route) => route.url),
    3,
  );
  return urls.length === 0
    ? `No route has the URL ${shown}: no way leads in. Give an exposure a hostPort.`
    : `No route has the URL ${shown}. The nearest: ${urls.join(', ')}.`;
}

function explainRule({ files, home }: Tools, id: string): Outcome {
  if (id === FILE_UNREADABLE) return { code: EXIT.fine, text: UNREADABLE_PAGE };
  const rule = rules.find((each) => each.id === id);
  const ids = rules.map((each) => each.id);
  if (!rule) throw new CommandError(`No rule is called "${id}". ${unknownRule(id, ids)}`);
  const page = `${home}/docs/rules/${id}.md`;
  const text = files.kind(page) ? utf8(files.read(page)) : `# ${id}\n\n${rule.title}.\n`;
  return { code: EXIT.fine, text };
}

const UNREADABLE_PAGE = `# ${FILE_UNREADABLE}

A file that "check" was given cannot be read, so the analysis does not see what stands in it: it is malformed YAML, no
UTF-8, too large, a template that was never rendered, or a k3d config that k3d 5 does not read. Rules that hold the files for
the whole world (--closed) are then as careful as without it, and nothing is called missing that may stand in the file.
`;
