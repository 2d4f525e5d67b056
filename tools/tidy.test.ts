// Goal: the tree keeps the house rules, and each rule still sees what it forbids.
// Method: every rule runs over every file of the tree; then over planted files, each with one violation beside something that only looks like one.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './steps/paths.mjs'
import { openings, passDocs, platformDocs } from './tidy/comments.ts'
import { longFiles, longFunctions } from './tidy/lengths.ts'
import { declaredNames, fileNames } from './tidy/names.ts'
import { deadLinks, machineTraces, unknownScripts } from './tidy/prose.ts'
import { foreignSchemas } from './tidy/slice-sql.ts'
import { type Rule, readTree, type Source } from './tidy/source.ts'
import { timeAndChance } from './tidy/time-and-chance.ts'

const tree = readTree(root)
const schemas = ['platform', ...readdirSync(join(root, 'server/src/slices'))]

describe('the tree keeps the house rules', () => {
  test('the whole tree is read', () => {
    for (const folder of [
      'packages/pass/src/',
      'server/src/platform/',
      'server/src/slices/',
      'server/migrations/',
      'web/resident/',
      'docs/',
    ]) {
      expect(tree.filter(({ path }) => path.startsWith(folder)).length, folder).toBeGreaterThan(0)
    }
  })

  const rules: Array<[string, Rule]> = [
    ['SQL names only the schema of its slice', foreignSchemas(schemas)],
    ['time and chance are inputs', timeAndChance],
    ['files are short', longFiles],
    ['functions are short', longFunctions],
    ['files are named for what they are for', fileNames],
    ['declarations are named for what they are for', declaredNames],
    ['files open with what they are for', openings],
    ['what the platform exports is documented', platformDocs],
    ['nothing names a machine or a registry', machineTraces],
    ['links lead somewhere', deadLinks(root)],
    ['documented commands exist', unknownScripts(tree)],
  ]
  test.each(rules)('%s', (_name, rule) => {
    expect(tree.flatMap(rule)).toEqual([])
  })
  test('what the pass library exports is documented', () => {
    expect(passDocs(tree)).toEqual([])
  })
})

