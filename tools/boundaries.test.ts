// Goal: every boundary of the repository is really held: an import across it is found, and an import within it is not.
// Method: small trees laid out like this repository are written to a temporary folder, each with one planted import, and cruised with the
// real configuration. (Removing any rule from .dependency-cruiser.cjs makes its row fail.)
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cruiseFolder } from './steps/boundaries.mjs'

let folder = ''
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'evergate-boundaries-')))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Writes `from` with one import, and the file it reaches, and returns the rules found broken. */
async function rulesBrokenBy(from: string, specifier: string, target: string): Promise<string[]> {
  write(target, 'export const planted = 1\n')
  if (target.startsWith('node_modules/')) write(`${dirname(target)}/package.json`, '{ "main": "index.js" }')
  write(from, `export type { planted } from '${specifier}'\n`)
  const { violations, modulesOurs } = await cruiseFolder(folder, [from.split('/')[0] ?? ''])
  expect(modulesOurs).toContain(from)
  return [...new Set(violations.map((violation) => violation.split(':')[0] ?? ''))]
}

const slice = (path: string) => `server/src/slices/${path}`

describe('an import across a boundary is found', () => {
  test.each([
    ['places-imports-only-slices-on-its-left', slice('places/index.ts'), '../residents/index.ts', slice('residents/index.ts')],
    ['audit-imports-only-slices-on-its-left', slice('audit/record.command.ts'), '../situation/index.ts', slice('situation/index.ts')],
    ['every-slice-has-its-place-in-the-order', slice('parking/lot.ts'), './space.ts', slice('parking/space.ts')],
    ['a-slice-is-entered-by-its-index', slice('results/release.command.ts'), '../sampling/tube.ts', slice('sampling/tube.ts')],
    ['pure-files-of-a-slice-know-no-database', slice('sampling/tube.ts'), '../../platform/db/pool.ts', 'server/src/platform/db/pool.ts'],
    ['pure-files-of-a-slice-know-no-database', slice('sampling/tube.schema.ts'), 'kysely', 'node_modules/kysely/index.js'],
    ['pure-files-of-a-slice-know-no-database', slice('sampling/tube.ts'), './tube.query.ts', slice('sampling/tube.query.ts')],
    ['platform-knows-no-slice', 'server/src/platform/outbox/relay.ts', '../../slices/audit/index.ts', slice('audit/index.ts')],
    ['server-imports-no-app-and-no-simulator', 'server/src/main.ts', '../../web/shared/clock.ts', 'web/shared/clock.ts'],
    ['web-imports-no-server-and-no-simulator', 'web/shared/api.ts', '../../server/src/main.ts', 'server/src/main.ts'],
    ['web-resident-imports-no-other-app', 'web/resident/code.tsx', '../scanner/answer.tsx', 'web/scanner/answer.tsx'],
    ['web-scanner-imports-no-other-app', 'web/scanner/answer.tsx', '../console/look-up.tsx', 'web/console/look-up.tsx'],
    ['web-console-imports-no-other-app', 'web/console/look-up.tsx', '../resident/code.tsx', 'web/resident/code.tsx'],
    ['web-shared-knows-no-app', 'web/shared/store.ts', '../resident/code.tsx', 'web/resident/code.tsx'],
    ['simulator-meets-the-server-only-over-the-wire', 'simulator/src/main.ts', '../../server/src/main.ts', 'server/src/main.ts'],
    ['the-pass-library-needs-no-node', 'packages/pass/src/pass.ts', 'node:fs', 'packages/pass/src/other.ts'],
    ['the-pass-library-stands-alone', 'packages/pass/src/pass.ts', '../../../server/src/main.ts', 'server/src/main.ts'],
    ['the-pass-library-stands-alone', 'packages/pass/src/pass.ts', 'kysely', 'node_modules/kysely/index.js'],
    ['the-pass-library-is-entered-by-its-name', 'server/src/main.ts', '../../packages/pass/src/cbor.ts', 'packages/pass/src/cbor.ts'],
    ['code-needs-no-tests', 'server/src/main.ts', './testing/fixture.ts', 'server/src/testing/fixture.ts'],
    ['code-needs-no-tests', slice('sampling/add-swab.command.ts'), '../residents/testing.ts', slice('residents/testing.ts')],
    ['every-import-resolves', 'server/src/main.ts', './absent.ts', 'server/src/other.ts'],
  ])('%s: %s', async (rule, from, specifier, target) => {
    expect(await rulesBrokenBy(from, specifier, target)).toEqual([rule])
  })

  test('no-cycles', async () => {
    write('server/src/platform/b.ts', "export { a } from './a.ts'\n")
    write('server/src/platform/a.ts', "export { b } from './b.ts'\n")
    expect((await cruiseFolder(folder, ['server'])).violations).toEqual([expect.stringMatching(/^no-cycles: /)])
  })
})

describe('an import within the boundaries is not', () => {
  test.each([
    [slice('residents/index.ts'), '../places/index.ts', slice('places/index.ts')],
    [slice('sampling/add-swab.command.ts'), '../../platform/db/pool.ts', 'server/src/platform/db/pool.ts'],
    [slice('sampling/add-swab.command.ts'), './tube.ts', slice('sampling/tube.ts')],
    [slice('sampling/add-swab.test.ts'), '../../testing/database.ts', 'server/src/testing/database.ts'],
    [slice('sampling/add-swab.test.ts'), '../residents/testing.ts', slice('residents/testing.ts')],
    ['packages/pass/src/pass.ts', 'cborg', 'node_modules/cborg/index.js'],
    ['packages/pass/src/pass.test.ts', 'node:fs', 'packages/pass/src/pass.ts'],
    ['web/resident/code.tsx', '../shared/clock.ts', 'web/shared/clock.ts'],
    ['server/src/main.ts', './slices/audit/index.ts', slice('audit/index.ts')],
  ])('%s may import %s', async (from, specifier, target) => {
    expect(await rulesBrokenBy(from, specifier, target)).toEqual([])
  })
})
