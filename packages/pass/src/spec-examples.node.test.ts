// Goal: the worked examples of docs/spec are true, and the specification and the code name the same reasons and limits.
// Method: every example block names its vector and is compared with it; reasons are gathered from the source and looked up in gate-check.md.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const SPEC = resolve(import.meta.dirname, '../../../docs/spec')
const VECTORS = resolve(import.meta.dirname, '../vectors')
const OWN_PAGES = [
  'pass.md',
  'presentation.md',
  'status-list.md',
  'trust.md',
  'venue-policy.md',
  'gate-check.md',
  'permutation.md',
  'sync.md',
]

interface Example {
  readonly page: string
  readonly form: string
  readonly vector: string
  readonly path: string
  readonly body: string
}

const examples: Example[] = OWN_PAGES.flatMap((page) =>
  [...readFileSync(join(SPEC, page), 'utf8').matchAll(/^```(hex|text) (\S+\.json) (\S+)\n([\s\S]*?)^```$/gm)].map(
    ([, form, vector, path, body]) => ({
      page,
      form: form ?? '',
      vector: vector ?? '',
      path: path ?? '',
      body: body ?? '',
    }),
  ),
)

test('there are examples of every signed structure', () => {
  expect(examples.map((each) => `${each.vector} ${each.path}`).sort()).toEqual([
    'pass.json 0.pass',
    'permutation.json epochKey',
    'presentation.json phone.0.signedBytes',
    'presentation.json phone.0.text',
    'signed-files.json keyList',
    'signed-files.json statusIndex.file',
    'signed-files.json statusShards.0.file',
    'signed-files.json trustList',
  ])
})

test.each(examples)('$page: $vector $path', ({ form, vector, path, body }) => {
  const file: unknown = JSON.parse(readFileSync(join(VECTORS, vector), 'utf8'))
  const value = path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], file)
  expect(form === 'text' ? body.trimEnd() : body.replaceAll(/#.*$/gm, '').replaceAll(/\s/g, '')).toBe(value)
})

test('every page of ours exists and is linked from the contents', () => {
  const contents = readFileSync(join(SPEC, 'README.md'), 'utf8')
  for (const page of OWN_PAGES) expect(contents).toContain(`(${page})`)
})

describe('reasons', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('rules') && !path.startsWith('testing'))
    .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
  // Reasons of reading are refuse('…'); those of deciding stand as `reason: '…'` or are added to the list.
  const pattern = /(?:refuse\(|reason: |reasons\.push\(|\? )'([a-z_]+\.[a-z_0-9]+)'/g
  const reasons = [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, reason]) => reason ?? '')))].sort()
  const pages = OWN_PAGES.map((page) => readFileSync(join(SPEC, page), 'utf8')).join('\n')
  // Only issuers meet these; and the resident number is no part of the gate check.
  const isOutside = (reason: string) =>
    reason.startsWith('resident_id.') || reason === 'policies.rule_invalid' || reason === 'path.malformed'

  test('are found in the source at all', () => expect(reasons.length).toBeGreaterThan(50))

  test.each(reasons.filter((reason) => !isOutside(reason)))('%s is specified', (reason) => {
    const family = `\`${reason.split('.')[0]}.*\``
    expect(pages.includes(`\`${reason}\``) || pages.includes(family)).toBe(true)
  })
})