describe('each rule sees what it forbids', () => {
  const planted = (path: string, text: string): Source => ({ path, text })
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `// ${index}`).join('\n')

  test('SQL that names another schema', () => {
    const rule = foreignSchemas(['platform', 'audit', 'sampling', 'results'])
    const inSlice = (text: string) => rule(planted('server/src/slices/results/read.query.ts', text))
    expect(inSlice('sql`select 1 from sampling.tube`')).toHaveLength(1)
    expect(inSlice('sql<Row>`select * from results.file join "sampling"."tube" on true`')).toHaveLength(1)
    expect(inSlice("db.selectFrom('sampling.tube as t')")).toHaveLength(1)
    expect(inSlice("db.selectFrom(['results.file', 'sampling.tube'])")).toHaveLength(1)
    expect(inSlice("db.selectFrom('results.file').leftJoin('sampling.tube', 'a', 'b')")).toHaveLength(1)
    expect(inSlice("client.query('delete from audit.entry')")).toHaveLength(1)
    expect(inSlice("consume('sampling.tube_sealed'); db.selectFrom('results.file'); sql`update results.file set a = 1`")).toEqual([])
    expect(rule(planted('server/migrations/0008_results.sql', 'create table results.a (b int references sampling.tube);'))).toHaveLength(1)
    expect(rule(planted('server/migrations/0008_results.sql', '-- unlike sampling.tube\ncreate table results.a (b int);'))).toEqual([])
    expect(rule(planted('server/src/platform/outbox/relay.ts', 'sql`select 1 from audit.entry`'))).toHaveLength(1)
  })

  test.each([
    ['Date.now()', 'const now = Date.now()'],
    ['Date.now as a value', 'const clock = Date.now'],
    ['new Date()', 'const now = new Date()'],
    ['Math.random()', 'const dice = Math.random()'],
    ['a bare timer', 'setTimeout(work, 5)'],
    ['a bare timer by its global', 'globalThis.setInterval(work, 5)'],
  ])('%s outside the clock', (_name, text) => {
    expect(timeAndChance(planted('server/src/slices/audit/record.ts', text))).toHaveLength(1)
    expect(timeAndChance(planted('packages/pass/src/pass.ts', text))).toHaveLength(1)
    expect(timeAndChance(planted('server/src/platform/clock/clock.ts', text))).toEqual([])
  })

  test('time that was handed in is fine', () => {
    const text = 'const at = new Date(now); clock.setTimeout(work); type Timer = ReturnType<typeof setTimeout>'
    expect(timeAndChance(planted('server/src/slices/audit/record.ts', text))).toEqual([])
  })

  test('files past their limit', () => {
    expect(longFiles(planted('server/src/a.ts', lines(401)))).toHaveLength(1)
    expect(longFiles(planted('server/src/a.ts', lines(400)))).toEqual([])
    expect(longFiles(planted('server/src/a.test.ts', lines(601)))).toHaveLength(1)
    expect(longFiles(planted('server/src/slices/audit/index.ts', lines(21)))).toHaveLength(1)
    expect(longFiles(planted('server/src/platform/db/generated.ts', lines(900)))).toEqual([])
  })

  test('functions past their limit', () => {
    const body = (count: number) => `{\n${lines(count)}\n}`
    expect(longFunctions(planted('a.ts', `function long() ${body(59)}`))).toHaveLength(1)
    expect(longFunctions(planted('a.ts', `const long = () => ${body(59)}`))).toHaveLength(1)
    expect(longFunctions(planted('a.ts', `function short() ${body(58)}`))).toEqual([])
    expect(longFunctions(planted('a.test.ts', `describe('chapter', () => ${body(300)})`))).toEqual([])
  })

  test('names that say nothing', () => {
    expect(fileNames(planted('web/shared/utils.ts', ''))).toHaveLength(1)
    expect(fileNames(planted('server/src/helpers/date.ts', ''))).toHaveLength(1)
    expect(fileNames(planted('server/src/addSwab.ts', ''))).toHaveLength(1)
    expect(fileNames(planted('server/src/slices/sampling/add-swab.command.test.ts', ''))).toEqual([])
    expect(declaredNames(planted('a.ts', 'export class TubeManager {}'))).toHaveLength(1)
    expect(declaredNames(planted('a.ts', 'const dateUtils = 1'))).toHaveLength(1)
    expect(declaredNames(planted('a.ts', 'interface ITube {}'))).toHaveLength(1)
    expect(declaredNames(planted('a.ts', 'interface Identity {}; type Id = string; const uncommonly = 1'))).toEqual([])
  })

  test('files without an opening', () => {
    expect(openings(planted('a.ts', "import 'b'"))).toHaveLength(1)
    expect(openings(planted('a.sql', 'create table a ();'))).toHaveLength(1)
    expect(openings(planted('a.mjs', '#!/usr/bin/env node\n// What it is for.'))).toEqual([])
  })

  test('exports without a doc comment', () => {
    const inPlatform = (text: string) => platformDocs(planted('server/src/platform/ids/ids.ts', text))
    expect(inPlatform('export function newId() {}')).toHaveLength(1)
    expect(inPlatform('export const idBytes = 16')).toHaveLength(1)
    expect(inPlatform('// not a doc comment\nexport type Id = string')).toHaveLength(1)
    expect(inPlatform('/** A new id. */\nexport function newId() {}\nfunction inner() {}')).toEqual([])
    const door = planted('packages/pass/src/index.ts', "export { verify } from './verify.ts'\nexport * from './time.ts'")
    const verify = planted('packages/pass/src/verify.ts', 'export function verify() {}\nexport function inner() {}')
    const time = planted('packages/pass/src/time.ts', 'export type Seconds = number\nexport const slotSeconds = 30')
    expect(passDocs([door, verify, time])).toHaveLength(2)
  })

  test('traces of a machine', () => {
    expect(machineTraces(planted('a.md', `see ${['', 'root', 'notes'].join('/')}`))).toHaveLength(1)
    expect(machineTraces(planted('a.ts', `const path = '${['', 'home', 'li', 'clone'].join('/')}'`))).toHaveLength(1)
    expect(machineTraces(planted('a.md', `https://${['registry', 'npmjs', 'org'].join('.')}`))).toHaveLength(1)
    expect(machineTraces(planted('a.md', 'keys/root/current.json and ./work/tree'))).toEqual([])
  })

  test('links and commands that lead nowhere', () => {
    expect(
      deadLinks(root)(planted('docs/a.md', '[gone](gone.md) [net](https://example.org) [here](#here) [readme](../README.md) `[code](x)`')),
    ).toHaveLength(1)
    const rule = unknownScripts([planted('package.json', '{ "scripts": { "start": "", "check": "" } }')])
    expect(rule(planted('README.md', 'npm start, npm run check, npm run fly, npm test'))).toHaveLength(2)
  })
})
