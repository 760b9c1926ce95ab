import { lawTable } from './table';

const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods', '*/status'] };
const hook = (name: string) => ({
  name,
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  clientConfig: { url: 'https://check.web.example:8443/pods' },
  rules: [rule],
  matchConditions: [
    { name: 'web', expression: 'true' },
    { name: 'shop.example/web', expression: 'false' },
  ],
});
const group = 'admissionregistration.k8s.io/v1';

const SERVICE = { name: 'api', namespace: 'shop' };

describe('what is asked before an object is taken', () => {
  lawTable(
    {
      Webhook: {
        apiVersion: group,
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: 'web' },
        webhooks: [hook('a.web.example'), hook('b.web.example')],
      },
      Policy: {
        apiVersion: group,
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: 'web' },
        spec: {
          paramKind: { apiVersion: 'shop.example/v1', kind: 'Limit' },
          matchConstraints: { resourceRules: [rule] },
          variables: [{ name: 'replicas', expression: 'object.spec.replicas' }],
          validations: [{ expression: 'variables.replicas < 5', message: 'too many', reason: 'Invalid' }],
          auditAnnotations: [{ key: 'count', valueExpression: "'x'" }],
        },
      },
      Binding: {
        apiVersion: group,
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'web' },
        spec: {
          policyName: 'web',
          validationActions: ['Deny', 'Audit'],
          paramRef: { name: 'few', parameterNotFoundAction: 'Allow' },
        },
      },
    },
    [
      [
        'Webhook',
        'webhooks.1.name',
        'a.web.example',
        '$ is "a.web.example": webhook 1 has this name too. Write another name.',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig.url',
        'http://check.web.example',
        '$ is "http://check.web.example": the API asks over https alone. Write a URL such as "https://check.example.com/pods".',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig.url',
        'check',
        '$ is "check": the API asks over https alone. Write a URL such as "https://check.example.com/pods".',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig.url',
        'https://me@check.web.example',
        '$ is "https://…@check.web.example": no login may stand in it. Write a URL such as "https://check.example.com/pods".',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig.url',
        'https://:x@check.web.example',
        '$ is "https://…@check.web.example": no login may stand in it. Write a URL such as "https://check.example.com/pods".',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig.url',
        'https://check.web.example?a=b',
        '$ is "https://check.web.example?a=b": nothing may stand behind the path. Write a URL such as "https://check.example.com/pods".',
      ],
      [
        'Webhook',
        'webhooks.0.clientConfig',
        { service: { ...SERVICE, path: 'pods' } },
        '$.service.path is "pods": the path begins with "/". Write "/pods".',
      ],
      ['Webhook', 'webhooks.0.clientConfig', { service: { ...SERVICE, path: '/pods', port: 443 } }],
      [
        'Webhook',
        'webhooks.0.rules.0.resources',
        ['pods', '*/*'],
        '$[1] must not stand here: "*/*" stands alone. Remove it, or remove the others.',
      ],
      ['Webhook', 'webhooks.0.rules.0.resources', ['*/*']],
      [
        'Webhook',
        'webhooks.0.rules.0.resources',
        ['*', 'pods'],
        '$[0] must not stand here: "*" holds the others too. Remove it, or remove the others.',
      ],
      ['Webhook', 'webhooks.0.rules.0.resources', ['*', 'pods/status']],
      ['Webhook', 'webhooks.0.rules.0.resources', ['*']],
      [
        'Webhook',
        'webhooks.0.matchConditions.1.name',
        'web',
        '$ is "web": condition 1 has this name too. Write another name.',
      ],
      [
        'Webhook',
        'webhooks.0.matchConditions.1.expression',
        ' ',
        '$ is " ": the API requires a value. Write an expression.',
      ],
      ['Policy', 'spec', undefined, '$ is missing: the API requires it. Add spec.'],
      [
        'Policy',
        'spec.matchConstraints',
        undefined,
        'spec.matchConstraints.resourceRules is missing: a policy says what it is about. Add a rule with apiGroups, apiVersions, operations and resources.',
      ],
      ['Policy', 'spec.validations', []],
      ['Policy', 'spec.auditAnnotations', undefined],
      [
        'Policy',
        'spec',
        { matchConstraints: { resourceRules: [rule] } },
        '$.validations is missing: a policy checks or notes something. Add a validation with an expression.',
      ],
      ['Policy', 'spec.validations.0.expression', '', '$ is "": the API requires a value. Write an expression.'],
      ['Policy', 'spec.validations.0.message', '  ', '$ is "  ": it says nothing. Write what is wrong, or remove it.'],
      ['Policy', 'spec.validations.0.message', ''],
      [
        'Policy',
        'spec.validations.0.message',
        'too\nmany',
        '$ is "too\\nmany": a message stands on one line. Write it on one line.',
      ],
      [
        'Policy',
        'spec.validations.0.reason',
        'Wrong',
        '$ is "Wrong": the API knows no such value. Write "Unauthorized", "Forbidden", "Invalid" or "RequestEntityTooLarge".',
      ],
      [
        'Policy',
        'spec.variables.0.name',
        'my-replicas',
        '$ is "my-replicas": an expression cannot call it so. Write a name of letters and digits, such as "replicas".',
      ],
      [
        'Policy',
        'spec.variables.0.name',
        'namespace',
        '$ is "namespace": an expression cannot call it so. Write a name of letters and digits, such as "replicas".',
      ],
      [
        'Policy',
        'spec.auditAnnotations.1',
        { key: 'count', valueExpression: 'true' },
        '$.key is "count": annotation 1 has this key too. Write another key.',
      ],
      ['Policy', 'spec.paramKind.apiVersion', 'v1'],
      [
        'Policy',
        'spec.paramKind.apiVersion',
        'a/b/v1',
        '$ is "a/b/v1": this is no apiVersion. Write an apiVersion such as "v1".',
      ],
      ['Policy', 'spec.failurePolicy', 'fail', '$ is "fail": the API knows no such value. Write "Fail".'],
      [
        'Policy',
        'spec.matchConstraints.resourceRules.0.operations',
        [],
        '$ is missing: a rule says what it is about. Add operations.',
      ],
      ['Binding', 'spec.policyName', '', '$ is "": the API requires a value. Add policyName.'],
      [
        'Binding',
        'spec.validationActions',
        [],
        '$ is missing: a policy that is bound does something. Add an action such as "Deny".',
      ],
      [
        'Binding',
        'spec.validationActions',
        ['Deny', 'Warn'],
        '$ has "Deny" and "Warn": whoever is refused is told why already. Remove "Warn".',
      ],
      [
        'Binding',
        'spec.validationActions',
        ['Audit', 'Audit'],
        '$[1] must not stand here: it stands there already. Remove it.',
      ],
      [
        'Binding',
        'spec.paramRef',
        { name: 'few', selector: {} },
        '$.selector stands beside name: a reference has only one of them. Remove name, or remove selector.',
        '$.parameterNotFoundAction is missing: nobody knows what happens where there is none. Write "Allow" or "Deny".',
      ],
    ],
  );
});

