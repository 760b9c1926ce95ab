import { list, record } from '../../plain';
import { misplaced, missing, wrong } from '../fault';
import { dnsSubdomain, pathSegment, serviceName } from '../formats';
import { isGiven, textIn } from '../read';
import type { Besides, FieldLaw, TypeLaw } from './law';
import { exactlyOne, needsText } from './presence';
import { once } from './unique';
import { filled, spelled, wordOf } from './values';
import { said } from './webhooks';

const policy: TypeLaw = ({ matchConstraints, validations, auditAnnotations }, path, say) => {
  if (list(record(matchConstraints).resourceRules).length === 0) {
    const field = `${path}.matchConstraints.resourceRules`;
    say(
      missing(
        field,
        'a policy says what it is about',
        'Add a rule with apiGroups, apiVersions, operations and resources.',
      ),
    );
  }
  if (list(validations).length > 0 || list(auditAnnotations).length > 0) return;
  say(missing(`${path}.validations`, 'a policy checks or notes something', 'Add a validation with an expression.'));
};

const message: FieldLaw = (value, path, say) => {
  const words = (value as string).trim();
  if (value !== '' && words === '') say(wrong(path, value, 'it says nothing', 'Write what is wrong, or remove it.'));
  if (/[\r\n]/.test(words)) say(wrong(path, value, 'a message stands on one line', 'Write it on one line.'));
};

const WORDS = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return var ' +
    'void while'
  ).split(' '),
);

const variableName: FieldLaw = (value, path, say) => {
  const name = value as string;
  if (/^[_a-zA-Z]\w*$/.test(name) && !WORDS.has(name)) return;
  say(wrong(path, name, 'an expression cannot call it so', 'Write a name of letters and digits, such as "replicas".'));
};

const Deny = 'Deny';
const Warn = 'Warn';

const binding: TypeLaw = ({ policyName, validationActions }, path, say) => {
  if (policyName === '') needsText({ policyName }, 'policyName', path, say);
  const each = list(validationActions);
  const field = `${path}.validationActions`;
  if (Array.isArray(validationActions) && each.length === 0) {
    say(missing(field, 'a policy that is bound does something', `Add an action such as "${Deny}".`));
  }
  each.forEach((action, index) => {
    if (each.indexOf(action) !== index) say(misplaced(`${field}[${index}]`, 'it stands there already', 'Remove it.'));
  });
  if (!each.includes(Deny) || !each.includes(Warn)) return;
  const says = `has "${Deny}" and "${Warn}": whoever is refused is told why already.`;
  say({ path: field, says, remedy: `Remove "${Warn}".` });
};

const param: TypeLaw = (object, path, say) => {
  exactlyOne(object, ['name', 'selector'], path, say, 'a reference');
  if (isGiven(object.parameterNotFoundAction)) return;
  const why = 'nobody knows what happens where there is none';
  say(missing(`${path}.parameterNotFoundAction`, why, 'Write "Allow" or "Deny".'));
};

const notes = once(
  'auditAnnotations',
  ({ key }) => textIn(key),
  ({ key }, path, first) => wrong(`${path}.key`, key, `annotation ${first + 1} has this key too`, 'Write another key.'),
);

export const fields: Readonly<Record<string, FieldLaw>> = {
  'ValidatingAdmissionPolicySpec.failurePolicy': wordOf('Fail', 'Ignore'),
  'MatchResources.matchPolicy': wordOf('Exact', 'Equivalent'),
  'Validation.expression': said,
  'Validation.message': message,
  'Validation.reason': wordOf('Unauthorized', 'Forbidden', 'Invalid', 'RequestEntityTooLarge'),
  'Variable.name': variableName,
  'Variable.expression': said,
  'AuditAnnotation.valueExpression': said,
  'ParamRef.parameterNotFoundAction': wordOf('Allow', 'Deny'),
  'ParamRef.name': spelled(pathSegment),
  'ParamKind.apiVersion': filled((text) => {
    const [version, group = '', ...more] = text.split('/').reverse() as [string, string?, ...string[]];
    const misfit = serviceName(version) ?? (group === '' ? undefined : dnsSubdomain(group));
    return misfit === undefined && more.length === 0
      ? undefined
      : { why: 'this is no apiVersion', remedy: 'Write an apiVersion such as "v1".' };
  }),
  'ParamKind.kind': filled(),
  'ValidatingAdmissionPolicyBindingSpec.validationActions': wordOf(Deny, Warn, 'Audit'),
};

export const besides: Besides = { 'ValidatingAdmissionPolicySpec.auditAnnotations': [notes] };

export const types: Readonly<Record<string, TypeLaw>> = {
  ValidatingAdmissionPolicySpec: policy,
  ValidatingAdmissionPolicyBindingSpec: binding,
  ParamRef: param,
};
