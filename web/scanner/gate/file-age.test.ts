// Goal: the strip at the gate says of the files what the gate check will say of an answer.
// Method: ages on both sides of both limits. (Comparing with >= instead of > turns a row red.)
import type { FileAge, GateFilesAge } from '@evergate/pass'
import { expect, test } from 'vitest'
import { policies } from '../../../packages/pass/src/testing/demo-region.ts'
import { policyViewOf, viewFiles } from './file-age.ts'

const aged = (ageSeconds: number, expired = false): FileAge => ({ version: 1, issuedAt: 1_000_000 - ageSeconds, ageSeconds, expired })
const filesOf = (statusIndex: FileAge | null, more: Partial<GateFilesAge> = {}): GateFilesAge => ({
  trustList: aged(9999),
  keyList: aged(9999),
  policies: aged(9999),
  statusShard: null,
  statusIndex,
  ...more,
})
const limits = { softAgeSeconds: 600, hardAgeSeconds: 86_400, venueTypes: [] }

test.each([
  [0, 'fresh'],
  [600, 'fresh'],
  [601, 'aged'],
  [86_400, 'aged'],
  [86_401, 'too_old'],
])('at %i s the files are %s', (ageSeconds, level) => {
  expect(viewFiles(filesOf(aged(ageSeconds)), limits)).toEqual({ level, ageSeconds, colouredAt: 1_000_000 - ageSeconds })
})

test('a file that was never received is missing, one that ran out too old', () => {
  expect(viewFiles(filesOf(null), limits).level).toBe('missing')
  expect(viewFiles(filesOf(aged(1), { policies: null }), limits).level).toBe('missing')
  expect(viewFiles(filesOf(aged(1)), null).level).toBe('missing')
  expect(viewFiles(filesOf(aged(1), { keyList: aged(1, true) }), limits).level).toBe('too_old')
})

test('limits and kinds of place are read from the signed policies', async () => {
  const view = policyViewOf(await policies())
  expect(view).toMatchObject({ softAgeSeconds: 600, hardAgeSeconds: 86_400 })
  expect(view?.venueTypes).toContain('hospital')
  expect(policyViewOf(new Uint8Array([1, 2, 3]))).toBeNull()
})
