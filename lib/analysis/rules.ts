import type { IConstruct } from 'constructs';
import { unknownRule } from '../routes/rules/unknown-rule';
import { carry } from './facts';
import { shown } from './given';

/** Loaded when somebody allows something: whoever only imports the constructs does not wait for it. */
const rules = () => (require('../routes/rules') as typeof import('../routes/rules')).rules;

/** What may be, although a rule says otherwise. */
export class Rules {
  /**
   * Allows what a rule finds on a construct and everything below it. It stays visible in the reports.
   *
   * @param construct where it is allowed
   * @param id the rule
   * @param reason why it is right here; it stands in the reports
   */
  public static allow(construct: IConstruct, id: string, reason: string): void {
    const ids = rules().map((rule) => rule.id);
    if (!ids.includes(id)) {
      throw new Error(
        `${construct.node.path}: Rules.allow says ${shown(id)}, and no rule is called that. ${unknownRule(String(id), ids)}`,
      );
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw new Error(`${construct.node.path}: Rules.allow says no reason for "${id}". Write why it is right here.`);
    }
    carry(construct, { allow: { [id]: reason } });
  }

  private constructor() {}
}
