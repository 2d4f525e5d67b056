/**
 * Laboratory work for tests: samples taken, files handed in, batches released. Must not be used outside tests.
 */
import type { TestAnswer } from '../../testing/test-phone.ts'
import { createTestStaff, type TestStaff } from '../../testing/test-staff.ts'
import { createTestCity, type TestCity } from '../sampling/testing.ts'
import { transportSlice } from '../transport/index.ts'
import { type ResultsDeps, resultsSlice } from './index.ts'

export interface TestLaboratory extends TestCity {
  readonly laboratory: TestStaff
  readonly releaser: TestStaff
  /** Takes a sample of this resident an hour ago and returns its tube code. */
  sample(residentId: string, agoMs?: number): Promise<string>
  /** A line of a file: the tube tested now. */
  line(tubeCode: string, outcome?: string, testedAt?: string): string
  upload(lines: readonly string[] | string | Buffer, query?: Record<string, string>, by?: TestStaff): Promise<TestAnswer>
  /** Hands in a file of any form. */
  uploadAs(contentType: string, content: Buffer, query?: Record<string, string>): Promise<TestAnswer>
  release(batchId: string, by?: TestStaff, confirmed?: readonly { code: string; reason: string }[]): Promise<TestAnswer>
}

export const header = 'tube_code,outcome,tested_at'
const hourMs = 3_600_000

/** A city with a laboratory; the results slice may be put together otherwise. */
export async function createTestLaboratory(deps: ResultsDeps = {}): Promise<TestLaboratory> {
  const city = await createTestCity([transportSlice(), resultsSlice(deps)])
  const { app, ground, siteIds, laboratoryIds } = city
  const sampler = await createTestStaff(app, ground, ['sampler'])
  const laboratory = await createTestStaff(app, ground, ['laboratory'])
  const releaser = await createTestStaff(app, ground, ['releaser'])
  const parametersOf = (query: Record<string, string>) =>
    new URLSearchParams({ laboratoryId: laboratoryIds[0]!, onBadRows: 'keep_good', dryRun: 'false', ...query })
  let tubes = 0
  return {
    ...city,
    laboratory,
    releaser,
    sample: async (residentId, agoMs = hourMs) => {
      tubes += 1
      const tubeCode = `T${String(tubes).padStart(6, '0')}`
      const sampledAt = new Date(ground.clock.now().getTime() - agoMs).toISOString()
      const body = { sampleId: ground.ids.uuid(), tubeCode, siteId: siteIds[0], sampledAt, subject: { pass: `pass of ${residentId}` } }
      const answer = await sampler.call('POST', '/v1/samples', body)
      if (answer.status !== 200) throw new Error(`no sample: ${JSON.stringify(answer.body)}`)
      return tubeCode
    },
    line: (tubeCode, outcome = 'negative', testedAt = ground.clock.now().toISOString()) => `${tubeCode},${outcome},${testedAt}`,
    upload: async (lines, query = {}, by) => {
      const parameters = parametersOf(query)
      const body = Array.isArray(lines) ? [header, ...lines].join('\n') : (lines as string)
      const sender = by ?? (await createTestStaff(app, ground, ['laboratory'])) // one account may only hand in so many a minute
      return sender.call('POST', `/v1/results/files?${parameters}`, body, { 'content-type': 'text/csv; charset=utf-8' })
    },
    uploadAs: async (contentType, content, query = {}) => {
      const sender = await createTestStaff(app, ground, ['laboratory'])
      return sender.call('POST', `/v1/results/files?${parametersOf(query)}`, content, { 'content-type': contentType })
    },
    release: (batchId, by = releaser, confirmed) =>
      by.call('POST', `/v1/results/batches/${batchId}/release`, confirmed === undefined ? undefined : { confirmed }),
  }
}
