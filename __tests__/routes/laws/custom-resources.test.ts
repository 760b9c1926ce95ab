import { lawTable } from './table';

const schema = { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } };
const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } };
const spec = {
  group: 'shop.example',
  scope: 'Namespaced',
  names: { kind: 'Cart', plural: 'carts' },
  versions: [version],
};
const definition = (name: string, more: object) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
  spec: { ...spec, ...more },
});

const S = 'spec.versions.0.schema.openAPIV3Schema';
const SIZE = `${S}.properties.spec.properties.size`;
const at = (...keys: string[]) =>
  `spec.versions[0].schema.openAPIV3Schema${keys.map((key) => `.properties[${key}]`).join('')}`;
const size = at('spec', 'size');
const approve = 'Write another group, or the URL under which the API was approved, or "unapproved, for tests".';
const APPROVED = 'metadata.annotations.api-approved~kubernetes~io';

const reviews = { conversionReviewVersions: ['v1'] };
const either = [{ type: 'integer' }, { type: 'string' }];

describe('a definition of custom resources', () => {
  lawTable(
    {
      CRD: definition('carts.shop.example', {}),
      Full: definition('carts.shop.example', {
        names: {
          kind: 'Cart',
          listKind: 'CartList',
          plural: 'carts',
          singular: 'cart',
          shortNames: ['ct'],
          categories: ['all'],
        },
        preserveUnknownFields: false,
        conversion: {
          strategy: 'Webhook',
          webhook: { clientConfig: { url: 'https://web.shop.example/convert' }, ...reviews },
        },
        versions: [
          {
            ...version,
            deprecated: true,
            deprecationWarning: 'use v2',
            additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
            subresources: {
              status: {},
              scale: {
                specReplicasPath: '.spec.size',
                statusReplicasPath: '.status.size',
                labelSelectorPath: '.status.picks',
              },
            },
          },
        ],
      }),
      Approved: {
        ...definition('carts.shop.k8s.io', { group: 'shop.k8s.io' }),
        metadata: { name: 'carts.shop.k8s.io', annotations: { 'api-approved.kubernetes.io': 'https://example.com/1' } },
      },
    },
    [
      [
        'CRD',
        'spec.names.kind',
        'Shop Cart',
        '$ is "Shop Cart": only letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write a kind such as "CronTab".',
      ],
      ['CRD', 'spec.names.listKind', 'Cart', '$ is "Cart": the kind itself is called so. Write "CartList".'],
      ['CRD', 'spec.names.listKind', 'Carts'],
      [
        'CRD',
        'spec.names.singular',
        'Cart',
        '$ is "Cart": only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write "cart".',
      ],
      [
        'CRD',
        'spec.names.shortNames',
        ['C'],
        '$[0] is "C": only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write "c".',
      ],
      [
        'CRD',
        'spec.names.categories',
        ['All'],
        '$[0] is "All": only lower-case letters, digits and "-" may stand in it, with a letter first and a letter or digit last. Write "all".',
      ],
      [
        'CRD',
        'spec.preserveUnknownFields',
        true,
        '$ is true: the schema of each version says it now. Write x-kubernetes-preserve-unknown-fields: true in the schema.',
      ],
      [
        'Approved',
        APPROVED,
        undefined,
        `metadata.annotations[api-approved.kubernetes.io] is missing: the group shop.k8s.io belongs to Kubernetes. ${approve}`,
      ],
      [
        'Approved',
        APPROVED,
        'yes',
        `metadata.annotations[api-approved.kubernetes.io] is "yes": it is neither a URL nor "unapproved". ${approve}`,
      ],
      ['Approved', APPROVED, 'unapproved, a test'],
      ['CRD', 'spec.conversion', { strategy: 'None' }],
      [
        'CRD',
        'spec.conversion',
        { strategy: 'webhook' },
        '$.strategy is "webhook": the API knows no such value. Write "Webhook".',
      ],
      [
        'CRD',
        'spec.conversion',
        { strategy: 'Webhook' },
        '$.webhook.clientConfig is missing: the strategy is Webhook. Add clientConfig with a service.',
      ],
      [
        'CRD',
        'spec.conversion',
        { strategy: 'Webhook', webhook: { ...reviews, clientConfig: {} } },
        '$.webhook.clientConfig says nothing: a webhook has one of service, url. Add service.',
      ],
      [
        'CRD',
        'spec.conversion',
        { strategy: 'None', webhook: reviews },
        '$.webhook must not stand here: the strategy is None. Remove it, or write strategy: Webhook.',
      ],
      [
        'CRD',
        'spec.versions.0.deprecationWarning',
        'use v2',
        '$ must not stand here: deprecated is not true. Write deprecated: true, or remove it.',
      ],
      [
        'Full',
        'spec.versions.0.additionalPrinterColumns.0.type',
        'text',
        '$ is "text": the API knows no such value. Write "boolean", "date", "integer", "number" or "string".',
      ],
      [
        'Full',
        'spec.versions.0.additionalPrinterColumns.0.jsonPath',
        'spec.size',
        '$ is "spec.size": a path into the object begins with ".". Write a path such as ".spec.replicas".',
      ],
      [
        'Full',
        'spec.versions.0.subresources.scale.specReplicasPath',
        '.size',
        '$ is ".size": it begins with ".spec.". Write a path such as ".spec.replicas".',
      ],
      [
        'Full',
        'spec.versions.0.subresources.scale.labelSelectorPath',
        'x',
        '$ is "x": it begins with ".spec." or ".status.". Write a path such as ".spec.replicas".',
      ],
    ],
  );
});

