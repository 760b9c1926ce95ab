// What the analysis of routes with all rules costs, against plain cdk8s' synth of the same objects. Fresh processes, in
// turn; CPU seconds of one run each, after construction. node bench/analysis.mjs [--quick]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const OBJECTS_PER_APP = 3; // Deployment, Service, Ingress
const [, , mode, count] = process.argv;

/** Web apps in one chart, each reached over its own host. */
function build(App, Chart, { WebApp, HostIngress, K3dClusterConfig }, apps) {
  const app = new App({ outdir: process.env.OUTDIR });
  new K3dClusterConfig(app, 'dev', { agents: 2, ports: [{ hostPort: 8085, clusterPort: 80 }] });
  const chart = new Chart(app, 'apps');
  for (let index = 0; index < apps; index++) {
    const web = new WebApp(chart, `app-${index}`, { image: 'nginx:1.27', port: 8080, env: { INDEX: `${index}` } });
    new HostIngress(chart, `host-${index}`, { workload: web, host: `app-${index}.localhost`, hostPort: 8085 });
  }
  return app;
}

if (mode === 'synth' || mode === 'analysis') {
  const { App, ApiObject, Chart } = require('cdk8s');
  const lib = require('../build/lib');
  const app = build(App, Chart, lib, Number(count));
  const objects = app.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((construct) => ({ construct, json: construct.toJson(), file: 'apps.k8s.yaml' }));
  let work;
  if (mode === 'synth') {
    // The same typed objects, synthesized by cdk8s alone: the analysis is told to be quiet.
    require('../build/lib/analysis/watch').watch(app).quiet = true;
    work = () => App.prototype.synth.call(app);
  } else {
    const { analyse } = require('../build/lib/analysis/analyse');
    work = () => analyse(app, objects);
  }
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ objects: objects.length, seconds: (user + system) / 1e6 }));
} else {
  const quick = process.argv.includes('--quick');
  const runs = quick ? 3 : 5;
  const sizes = quick ? [3000] : [3000, 10000];
  const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const measured = {};
  console.log(`load ${loadavg()[0].toFixed(1)}, ${runs} runs each, CPU seconds (median)`);
  for (const size of sizes) {
    const times = { synth: [], analysis: [] };
    for (let run = 0; run < runs; run++) {
      for (const kind of Object.keys(times)) {
        const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-k3d-bench-'));
        const args = [fileURLToPath(import.meta.url), kind, String(Math.round(size / OBJECTS_PER_APP))];
        const { stdout, stderr, status } = spawnSync(process.execPath, args, {
          encoding: 'utf8',
          env: { ...process.env, OUTDIR: outdir },
        });
        rmSync(outdir, { recursive: true, force: true });
        if (status !== 0) throw new Error(`${kind} of ${size} objects failed: ${stderr}`);
        times[kind].push(JSON.parse(stdout).seconds);
      }
    }
    measured[size] = { synth: median(times.synth), analysis: median(times.analysis) };
    const { synth, analysis } = measured[size];
    console.log(
      `${size} objects  plain synth ${synth.toFixed(2)}  analysis ${analysis.toFixed(2)}  ratio ${(analysis / synth).toFixed(2)}`,
    );
  }
  if (sizes.length > 1) {
    const [small, large] = sizes;
    const growth = Math.log(measured[large].analysis / measured[small].analysis) / Math.log(large / small);
    console.log(`growth exponent of the analysis ${growth.toFixed(2)}`);
  }
}