describe('an API that is served by a Service', () => {
  const spec = {
    group: 'shop.example',
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 15,
    service: SERVICE,
  };
  const api = (name: string, more: object) => ({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name },
    spec: { ...spec, ...more },
  });
  lawTable(
    {
      Api: api('v1.shop.example', { insecureSkipTLSVerify: true }),
      Local: api('v1.', { group: '', service: null }),
      Certified: api('v1.shop.example', { caBundle: 'YQ==' }),
    },
    [
      [
        'Api',
        'metadata.name',
        'shop',
        '$ is "shop": an APIService is called by its version and its group. Write "v1.shop.example".',
      ],
      ['Api', 'metadata', { generateName: 'v1.' }],
      ['Api', 'spec', undefined, '$ is missing: the API requires it. Add spec.'],
      ['Api', 'spec.versionPriority', 0, '$ is 0: a priority lies between 1 and 1000. Write a number from 1 to 1000.'],
      ['Api', 'spec.groupPriorityMinimum', undefined, '$ is missing: the API requires it. Add groupPriorityMinimum.'],
      ['Api', 'spec.service', { name: 'api' }, '$.namespace is missing: the API requires it. Add namespace.'],
      [
        'Local',
        'spec',
        { ...spec, group: '', version: 'v2' },
        '$.group is missing: v1 alone is of the group without a name. Add the group.',
        'metadata.name is "v1.": an APIService is called by its version and its group. Write "v2.".',
      ],
      ['Local', 'spec', { ...spec, version: undefined }, '$.version is missing: the API requires it. Add version.'],
      [
        'Certified',
        'spec.service',
        undefined,
        'spec.caBundle must not stand here: no Service is asked. Remove it, or add service.',
      ],
      [
        'Certified',
        'spec.insecureSkipTLSVerify',
        true,
        'spec.caBundle must not stand here: insecureSkipTLSVerify is true. Remove one of the two.',
      ],
    ],
  );
});

describe('the pod security that a namespace asks for', () => {
  const label = 'pod-security.kubernetes.io/';
  const shop = (labels: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
  const at = (mode: string) => `metadata.labels.${label.replaceAll('.', '~')}${mode}`;
  const key = (mode: string) => `metadata.labels[${label}${mode}]`;
  lawTable(
    { Shop: shop({ [`${label}enforce`]: 'baseline', [`${label}enforce-version`]: 'latest' }), Plain: shop({}) },
    [
      [
        'Shop',
        at('enforce'),
        'Baseline',
        `${key('enforce')} is "Baseline": there is no such standard. Write "baseline".`,
      ],
      [
        'Shop',
        at('warn'),
        'strict',
        `${key('warn')} is "strict": there is no such standard. Write "privileged", "baseline", "restricted".`,
      ],
      ['Shop', at('enforce-version'), 'v1.30'],
      [
        'Shop',
        at('enforce-version'),
        '1.30',
        `${key('enforce-version')} is "1.30": this is no version of Kubernetes. Write "v1.30".`,
      ],
      [
        'Shop',
        at('audit-version'),
        'newest',
        `${key('audit-version')} is "newest": this is no version of Kubernetes. Write "latest".`,
      ],
    ],
  );
});