describe('the schema of a custom resource', () => {
  lawTable({ CRD: definition('carts.shop.example', {}) }, [
    ['CRD', S, 'object', '$ is "object": a mapping is needed. Write a schema such as { type: object }.'],
    ['CRD', S, {}, '$.type is missing: the API has to know what stands there. Add type: object, or another.'],
    ['CRD', S, { 'x-kubernetes-preserve-unknown-fields': true }],
    ['CRD', S, { type: 'string' }, '$.type is "string": an object has fields. Write "object".'],
    [
      'CRD',
      S,
      { type: 'map' },
      '$.type is "map": the API knows no such type. Write one of array, boolean, integer, number, object, string.',
    ],
    [
      'CRD',
      S,
      { type: 'object', additionalProperties: { type: 'string' } },
      '$.additionalProperties must not stand here: an object has fields of its own. Write it below properties.',
    ],
    ['CRD', SIZE, {}, `${size}.type is missing: the API has to know what stands there. Add type: object, or another.`],
    ['CRD', SIZE, { type: ['string'] }],
    ['CRD', SIZE, { type: 'string', definitions: {} }],
    ['CRD', SIZE, null],
    ['CRD', SIZE, { 'x-kubernetes-int-or-string': true, anyOf: either }],
    ['CRD', SIZE, { 'x-kubernetes-int-or-string': true, allOf: [{ anyOf: either }, { pattern: '^a' }] }],
    [
      'CRD',
      SIZE,
      { type: 'array' },
      `${size}.items is missing: a list has entries of some type. Add items: { type: string }, or another type.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'array', items: { type: 'text' } },
      `${size}.items.type is "text": the API knows no such type. Write one of array, boolean, integer, number, object, string.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
      `${size}.uniqueItems is true: it would take too long to compare all entries. Write x-kubernetes-list-type: set.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'object', $ref: '#/definitions/size' },
      `${size}.$ref must not stand here: the API reads no such schema. Remove it.`,
    ],
    ['CRD', SIZE, { type: 'object', additionalProperties: { type: 'string' } }],
    ['CRD', SIZE, { type: 'object', additionalProperties: true, properties: { a: { type: 'string' } } }],
    [
      'CRD',
      SIZE,
      { type: 'object', additionalProperties: false },
      `${size}.additionalProperties must not stand here: the API drops other fields by itself. Remove it.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'object', additionalProperties: { type: 'string' }, properties: { a: { type: 'string' } } },
      `${size}.additionalProperties stands beside properties: an object has only one of them. Remove properties, or remove additionalProperties.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'string', oneOf: [{ pattern: '^a' }, { type: 'string', nullable: false }] },
      `${size}.oneOf[1].type must not stand here: a condition does not say what a field is. Write it beside the conditions.`,
    ],
    [
      'CRD',
      SIZE,
      { type: 'object', properties: { a: { type: 'string' } }, not: { properties: { a: { default: 'x' } } } },
      `${size}.not.properties[a].default must not stand here: a condition does not say what a field is. Write it beside the conditions.`,
    ],
    ['CRD', SIZE, { type: 'object', not: { anyOf: [{ required: ['a'] }] } }],
    ['CRD', `${S}.properties.metadata`, { type: 'object', properties: { name: { type: 'string', maxLength: 9 } } }],
    [
      'CRD',
      `${S}.properties.metadata`,
      { type: 'object', properties: { labels: { type: 'object' } } },
      `${at('metadata')}.properties[labels] must not stand here: the API knows all of metadata but what a name looks like. Remove it.`,
    ],
    [
      'CRD',
      'spec.versions.0.subresources',
      { scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
    ],
    [
      'CRD',
      'spec.versions.0',
      {
        ...version,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { ...schema, nullable: false, oneOf: [{ required: ['spec'] }] } },
      },
      `${at()}.oneOf must not stand here: with the subresource status the whole object has properties and little else. Write it in a field below properties.`,
    ],
  ]);
});
