/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  roots: ['<rootDir>/__tests__'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  collectCoverageFrom: ['lib/**/*.ts'],
  // Only counted with --coverage, as in CI. What cannot be reached is deleted, not spared.
  coverageThreshold: { global: { branches: 100 } },
};
