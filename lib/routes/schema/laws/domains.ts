import { type Format, dnsSubdomain } from '../formats';

/** A domain of so many parts. */
export const domain = (parts: number, remedy: string): Format => {
  return (name) =>
    dnsSubdomain(name) ??
    (name.split('.').length < parts ? { why: `a domain of at least ${parts} parts is needed`, remedy } : undefined);
};
