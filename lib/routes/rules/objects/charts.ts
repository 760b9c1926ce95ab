import { ofHelm } from '../../helm';
import { minorOf } from '../../k3d/k3s-version';
import { chartValuesOf, redirectsOf } from '../../network/chart-values';
import { componentsOf } from '../../network/components';
import { isTraefikConfig } from '../../network/traefik';
import { mapsExpose } from '../../network/traefik-versions';
import { isRecord, record, text } from '../../plain';
import { parseYaml } from '../../yaml/parse';
import type { Rule } from '../rule';
import { aboutObject, error, warning } from '../speak';

const FIELD = 'spec.valuesContent';

/** Rules on what the Helm controller of k3s is told. */
export const chartRules: readonly Rule[] = [
  {
    id: 'helm-values-invalid',
    title: 'The values of a chart cannot be read',
    *check(site) {
      for (const { object, json } of ofHelm(site, 'HelmChart', 'HelmChartConfig')) {
        const { documents, problems } = parseYaml(FIELD, text(record(json.spec).valuesContent) ?? '');
        const [first] = documents;
        const [problem] = problems;
        const fails = ', so the job that installs its chart fails.';
        if (!first && problem && !problem.forgiven) {
          yield* aboutObject(object, error(FIELD, problem.message.replace(/\.$/, fails), problem.remedy));
        } else if (first && first.json !== null && !isRecord(first.json)) {
          yield* aboutObject(
            object,
            error(FIELD, `"${FIELD}" is no map${fails}`, 'Write "key: value", as in the values.yaml of the chart.'),
          );
        }
      }
    },
  },
  {
    id: 'helm-values-wrong-shape',
    title: 'Values for Traefik have a shape that its chart does not take',
    *check(site) {
      const config = site.cluster?.config;
      const minor = minorOf(config);
      const { traefik, bringsMore } = componentsOf(config);
      if (minor === undefined || traefik === 'no' || bringsMore || ofHelm(site, 'HelmChart').length > 0) return;
      for (const named of ofHelm(site, 'HelmChartConfig').filter(isTraefikConfig)) {
        const field = text(record(named.json.spec).valuesContent) === undefined ? 'spec.values' : FIELD;
        for (const [name, port] of Object.entries(record(chartValuesOf(named, minor)?.values.ports))) {
          const where = `ports.${name}`;
          for (const { path } of redirectsOf(record(port), minor).filter(({ isMade }) => !isMade)) {
            yield* aboutObject(
              named.object,
              warning(
                field,
                `The chart of Traefik in k3s 1.${minor} takes no "${where}.${path}", so it sends nothing on.`,
                `Write additionalArguments: ["--entryPoints.${name}.http.redirections.entryPoint.to=:443"], which every chart takes.`,
              ),
            );
          }
          if (!mapsExpose(minor) || record(port).expose !== true) continue;
          yield* aboutObject(
            named.object,
            warning(
              field,
              `"${where}.expose" is true, where the chart of Traefik in k3s 1.${minor} wants a map, so the job that installs it fails.`,
              `Write ${where}.expose: { default: true }.`,
            ),
          );
        }
      }
    },
  },
];
