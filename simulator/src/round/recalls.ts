/**
 * What follows a positive pool: every member is asked for, sampled alone, and the single result settles it. One of each pool is positive indeed.
 */
import { join } from 'node:path'
import type { City } from '../city.ts'
import { now, waitFor } from '../clock.ts'
import { noMischief, openDesk } from '../desk/desk.ts'
import type { Tap } from '../desk/desk-record.ts'
import { bodyOf } from '../http-call.ts'
import type { KnownDesk } from '../loaded-city.ts'
import { seededChance } from '../seeded-chance.ts'
import type { ResultRow } from '../staff-client.ts'
import { type Laboratory, reportRows } from './laboratory.ts'
import type { PlannedRound } from './planned-round.ts'
import { pages } from './read-round.ts'
import { sendAll } from './send-desks.ts'

interface Recall {
  readonly residentId: string
  readonly tubeCode: string
}

const withinMs = 600_000
const minuteMs = 60_000

/** Plays all recalls to their end. Tells of people who should have been asked for and were not, and of those who were for nothing. */
export async function playRecalls(city: City, desk: KnownDesk, round: PlannedRound, laboratory: Laboratory, folder: string) {
  const members = round.tubes
    .filter(({ outcome }) => outcome === 'positive')
    .flatMap(({ tubeCode, swabs }) =>
      swabs.flatMap(({ person }, at) => (person === null ? [] : [{ person, tubeCode, isPositive: at === 0 }])),
    )
  const open = () => pages<Recall>(city.staff.commander, '/v1/recalls?state=open', 'recalls')
  const wanted = members
    .map(({ person, tubeCode }) => `${person.residentId} ${tubeCode}`)
    .toSorted()
    .join()
  const asked = async () =>
    (await open())
      .map((one) => `${one.residentId} ${one.tubeCode}`)
      .toSorted()
      .join() === wanted
      ? true
      : undefined
  const failures: string[] = []
  await waitFor('everybody to be asked for', asked, withinMs, 1_000).catch(async () =>
    failures.push(`${(await open()).length} people are asked for, not exactly the ${members.length} of positive tubes`),
  )
  const singles = members.map((member, at) => ({ ...member, single: `62${String(at + 1).padStart(10, '0')}` }))
  await sampleSingles(city, desk, singles, folder)
  const testedAt = new Date(Math.floor(now().getTime() / 1_000) * 1_000)
  await enterSingles(laboratory, singles)
  await reportRows(
    laboratory,
    singles.map(({ single, isPositive }): ResultRow => ({ tubeCode: single, outcome: isPositive ? 'positive' : 'negative', testedAt })),
  )
  await waitFor('all recalls to be settled', async () => ((await open()).length === 0 ? true : undefined), withinMs, 1_000).catch(
    async () => failures.push(`${(await open()).length} recalls are still open`),
  )
  return { count: members.length, failures }
}

interface Single {
  readonly single: string
  readonly person: NonNullable<PlannedRound['tubes'][number]['swabs'][number]['person']>
}

/** Outside the round: a second tube within it would be somebody else's code. */
async function sampleSingles(
  city: City,
  { deviceId, siteId, privateKey, accessToken }: KnownDesk,
  singles: readonly Single[],
  folder: string,
) {
  const startMs = now().getTime() - 10 * minuteMs
  const taps = singles.flatMap(({ single: tubeCode, person }, at): Tap[] => [
    { at: startMs + at * 300, said: { kind: 'open_tube', tubeCode, pool: 'single', roundId: null } },
    { at: startMs + at * 300 + 100, said: { kind: 'add_swab', tubeCode, subject: { document: person.document }, movedFrom: null } },
    { at: startMs + at * 300 + 200, said: { kind: 'close_tube', tubeCode, swabsCounted: 1 } },
  ])
  const plan = { deviceId, siteId, kept: { privateKey, accessToken }, taps, clockSkewMs: 0 }
  await sendAll(await openDesk(city.origin, join(folder, 'recall-desk.jsonl'), plan), { chance: seededChance(1), percent: noMischief })
}

async function enterSingles({ technician, laboratoryId }: Laboratory, singles: readonly Single[]): Promise<void> {
  const receivedAt = new Date(now().getTime() - 5 * minuteMs).toISOString()
  const tubes = singles.map(({ single }) => ({ tubeCode: single, swabsCounted: null, receivedAt }))
  bodyOf(await technician.call('POST', '/v1/transport/accessions', { laboratoryId, boxCode: null, tubes }), 'enter single tubes')
}
