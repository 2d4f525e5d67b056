/**
 * Goal: docs/spec/sync.md tells the truth. Method: its example batch is sent as it stands by a device of that site, at that time; the answer must be the one on the page.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { createTestScanner } from '../../testing/test-staff.ts'
import { readTubes } from './index.ts'
import { recordsContentType } from './sync.schema.ts'
import { createTestCity } from './testing.ts'

const page = new URL('../../../../docs/spec/sync.md', import.meta.url)

test('the example', async () => {
  const text = await readFile(page, 'utf8')
  const [batch, answer] = ['batch', 'answer'].map((name) => text.split(`\`\`\`json ${name}\n`)[1]!.split('\n```')[0]!) as [string, string]
  const city = await createTestCity()
  city.ground.clock.set(JSON.parse(answer).serverTime)
  const { records } = JSON.parse(batch)
  const device = await createTestScanner(city.app, city.ground, ['sampler'], { siteId: records[0].siteId })
  const send = async () => {
    const dpop = await device.proof('POST', '/v1/sync/records', { bh: createHash('sha256').update(batch).digest('base64url') })
    const headers = { 'content-type': recordsContentType, authorization: `DPoP ${device.accessToken}`, dpop }
    return (await city.app.inject({ method: 'POST', url: '/v1/sync/records', headers, payload: batch })).json()
  }
  expect(await send()).toEqual(JSON.parse(answer))
  await city.applyRecords()
  expect(await readTubes(city.ground.db.read, [records[0].tubeCode])).toMatchObject([{ kind: 'household', swabs: 2, swabsCounted: 2 }])
  const again = await send()
  expect(again.answers.map((one: { answer: string }) => one.answer)).toEqual(['already', 'already', 'already', 'already', 'refused'])
  expect({ ...again, answers: [] }).toEqual({ ...JSON.parse(answer), answers: [] })
})
