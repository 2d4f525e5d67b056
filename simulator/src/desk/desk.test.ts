// Goal: a desk loses no tap, whenever its process ends, and sends every record until it is answered, whatever the line does.
// Method: logs cut off at every byte; a desk against a little server in this process that forgets, refuses and answers twice, told over real HTTP.
// (A log that is written after sending, an answer taken for the wrong record, or a number given twice turns these red.)
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDevice } from '../device.ts'
import { seededChance } from '../seeded-chance.ts'
import { type DeskPlan, noMischief, openDesk } from './desk.ts'
import { openDeskLog } from './desk-log.ts'
import type { DeskRecord, Tap } from './desk-record.ts'
import { logHistory } from './log-history.ts'

const folder = mkdtempSync(join(tmpdir(), 'evergate-desk-'))
const siteId = '00000000-0000-4000-8000-000000000001'
let server: Server
let origin: string
/** Records by id, as the little server has them, and how it treats the next batches. */
const held = new Map<string, string>()
const moods: ('answer' | 'store_and_break' | 'break')[] = []
let bodiesUnsigned = 0
const queuedTold: number[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('error', () => {})
    request.on('end', () => {
      const bytes = Buffer.concat(parts)
      const proof = decodeJwt(String(request.headers.dpop))
      if (proof.bh !== createHash('sha256').update(bytes).digest('base64url')) bodiesUnsigned += 1
      const mood = moods.shift() ?? 'answer'
      if (mood === 'break') return void response.destroy()
      const { records, queued } = JSON.parse(bytes.toString()) as { records: DeskRecord[]; queued: number }
      queuedTold.push(queued)
      const answers = records.map((record) => {
        const text = JSON.stringify(record)
        const known = held.get(record.recordId)
        if (known === undefined) held.set(record.recordId, text)
        const answer = known === undefined ? 'stored' : known === text ? 'already' : 'refused'
        return { recordId: record.recordId, answer, code: null }
      })
      if (mood === 'store_and_break') return void response.destroy()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ serverTime: '', answers, received: { upTo: 0, highest: 0, gaps: [] }, conflictsOpen: 0 }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const swab = (at: number, tubeCode: string, person: string): Tap => ({
  at,
  said: { kind: 'add_swab', tubeCode, subject: { document: { kind: 'passport', number: person } }, movedFrom: null },
  personKey: person,
})
const taps: readonly Tap[] = [
  { at: 1_000, said: { kind: 'open_tube', tubeCode: 'TUBE-1', pool: 'ten', roundId: null } },
  swab(2_000, 'TUBE-1', 'AAAAA1'),
  swab(3_000, 'TUBE-1', 'AAAAA2'),
  { at: 4_000, said: { kind: 'remove_swab', tubeCode: 'TUBE-1', swabId: '' }, aboutTap: 1 },
  { ...swab(5_000, 'TUBE-1', 'AAAAA3'), reuses: { tap: 2, what: 'id' } },
  { ...swab(6_000, 'TUBE-1', 'AAAAA4'), reuses: { tap: 2, what: 'sequence' } },
  { at: 7_000, said: { kind: 'close_tube', tubeCode: 'TUBE-1', swabsCounted: null } },
]

async function plan(more: Partial<DeskPlan> = {}): Promise<DeskPlan> {
  const device = await createDevice(origin)
  return { deviceId: 'desk', siteId, kept: await device.keep(), taps, clockSkewMs: 0, ...more }
}

test('numbers go on without a gap, a removal names its swab, a reuse takes what it reuses', async () => {
  const path = join(folder, 'numbers.jsonl')
  const desk = await openDesk(origin, path, await plan({ clockSkewMs: 86_400_000 }))
  expect(desk.tap(100)).toBe(false)
  const records = openDeskLog(path).records.map(({ record }) => record)
  expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 3, 3, 5])
  expect(records[3]).toMatchObject({ swabId: records[1]!.recordId })
  expect(records[4]!.recordId).toBe(records[2]!.recordId)
  expect(records[0]!.at).toBe(new Date(86_401_000).toISOString())
  expect([...logHistory('desk', path, 86_400_000)][1]).toMatchObject({
    type: 'intended',
    at: 2_000,
    meant: { kind: 'add_swab', personKey: 'AAAAA1' },
  })
})

test('a log that ends anywhere is gone on with, and no tap is there twice', async () => {
  const path = join(folder, 'cut.jsonl')
  const whole = await plan()
  ;(await openDesk(origin, path, whole)).tap(100)
  const bytes = readFileSync(path)
  for (let length = 0; length <= bytes.length; length += 7) {
    writeFileSync(path, bytes.subarray(0, length))
    const desk = await openDesk(origin, path, whole)
    desk.tap(100)
    expect(openDeskLog(path).records.map(({ record }) => record.sequence)).toEqual([1, 2, 3, 4, 3, 3, 5])
  }
})

test('everything is sent until it is answered, through broken lines and repeated batches; a second use of an id is refused', async () => {
  const path = join(folder, 'send.jsonl')
  const desk = await openDesk(origin, path, await plan())
  desk.tap(100)
  moods.push('break', 'store_and_break', 'answer', 'store_and_break')
  const mischief = { chance: seededChance(7), percent: { ...noMischief, short: 100, reordered: 50, repeated: 50, half: 30 } }
  for (let turn = 0; turn < 60 && !desk.isDone(); turn++) await desk.sync(mischief).catch(() => undefined)
  expect(desk.isDone()).toBe(true)
  const records = openDeskLog(path).records
  expect(records.map(({ answer }) => answer === 'refused')).toEqual([false, false, false, false, true, false, false])
  expect(held.size).toBe(6)
  expect(bodiesUnsigned).toBe(0)
  expect(queuedTold.every((queued) => queued >= 0 && queued < taps.length)).toBe(true)
})
