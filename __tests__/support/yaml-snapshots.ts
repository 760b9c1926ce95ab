// Inline snapshots of YAML read as YAML: without the quotes that jest puts round a text.
expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: String });
