/** Two projects: `unit` needs nothing but Node; `stack` runs against a real Temporal server and a real PostgreSQL. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: ['<rootDir>/test/property-seed.js'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.aval/'],
  modulePathIgnorePatterns: ['/dist/', '/.aval/'],
};

const stackRooms = ['lifecycle', 'api', 'partners', 'store', 'replay', 'cli', 'fault'];

export default {
  // Jest would leave one of two cores to itself, and most files wait for a server more than they work.
  maxWorkers: 2,
  // No test is about the machine's speed; the longest ones say so themselves.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...shared.testPathIgnorePatterns,
        ...stackRooms.map((room) => `<rootDir>/test/${room}/`),
      ],
    },
    {
      ...shared,
      displayName: 'stack',
      globalSetup: '<rootDir>/test/stack/global-setup.mjs',
      globalTeardown: '<rootDir>/test/stack/global-teardown.mjs',
      testMatch: stackRooms.map((room) => `<rootDir>/test/${room}/**/*.test.ts`),
    },
  ],
};
