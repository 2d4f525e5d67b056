/**
 * Rounds for tests of reconciliation, through the real slices: desks write logs, a laboratory receives and reports, somebody releases, consumers run.
 * Must not be used outside tests.
 */
import type { DeskRecord, Pool, Subject } from '@evergate/pass/sampling'
import type { TestAnswer } from '../../../testing/test-phone.ts'
import { consumeAll } from '../../../testing/test-server.ts'
import { createTestStaff, type TestStaff } from '../../../testing/test-staff.ts'
import { decisionsSlice, publishExampleRuleSets } from '../../decisions/index.ts'
import { resultsSlice } from '../../results/index.ts'
import { roundsSlice } from '../../rounds/index.ts'
import { createTestRound } from '../../rounds/testing.ts'
import { createTestCity, createTestDesk, type TestCity, type TestDesk } from '../../sampling/testing.ts'
import { transportSlice } from '../../transport/index.ts'
import { reconciliationSlice } from '../index.ts'

export interface FilledTube {
  readonly tubeCode: string
  readonly records: readonly DeskRecord[]
}

export interface RoundCity extends TestCity {
  readonly people: readonly string[]
  /** A new round days after the one before, so that nothing of that one is still on its way. */
  nextRound(): Promise<RoundUnderTest>
  /** Applies what desks sent and lets everybody hear of everything. */
  settle(): Promise<void>
}

export interface RoundUnderTest {
  readonly roundId: string
  /** Somebody with this role, signed in just now: sessions end while a test lets hours pass. */
  as(role: string): Promise<TestStaff>
  /** A tube filled with these people (by number) or subjects, a minute each; closed unless told. */
  fill(
    desk: TestDesk,
    who: readonly (number | Subject)[],
    change?: { counted?: number | null; open?: boolean; tubeCode?: string; pool?: Pool },
  ): FilledTube
  /** The tubes put into one box, the box closed and handed over. */
  pack(desk: TestDesk, tubes: readonly FilledTube[]): { readonly boxCode: string; readonly records: readonly DeskRecord[] }
  desk(site?: number): Promise<TestDesk>
  receiveBox(boxCode: string): Promise<TestAnswer>
  receive(tubeCodes: readonly string[], change?: { boxCode?: string | null; counted?: number; laboratory?: number }): Promise<TestAnswer>
  /** Reports these tubes; returns the batch. */
  report(tubeCodes: readonly string[], outcome?: string): Promise<TestAnswer>
  release(batchId: string): Promise<void>
  /** Receives, reports and releases. */
  finish(boxCode: string, tubeCodes: readonly string[]): Promise<void>
  read(by?: string, cursor?: string): Promise<TestAnswer['body']>
  /** Differences as `code: swabs` (in tubes where there are no swabs). */
  differences(): Promise<Record<string, number>>
  list(code: string, query?: string): Promise<TestAnswer['body']>
}

const minuteMs = 60_000
const peopleMax = 12
let numbers = 0

export async function createRoundCity(): Promise<RoundCity> {
  const slices = [roundsSlice(), transportSlice(), resultsSlice(), decisionsSlice({ utcOffsetHours: 8 }), reconciliationSlice()]
  const city = await createTestCity(slices)
  await publishExampleRuleSets(city.ground)
  const people: string[] = []
  for (let n = 1; n <= peopleMax; n++) people.push((await city.register(n)).residentId)
  const settle = async (): Promise<void> => {
    await city.applyRecords()
    await consumeAll(city.ground, slices)
  }
  const nextRound = async (): Promise<RoundUnderTest> => {
    city.ground.clock.advance(9 * 24 * 60 * minuteMs)
    return createRound(city, people, settle)
  }
  return { ...city, people, nextRound, settle }
}

async function createRound(city: TestCity, people: readonly string[], settle: () => Promise<void>): Promise<RoundUnderTest> {
  const { app, ground } = city
  const roundId = await createTestRound(ground, city.siteIds.slice(0, 2))
  const as = (role: string): Promise<TestStaff> => createTestStaff(app, ground, [role])
  const atLaboratory = laboratoryWork(city, as)
  return {
    roundId,
    as,
    ...deskWork(city, people, roundId),
    ...atLaboratory,
    ...reading(city, roundId, as),
    finish: async (boxCode, tubeCodes) => {
      ground.clock.advance(minuteMs)
      await atLaboratory.receiveBox(boxCode)
      await atLaboratory.receive(tubeCodes, { boxCode })
      ground.clock.advance(minuteMs)
      await atLaboratory.release((await atLaboratory.report(tubeCodes)).body.batchId)
      await settle()
    },
  }
}

