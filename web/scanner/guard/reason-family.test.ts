// Goal: whatever the pass library refuses a code with, the guard reads words and not a code.
// Method: every reason found in the library's gate check and readers, held against the words. (Deleting `reason.stale` from en.ts turns this red.)
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CheckStage } from '@evergate/pass'
import { expect, test } from 'vitest'
import { en } from '../words/en.ts'
import { zhCn } from '../words/zh-cn.ts'
import { familyOf } from './reason-family.ts'

const STAGES: readonly CheckStage[] = ['structure', 'issuer', 'signature', 'time', 'device', 'status', 'policy']
const library = fileURLToPath(new URL('../../../packages/pass/src', import.meta.url))

function reasonsOfLibrary(): string[] {
  const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(gate|pass|policy|cose|crypto)\/.*\.ts$/.test(file),
  )
  const found = files.flatMap((file) => [
    ...readFileSync(`${library}/${file}`, 'utf8').matchAll(/(?:refuse\(|reason: )'([a-z_0-9]+\.[a-z_]+)'/g),
  ])
  return [...new Set(found.map((match) => match[1] ?? ''))]
}

test('every reason of the library has words, in every stage and both languages', () => {
  const reasons = reasonsOfLibrary()
  expect(reasons.length).toBeGreaterThan(25)
  for (const code of reasons) {
    for (const stage of STAGES) {
      const key = `reason.${familyOf(stage, code)}`
      expect(en, `${code} at ${stage}`).toHaveProperty([key])
      expect(zhCn, `${code} at ${stage}`).toHaveProperty([key])
    }
  }
})

test.each([
  ['structure', 'text.not_evergate', 'not_a_pass'],
  ['structure', 'base45.invalid', 'damaged'],
  ['device', 'presentation.stale', 'stale'],
  ['device', 'presentation.proof_invalid', 'not_genuine'],
  ['status', 'status.cancelled', 'cancelled'],
  ['status', 'status.too_old', 'files_too_old'],
  ['policy', 'test_too_old', 'test_too_old'],
] as const)('at %s, %s is said as %s', (stage, code, family) => {
  expect(familyOf(stage, code)).toBe(family)
})
