/** The import rules of the house (docs/architecture.md). A room may import what is named here and nothing else of ours. */
const rooms = [
  'libs/domain',
  'libs/products',
  'libs/partners',
  'libs/store',
  'libs/mining',
  'libs/config',
  'workflows',
  'activities',
  'apps/api',
  'apps/worker',
  'apps/cli',
  'apps/sandbox',
  'apps/console',
];
const may = {
  'libs/domain': [],
  'libs/products': ['libs/domain'],
  'libs/mining': ['libs/domain'],
  'libs/config': [],
  'libs/store': ['libs/domain'],
  'libs/partners': ['libs/domain'],
  workflows: ['libs/domain'],
  activities: ['libs/domain', 'libs/products', 'libs/store', 'libs/partners', 'libs/config'],
  'apps/api': [
    'libs/domain',
    'libs/store',
    'libs/products',
    'libs/mining',
    'libs/config',
    'workflows/messages',
    'libs/partners/(adapters|ports)',
  ],
  'apps/cli': ['libs/domain', 'libs/products', 'libs/mining', 'libs/config', 'libs/store'],
  'apps/sandbox': ['libs/partners/[^/]+/wire'],
  'apps/console': [],
};
const path = (names) => names.map((name) => `^${name}[/.]`).join('|');

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.(mjs|cjs)$'] },
      to: {},
    },
    ...Object.entries(may).map(([room, allowed]) => ({
      name: `${room} stays in its lane`,
      severity: 'error',
      from: { path: path([room]) },
      to: {
        path: path(rooms),
        pathNot: path([room, ...allowed]),
        // Workflows know activities as types only: nothing of them reaches the workflow sandbox.
        ...(room === 'workflows' ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    {
      name: 'domain imports nothing',
      severity: 'error',
      from: { path: '^libs/domain/' },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'mining needs no database',
      severity: 'error',
      from: { path: '^libs/mining/' },
      to: { path: ['typeorm', 'node_modules/pg/', '@nestjs', '@temporalio'] },
    },
    {
      name: 'no partner imports another partner',
      severity: 'error',
      from: { path: '^libs/partners/([^/]+)/' },
      to: { path: '^libs/partners/[^/]+/', pathNot: '^libs/partners/($1|ports)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.aval)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