const number = (letters: string): string => `${letters}${String(++numbers).padStart(7, '0')}`

function deskWork(city: TestCity, people: readonly string[], roundId: string): Pick<RoundUnderTest, 'desk' | 'fill' | 'pack'> {
  const { ground } = city
  return {
    desk: (site = 0) => createTestDesk(city, site),
    fill: (desk, who, { counted = null, open = false, tubeCode = number('T'), pool = 'ten' } = {}) => {
      const records = [desk.write('open_tube', { tubeCode, pool, roundId })]
      for (const one of who) {
        ground.clock.advance(minuteMs)
        const subject = typeof one === 'number' ? { pass: `EG1:pass of ${people[one]}` } : one
        records.push(desk.write('add_swab', { tubeCode, subject, movedFrom: null }))
      }
      if (!open) records.push(desk.write('close_tube', { tubeCode, swabsCounted: counted }))
      return { tubeCode, records }
    },
    pack: (desk, tubes) => {
      const boxCode = number('BOX')
      ground.clock.advance(minuteMs)
      const boxed = tubes.map(({ tubeCode }) => desk.write('box_tube', { boxCode, tubeCode }))
      const closed = desk.write('close_box', { boxCode, tubesCounted: tubes.length })
      return { boxCode, records: [...boxed, closed, desk.write('hand_over', { boxCode, courier: '李师傅' })] }
    },
  }
}

type As = RoundUnderTest['as']

function laboratoryWork(
  { ground, laboratoryIds }: TestCity,
  as: As,
): Pick<RoundUnderTest, 'receiveBox' | 'receive' | 'report' | 'release'> {
  const now = (): string => ground.clock.now().toISOString()
  return {
    receiveBox: async (boxCode) =>
      (await as('laboratory')).call('POST', '/v1/transport/receipts', { boxCode, laboratoryId: laboratoryIds[0], receivedAt: now() }),
    receive: async (tubeCodes, { boxCode = null, counted = null as never, laboratory: n = 0 } = {}) =>
      (await as('laboratory')).call('POST', '/v1/transport/accessions', {
        laboratoryId: laboratoryIds[n],
        boxCode,
        tubes: tubeCodes.map((tubeCode) => ({ tubeCode, swabsCounted: counted, receivedAt: now() })),
      }),
    report: async (tubeCodes, outcome = 'negative') => {
      const body = ['tube_code,outcome,tested_at', ...tubeCodes.map((tubeCode) => `${tubeCode},${outcome},${now()}`)].join('\n')
      const query = new URLSearchParams({ laboratoryId: laboratoryIds[0]!, onBadRows: 'keep_good', dryRun: 'false' })
      return (await as('laboratory')).call('POST', `/v1/results/files?${query}`, body, { 'content-type': 'text/csv; charset=utf-8' })
    },
    release: async (batchId) => {
      const releaser = await as('releaser')
      const batch = await releaser.call('GET', `/v1/results/batches/${batchId}`)
      const anomalies: { code: string }[] = batch.body.batch.anomalies ?? []
      const confirmed = anomalies.map(({ code }) => ({ code, reason: 'looked at' }))
      const answer = await releaser.call('POST', `/v1/results/batches/${batchId}/release`, { confirmed })
      if (answer.status !== 204) throw new Error(`not released: ${JSON.stringify(answer.body)}`)
    },
  }
}

function reading({ ground }: TestCity, roundId: string, as: As): Pick<RoundUnderTest, 'read' | 'differences' | 'list'> {
  const path = `/v1/reconciliation/${roundId}`
  const read: RoundUnderTest['read'] = async (by = 'round', cursor) => {
    ground.clock.advance(minuteMs) // past what is kept of the answer before
    const answer = await (await as('commander')).call('GET', `${path}?by=${by}${cursor === undefined ? '' : `&cursor=${cursor}`}`)
    if (answer.status !== 200) throw new Error(`not read: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  return {
    read,
    differences: async () => {
      const { differences } = await read()
      const counted = differences as { code: string; count: number; tubes: number }[]
      return Object.fromEntries(counted.map(({ code, count, tubes }) => [code, count === 0 ? tubes : count]))
    },
    list: async (code, query = '') => (await (await as('commander')).call('GET', `${path}/differences?code=${code}${query}`)).body,
  }
}
