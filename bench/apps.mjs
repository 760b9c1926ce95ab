// Apps of any size, the same ones each time. A program is built twice: once in a K3dApp, once in a plain App of cdk8s.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Deployment, Service and Ingress of cdk8s-plus: seven constructs an app. */
function plus(chart, index, id) {
  const { Deployment } = require('cdk8s-plus-27');
  // An image that nothing is known about, so that no rule has a sentence for each app.
  const containers = [
    { image: 'ghcr.io/example/app:1.0', portNumber: 8080, envVariables: { INDEX: { value: `${index}` } } },
  ];
  new Deployment(chart, id, { containers }).exposeViaIngress(`/app-${index}`);
}

/** The same with constructs of ours, each app behind a host of its own. */
function own(chart, index, id) {
  const { HostIngress, WebApp } = require('../build/lib');
  const name = `app-${index}`;
  const web = new WebApp(chart, id, { name, image: 'nginx:1.27', port: 8080, env: { INDEX: `${index}` } });
  new HostIngress(chart, `${id}-host`, {
    name: `host-${index}`,
    workload: web,
    host: `${name}.localhost`,
    hostPort: 8085,
  });
}

const KINDS = { plus, own };

/**
 * Web apps in charts. Ids in a chart are the same in each chart, or distinct in the whole app: V8 treats the two
 * differently.
 */
function webApps(app, { kind, apps, perChart = apps, ids = 'same', first = 0 }) {
  const { Chart } = require('cdk8s');
  let chart;
  for (let index = 0; index < apps; index++) {
    if (index % perChart === 0) chart = new Chart(app, `chart-${index / perChart}`);
    KINDS[kind](chart, first + index, `web-${ids === 'same' ? index % perChart : index}`);
  }
}

/** Layers of two ConfigMaps, each of which depends on both of the layer before. */
function layered(app, layers) {
  const { ApiObject, Chart } = require('cdk8s');
  const chart = new Chart(app, 'layers');
  let before = [];
  for (let layer = 0; layer < layers; layer++) {
    const both = ['a', 'b'].map(
      (id) => new ApiObject(chart, `${id}-${layer}`, { apiVersion: 'v1', kind: 'ConfigMap', data: { id } }),
    );
    for (const each of both) each.addDependency(...before);
    before = both;
  }
}

/** ConfigMaps in charts or in constructs, each of which depends as a whole on the one before. */
function chained(app, { chain, inside, of }) {
  const { ApiObject, Chart } = require('cdk8s');
  const { Construct } = require('constructs');
  const chart = inside === 'charts' ? undefined : new Chart(app, 'chain');
  let before;
  for (let link = 0; link < chain; link++) {
    const scope = chart ? new Construct(chart, `group-${link}`) : new Chart(app, `chart-${link}`);
    for (let index = 0; index < of; index++) {
      new ApiObject(scope, `config-${index}`, { apiVersion: 'v1', kind: 'ConfigMap', data: { index: `${index}` } });
    }
    if (before) scope.node.addDependency(before);
    before = scope;
  }
}

/** Fills an app with what a shape asks for. */
export function fill(app, shape) {
  if (shape.layers) layered(app, shape.layers);
  else if (shape.chain) chained(app, shape);
  else webApps(app, shape);
}

/** A plain App of cdk8s. Where constructs of ours are in it, their rules are quiet. */
export function plainApp(outdir, shape) {
  const { App } = require('cdk8s');
  const app = new App({ outdir });
  fill(app, shape);
  if (shape.kind === 'own') require('../build/lib/analysis/watch').watch(app).quiet = true;
  return app;
}

/** An app of ours, with a cluster whose load balancer leads to the ingress controller. */
export function k3dApp(outdir, shape) {
  const { K3dApp, K3dClusterConfig } = require('../build/lib');
  const app = new K3dApp({ outdir });
  new K3dClusterConfig(app, 'dev', { agents: 2, ports: [{ hostPort: 8085, clusterPort: 80 }] });
  fill(app, shape);
  return app;
}

/** A synth of ours with neither analysis nor reports: the same work that cdk8s does. */
export function synthWithoutAnalysis(app, outdir) {
  const { renderWorkloads, validateOnce } = require('../build/lib/synth/render');
  const { writeDist } = require('../build/lib/synth/dist');
  require('../build/lib/analysis/watch').watch(app).quiet = true;
  const complaints = validateOnce(app);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  writeDist(outdir, renderWorkloads(app, 'cdk8s'));
}

/** What cdk8s itself does, without the analysis that constructs of ours hang into `app.synth`. */
export function plainSynth(app) {
  const { App } = require('cdk8s');
  App.prototype.synth.call(app);
}

/** Objects as cdk8s renders them. */
export function docsOf(app) {
  const { ApiObject } = require('cdk8s');
  return app.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((construct) => construct.toJson());
}

/** Objects as a synth of ours hands them to the analysis. */
export function objectsOf(app) {
  const { renderWorkloads } = require('../build/lib/synth/render');
  return renderWorkloads(app, 'cdk8s').flatMap(({ path, objects }) =>
    objects.map((object) => ({ ...object, file: path })),
  );
}
