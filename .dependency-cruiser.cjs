// The boundaries of ARCHITECTURE.md as rules over imports. tools/boundaries.test.ts plants a violation of each and must see it found.
// Must not name single files but the composition root: a rule that needs an exception list is the wrong rule.

/** From the ground up: a slice may import slices on its left only; traffic to the right goes by outbox event. */
const slices = [
  'audit',
  'staff',
  'places',
  'residents',
  'declarations',
  'rounds',
  'sampling',
  'transport',
  'results',
  'vaccinations',
  'visits',
  'cases',
  'decisions',
  'recalls',
  'reconciliation',
  'passes',
  'appeals',
  'federation',
  'situation',
]
const webApps = ['resident', 'scanner', 'console']

const anyOf = (names) => `(?:${names.join('|')})`
const slicesFolder = '^server/src/slices/'
const test = '\\.(?:test|journey)\\.tsx?$|/testing(?:/|\\.ts$)'
const mayUseDatabase = '(?:\\.(?:command|query|job|consumer|route|slice)|-authenticator)\\.ts$'

const sliceOrder = slices.slice(0, -1).map((slice, index) => ({
  name: `${slice}-imports-only-slices-on-its-left`,
  severity: 'error',
  from: { path: `${slicesFolder}${slice}/` },
  to: { path: `${slicesFolder}${anyOf(slices.slice(index + 1))}/` },
}))

const webAppsApart = webApps.map((app) => ({
  name: `web-${app}-imports-no-other-app`,
  severity: 'error',
  from: { path: `^web/${app}/` },
  to: { path: `^web/${anyOf(webApps.filter((other) => other !== app))}/` },
}))

module.exports = {
  forbidden: [
    ...sliceOrder,
    ...webAppsApart,
    {
      name: 'every-slice-has-its-place-in-the-order',
      severity: 'error',
      from: {},
      to: { path: slicesFolder, pathNot: `${slicesFolder}${anyOf(slices)}/` },
    },
    {
      name: 'a-slice-is-entered-by-its-index',
      severity: 'error',
      from: { path: `${slicesFolder}([^/]+)/` },
      to: { path: `${slicesFolder}[^/]+/`, pathNot: [`${slicesFolder}$1/`, `${slicesFolder}[^/]+/(?:index|testing)\\.ts$`] },
    },
    {
      name: 'pure-files-of-a-slice-know-no-database',
      comment: 'Plain nouns and schemas take facts in and give decisions out; they import neither the database nor a file that may.',
      severity: 'error',
      from: { path: slicesFolder, pathNot: [mayUseDatabase, '/index\\.ts$', test] },
      to: {
        path: [
          '^server/src/platform/db/',
          '(?:^|/)node_modules/(?:pg|kysely|pg-copy-streams|graphile-worker)/',
          `${slicesFolder}.*${mayUseDatabase}`,
        ],
      },
    },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: slicesFolder },
    },
    {
      name: 'server-imports-no-app-and-no-simulator',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(?:web|simulator)/' },
    },
    {
      name: 'web-imports-no-server-and-no-simulator',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(?:server|simulator)/' },
    },
    {
      name: 'web-shared-knows-no-app',
      severity: 'error',
      from: { path: '^web/shared/' },
      to: { path: `^web/${anyOf(webApps)}/` },
    },
    {
      name: 'simulator-meets-the-server-only-over-the-wire',
      comment: 'And the apps only as a person does: in a browser, with what drives one in tests.',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { path: '^(?:server|web)/', pathNot: '^web/.*testing/' },
    },
    {
      name: 'the-pass-library-needs-no-node',
      severity: 'error',
      from: { path: '^packages/pass/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-pass-library-stands-alone',
      comment: 'Third parties run it in a browser or a turnstile: nothing of other workspaces, and of packages only the two it declares.',
      severity: 'error',
      from: { path: '^packages/pass/src/', pathNot: test },
      to: { pathNot: ['^packages/pass/src/', '(?:^|/)node_modules/(?:cborg|fflate)/'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'the-pass-library-is-entered-by-its-name',
      severity: 'error',
      from: { pathNot: '^packages/pass/' },
      to: {
        path: '^packages/pass/',
        pathNot: ['^packages/pass/src/(?:(?:contact|rules|sampling)/)?index\\.ts$', '^packages/pass/src/testing/'],
      },
    },
    {
      name: 'code-needs-no-tests',
      severity: 'error',
      from: { pathNot: [test, 'vitest\\.', '/e2e/', '/bench/', '/vectors/', '^server/src/tools/'] },
      to: { path: test },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?(?:url|raw|worker)$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    // Types travel across boundaries as freely as code: a type import is an import.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['evergate-source', 'import', 'module', 'browser', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
}
