import { list, record, type Plain } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { dnsSubdomain } from '../formats';
import { textIn } from '../read';
import { type FieldLaw, type TypeLaw, all } from './law';
import { namedOnce, once } from './unique';
import { aPort, filled } from './values';

const WITHOUT_TLS = new Set(['HTTP', 'TCP', 'UDP']);
const WITHOUT_NAME = new Set(['TCP', 'UDP']);

const listener: TypeLaw = ({ protocol, tls, hostname }, path, say) => {
  const speaks = textIn(protocol);
  if (tls !== undefined && tls !== null && WITHOUT_TLS.has(speaks)) {
    say(misplaced(`${path}.tls`, `the protocol is ${speaks}`, 'Remove it, or write protocol: HTTPS.'));
  }
  if (speaks === 'HTTPS' && record(tls).mode === 'Passthrough') {
    say(
      wrong(`${path}.tls.mode`, 'Passthrough', 'a listener of HTTPS reads what it passes on', 'Write protocol: TLS.'),
    );
  }
  if (textIn(hostname) !== '' && WITHOUT_NAME.has(speaks)) {
    say(misplaced(`${path}.hostname`, `nobody says a name over ${speaks}`, 'Remove it.'));
  }
};

/** Who ends TLS has a certificate for it. */
const certified: TypeLaw = ({ mode, certificateRefs, options }, path, say) => {
  if (mode === 'Passthrough' || list(certificateRefs).length > 0 || Object.keys(record(options)).length > 0) return;
  const remedy = 'Add certificateRefs with the name of a Secret.';
  say(missing(`${path}.certificateRefs`, 'whoever ends TLS has a certificate', remedy));
};

const heardBy = ({ port, protocol, hostname }: Plain): string => JSON.stringify([port, protocol, textIn(hostname)]);

const heardOnce = once('listeners', heardBy, ({ port }, path, first) => {
  const why = `listener ${first + 1} has this port with the same protocol and host name`;
  return wrong(`${path}.port`, port, why, 'Write another port, or another host name.');
});

const FROM = ['All', 'Same', 'Selector', 'None'];

/** A newer Gateway API may know other words: only slips of the pen are told. */
const from: FieldLaw = (value, path, say) => {
  const near = FROM.find((word) => word.toLowerCase() === textIn(value).toLowerCase());
  if (near === undefined || near === value) return;
  say(wrong(path, value, 'the API knows no such value', `Write "${near}".`));
};

const listeners = all(namedOnce('listeners', 'listener'), heardOnce);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'GatewaySpec.listeners.name': filled(dnsSubdomain),
  'GatewaySpec.listeners.port': aPort,
  'GatewaySpec.allowedListeners.namespaces.from': from,
};

export const types: Readonly<Record<string, TypeLaw>> = {
  GatewaySpec: listeners,
  'GatewaySpec.listeners': listener,
  'GatewaySpec.listeners.tls': certified,
};
