/**
 * One small day of the city: everybody registers and declares, most are sampled, the laboratory reports, a second person releases, gates check all.
 * Every resident's answers are known beforehand; whatever comes out otherwise is a failure of the day. Measures on the way, judges no measure.
 */
import { decodeStatusIndex, statusIndexPath } from '@evergate/pass'
import type { City } from './city.ts'
import { monotonicMs, now, nowSeconds, sleep, waitFor } from './clock.ts'
import { type Expected, expectedOf, type Fate, fateOf } from './day-plan.ts'
import { type Gate, openGate } from './gate.ts'
import { bodyOf, call } from './http-call.ts'
import { inTurns } from './in-turns.ts'
import { type Phone, waitForPass } from './phone.ts'
import { qrVersionOf } from './qr-version.ts'
import { type ResultRow, release, uploadResults } from './staff-client.ts'

export interface DayReport {
  readonly counts: Readonly<Record<Fate | 'registered' | 'sampled' | 'checks', number>>
  /** From the answer to the release until a changed list can be fetched. */
  readonly releaseToListSeconds: number
  /** From the same moment until a gate that asks as often as a scanner does sees red. */
  readonly releaseToGateSeconds: number
  readonly gateCheckMs: { readonly median: number; readonly max: number }
  readonly qrVersionMax: number
  /** What came out otherwise than it must; empty after a good day. */
  readonly failures: readonly string[]
}

interface Resident {
  readonly phone: Phone
  readonly fate: Fate
  readonly expected: Expected
}

/** Scanners ask every 10 to 16 s (web/scanner/gate/refresh-loop.ts). */
const gateRoundMs = 13_000
const atOnce = 4

/** Plays the day in a fresh city. Throws where a step is refused that must not be. */
export async function playDay(city: City, residentsCount: number, say: (line: string) => void = () => {}): Promise<DayReport> {
  say(`${residentsCount} residents register and declare.`)
  const residents = await inTurns([...Array(residentsCount).keys()], atOnce, async (number): Promise<Resident> => {
    const [phone, fate] = [await city.newResident(), fateOf(number)]
    await phone.declare({ riskAreaStay: fate === 'risk_area' })
    return { phone, fate, expected: expectedOf[fate] }
  })
  say('The desk samples.')
  const rows = await sampleAll(city, residents)
  say('The laboratory reports, a second person releases.')
  const gate = await openGate(city.origin)
  const measured = await releaseAndFollow(city, gate, rows, residents)
  say('Everybody goes to a workplace and to a hospital.')
  return { ...(await checkAll(residents, gate, rows.length)), ...measured }
}

async function sampleAll(city: City, residents: readonly Resident[]): Promise<ResultRow[]> {
  const tested = residents.filter(({ fate }) => fate === 'negative' || fate === 'positive')
  return inTurns(tested, atOnce, async ({ phone, fate }, number) => {
    const [tubeCode, sampledAt] = [city.newTube(), new Date(nowSeconds() * 1000)]
    const subject = number % 2 === 0 ? { pass: await phone.present() } : { document: phone.person.document }
    bodyOf(await city.desk.register({ tubeCode, sampledAt, subject }), 'register a sample')
    return { tubeCode, outcome: fate === 'positive' ? 'positive' : 'negative', testedAt: now() }
  })
}

async function releaseAndFollow(city: City, gate: Gate, rows: readonly ResultRow[], residents: readonly Resident[]) {
  const red = residents.find(({ fate }) => fate === 'positive')!
  const batchId = await uploadResults(city.staff.laboratory, city.laboratoryId, rows)
  const before = await publishedVersions(city.origin)
  await gate.refresh()
  await release(city.staff.releaser, batchId)
  const releasedMs = monotonicMs()
  const secondsSince = (): number => (monotonicMs() - releasedMs) / 1000
  await waitFor('the lists to change', async () => ((await publishedVersions(city.origin)) > before ? true : undefined), 30_000)
  const releaseToListSeconds = secondsSince()
  while ((await gate.check(await red.phone.present())).colour !== 'red') {
    if (secondsSince() > 60) throw new Error('a minute after the release the gate still does not see red')
    await sleep(gateRoundMs)
    await gate.refresh()
  }
  return { releaseToListSeconds, releaseToGateSeconds: secondsSince() }
}

/** The versions of all live shards together, as anybody can fetch them: grows with every changed shard. */
async function publishedVersions(origin: string): Promise<number> {
  const answer = await call({ method: 'GET', url: `${origin}/public/${statusIndexPath('CN-6101')}` })
  bodyOf(answer, 'fetch the index')
  const index = decodeStatusIndex(answer.bytes)
  if (!index.ok) throw new Error(`the index cannot be read: ${index.reason}`)
  return index.value.lists.flatMap((list) => list.shards).reduce((sum, { version }) => sum + version, 0)
}

async function checkAll(residents: readonly Resident[], gate: Gate, sampled: number) {
  const failures: string[] = []
  const checksMs: number[] = []
  let qrVersionMax = 0
  for (const [number, { phone, fate, expected }] of residents.entries()) {
    const isSettled = (pass: { colour: string; lastNegativeAt: string | null }): boolean =>
      pass.colour === expected.colour && (pass.lastNegativeAt !== null) === (fate === 'negative')
    const settled = await waitForPass(phone, 'the pass to be right', isSettled, 10_000).catch(() => undefined)
    if (settled === undefined) failures.push(`resident ${number} (${fate}): the pass is ${phone.pass().colour}`)
    await gate.refresh()
    const text = await phone.present()
    qrVersionMax = Math.max(qrVersionMax, qrVersionOf(text))
    for (const venue of ['workplace', 'hospital'] as const) {
      const startedMs = monotonicMs()
      const { answer, reasons } = await gate.check(text, venue)
      checksMs.push(monotonicMs() - startedMs)
      if (answer !== expected[venue]) failures.push(`resident ${number} (${fate}) at a ${venue}: ${answer}, because ${reasons.join(', ')}`)
    }
  }
  const sorted = checksMs.toSorted((one, other) => one - other)
  const count = (fate: Fate): number => residents.filter((one) => one.fate === fate).length
  return {
    counts: {
      registered: residents.length,
      negative: count('negative'),
      positive: count('positive'),
      risk_area: count('risk_area'),
      untested: count('untested'),
      sampled,
      checks: checksMs.length,
    },
    gateCheckMs: { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 },
    qrVersionMax,
    failures,
  }
}
