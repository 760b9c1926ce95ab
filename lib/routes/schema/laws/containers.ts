import { LAST_PORT } from '../../port';
import { wrong } from '../fault';
import { dnsLabel, portName } from '../formats';
import { textIn } from '../read';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { needs, needsText } from './presence';
import { namedOnce, once } from './unique';
import { PROTOCOLS, aPort, between, filled, oneOf, spelled, wordOf } from './values';

const image: TypeLaw = (object, path, say) => needsText(object, 'image', path, say, 'nginx:1.27');

const portsOnce = once(
  'ports',
  ({ containerPort, protocol }) =>
    typeof containerPort === 'number' ? `${containerPort}/${textIn(protocol) || 'TCP'}` : '',
  ({ containerPort, protocol }, path) => ({
    ...wrong(
      `${path}.containerPort`,
      containerPort,
      `the container declares ${textIn(protocol) || 'TCP'} port ${containerPort} twice`,
      'Remove one of the two.',
    ),
    rule: 'container-port-duplicate',
  }),
);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'Container.name': filled(dnsLabel),
  'Container.imagePullPolicy': oneOf('Always', 'IfNotPresent', 'Never'),
  'Container.terminationMessagePolicy': oneOf('File', 'FallbackToLogsOnError'),
  'Container.restartPolicy': wordOf('Always', 'OnFailure', 'Never'),
  'ContainerPort.containerPort': aPort,
  'ContainerPort.hostPort': between(0, LAST_PORT, 'a port'),
  'ContainerPort.name': spelled(portName),
  'ContainerPort.protocol': oneOf(...PROTOCOLS),
  'ContainerResizePolicy.restartPolicy': oneOf('NotRequired', 'RestartContainer'),
};

export const besides: Besides = {
  'Container.ports': [namedOnce('ports', 'port'), portsOnce],
};

export const types: Readonly<Record<string, TypeLaw>> = {
  Container: image,
  ContainerPort: (object, path, say) => needs(object, 'containerPort', path, say),
};
