import { record, type Plain } from '../../plain';
import { amountOf, exceeds } from '../../quantity';
import { type Say, missing, show, wrong } from '../fault';
import { qualifiedName } from '../formats';
import { isGiven } from '../read';
import type { FieldLaw, TypeLaw } from './law';

const COMPUTE = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** Only what a node can hand out a little more of than it has may differ between request and limit. */
export const isShared = (name: string) => /^(cpu|memory|ephemeral-storage)$|kubernetes\.io\//.test(name);

const PAGES = 'hugepages-';
const isPages = (name: string) => name.startsWith(PAGES);

/** What somebody brings into the nodes, and what is handed out in whole pieces. */
const isDevice = (name: string) => name.includes('/') && !isShared(name);

const notNegative: FieldLaw = (value, path, say) => {
  for (const [key, quantity] of Object.entries(record(value))) atLeastZero(`${path}[${key}]`, quantity, say);
};

/** Amounts of what a container takes. */
const amounts: FieldLaw = (value, path, say) => {
  for (const [name, quantity] of Object.entries(record(value))) {
    const field = `${path}[${name}]`;
    named(name, field, say);
    atLeastZero(field, quantity, say);
    inPieces(name, field, quantity, say);
    inPages(name, field, quantity, say);
  }
};

function atLeastZero(path: string, quantity: unknown, say: Say): void {
  if ((amountOf(quantity) ?? 0) < 0) say(wrong(path, quantity, 'an amount cannot be negative', 'Write 0 or more.'));
}

function inPieces(name: string, path: string, quantity: unknown, say: Say): void {
  const amount = amountOf(quantity) ?? 0;
  const above = Math.ceil(amount);
  if (!isDevice(name) || !exceeds(above, amount)) return;
  say(wrong(path, quantity, 'a device is handed out whole', `Write ${above}.`));
}

/** A node has pages of one size, and no parts of them. */
function inPages(name: string, path: string, quantity: unknown, say: Say): void {
  if (!isPages(name)) return;
  const size = name.slice(PAGES.length);
  const bytes = amountOf(size) ?? 0;
  if (bytes <= 0)
    return say({ path, says: 'names no size of a page.', remedy: 'Write a name such as "hugepages-2Mi".' });
  if ((amountOf(quantity) ?? 0) % bytes === 0) return;
  say(wrong(path, quantity, 'huge pages are handed out whole', `Write a multiple of ${size}.`));
}

export function named(name: string, path: string, say: Say): void {
  // A quota puts "requests." before the name of a device.
  const whole = isDevice(name) ? `requests.${name}` : name;
  const fits = name.includes('/') ? [name, whole].every((each) => !qualifiedName(each)) : COMPUTE.test(name);
  if (fits && isDevice(name) && name.startsWith('requests.')) {
    const remedy = `Write "${name.slice('requests.'.length)}".`;
    return say({
      path,
      says: 'is no resource of a container: "requests." stands before it in a ResourceQuota.',
      remedy,
    });
  }
  if (fits) return;
  say({
    path,
    says: 'is no resource of a container.',
    remedy: 'Write "cpu", "memory", or the full name of the resource, such as "nvidia.com/gpu".',
  });
}

const containerResources: TypeLaw = (resources, path, say) => {
  const limits = record(resources.limits);
  const requests = record(resources.requests);
  amounts(limits, `${path}.limits`, say);
  amounts(requests, `${path}.requests`, say);
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isPages) && !names.includes('cpu') && !names.includes('memory')) {
    say(
      missing(`${path}.limits[memory]`, 'huge pages come with cpu or memory', 'Add a limit such as memory: "128Mi".'),
    );
  }
  for (const [name, quantity] of Object.entries(requests)) compare(name, quantity, limits[name], path, say);
};

function compare(name: string, request: unknown, limit: unknown, path: string, say: Say): void {
  const field = `${path}.requests[${name}]`;
  const asked = amountOf(request);
  const most = amountOf(limit);
  if (limit === null && asked !== undefined && exceeds(asked, 0)) {
    const remedy = `Write a limit such as ${show(request)}, or remove it.`;
    return say(wrong(`${path}.limits[${name}]`, limit, 'the API reads it as 0', remedy));
  }
  if (!isGiven(limit) && (isDevice(name) || isPages(name))) {
    const why = isPages(name) ? 'huge pages are not shared' : 'a whole device is asked for';
    return say(missing(`${path}.limits[${name}]`, why, `Add the limit ${show(request)}.`));
  }
  if (asked === undefined || most === undefined) return;
  if (exceeds(asked, most)) {
    say(
      wrong(
        field,
        request,
        `it is more than the limit, ${show(limit)}`,
        `Write at most ${show(limit)}, or raise the limit.`,
      ),
    );
  } else if (!isShared(name) && exceeds(most, asked)) {
    say(wrong(field, request, `it differs from the limit, ${show(limit)}`, `Write ${show(limit)}.`));
  }
}

/** A claim asks for some storage. */
export const claimStorage: TypeLaw = (spec, path, say) => {
  const { storage } = record(record(spec.resources).requests) as Plain;
  if (!isGiven(storage)) {
    say(
      missing(
        `${path}.resources.requests[storage]`,
        'a claim asks for some space',
        'Add storage: "1Gi" to the requests.',
      ),
    );
  } else if ((amountOf(storage) ?? 1) <= 0) {
    say(
      wrong(
        `${path}.resources.requests[storage]`,
        storage,
        'a claim asks for more than nothing',
        'Write a size such as "1Gi".',
      ),
    );
  }
};

export const fields: Readonly<Record<string, FieldLaw>> = {
  'Overhead.podFixed': amounts,
  'PodSpec.overhead': amounts,
  'PersistentVolumeSpec.capacity': notNegative,
  'EmptyDirVolumeSource.sizeLimit': (value, path, say) => atLeastZero(path, value, say),
};

export const types: Readonly<Record<string, TypeLaw>> = {
  ResourceRequirements: containerResources,
};
