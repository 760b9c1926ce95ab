import { firstOf } from '../../plain';
import { waysIn } from '../../network/routes';
import { addHostsLine, reachedAt, resolvesHere } from '../../this-machine';
import type { Rule } from '../rule';
import { aboutRoute } from '../speak';

const hostNameNeedsHostsFile: Rule = {
  id: 'host-name-needs-hosts-file',
  title: 'A host name does not lead to this machine by itself',
  *check(site) {
    const ways = waysIn(site).filter(({ web, socket }) => web?.rule.host !== undefined && socket !== undefined);
    for (const way of firstOf(ways, ({ facts, web }) => `${facts.where} ${web!.rule.id} ${web!.rule.host}`)) {
      const { host, field } = way.web!.rule as { host: string; field: string };
      if (resolvesHere(host)) continue;
      const wildcard = host.startsWith('*');
      yield aboutRoute(
        way.facts,
        {
          level: 'info',
          path: field.replace(/\.http\..*$/s, '.host'),
          message: wildcard
            ? `"${host}" does not lead to this machine by itself, and a hosts file takes no wildcards.`
            : `"${host}" does not lead to this machine by itself.`,
          remedy: wildcard
            ? 'Use a wildcard below localhost, for example "*.localhost".'
            : addHostsLine({ name: host, address: reachedAt(way.socket!.hostIp) }),
        },
        way,
        0,
      );
    }
  },
};

/** Names in URLs. */
export const hostRules: readonly Rule[] = [hostNameNeedsHostsFile];
