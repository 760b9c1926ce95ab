import type { Misfit } from '../misfit';

const KEYS = ['driver', 'count', 'device', 'capabilities', 'options'];

const remedy = 'Write "all", a number, or keys and values such as "driver=nvidia,count=2".';

/** Parts between commas, of which one in quotes may hold commas itself. */
const partsOf = (text: string): readonly string[] =>
  (text.match(/"[^"]*"|[^,"]+/g) ?? []).map((part) => part.replaceAll('"', ''));

const isCount = (text: string) => text === 'all' || /^[+-]?\d+$/.test(text);

/** What docker has against a request for GPUs: `all`, `2`, `driver=nvidia,count=2`. */
export function gpusMisfit(text: string): Misfit | undefined {
  const seen = new Set<string>();
  for (const part of partsOf(text)) {
    const [key, value] = part.includes('=')
      ? [part.replace(/=.*$/s, ''), part.replace(/^[^=]*=/s, '')]
      : ['count', part];
    if (!KEYS.includes(key)) return { why: `docker knows no "${key}" there`, remedy };
    if (seen.has(key)) {
      const several = 'Write several devices as one part in quotes of its own, such as \'"device=0,1"\'.';
      return { why: `"${key}" stands there twice`, remedy: key === 'device' ? several : `Write "${key}" once.` };
    }
    if (key === 'count' && !isCount(value)) return { why: `"${value}" is no number of GPUs`, remedy };
    seen.add(key);
  }
  return undefined;
}
