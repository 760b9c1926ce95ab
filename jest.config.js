/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  roots: ['<rootDir>/__tests__'],
  transform: { '^.+\\.ts$': 'ts-jest' },
  collectCoverageFrom: ['lib/**/*.ts'],
};
