/** What the journeys of mass testing share: the people of one street, the round planned by the first journey, and what a desk of its site wrote down. */
import { now } from '../../shared/clock.ts'
import { type RegisteredResident, registerResident } from './device-calls.ts'
import type { RealServer } from './real-server.ts'
import { openSamplingDesk, tubeRecords } from './sampling-desk.ts'
import { signInStaff } from './staff-calls.ts'

export const roundName = 'Journey round'
export const siteName = '小寨采样点'
export const streetCode = '610113001'
export const deskLabel = 'Journey desk'
export const poolTube = 'JRN-POOL-01'
export const secondTube = 'JRN-POOL-02'
export const boxCode = 'JRN-BOX-01'

export const people = [
  { name: '王小明', number: '11010519491231002X', phone: '13812345678' },
  { name: '李雷', number: '610102199001011231', phone: '13912345679' },
  { name: '韩梅梅', number: '610102199001011311', phone: '13912345680' },
] as const

const registered = new Map<string, RegisteredResident>()

/** Registers the people, once, as living in the street of the site. */
export async function settlePeople(server: RealServer): Promise<readonly RegisteredResident[]> {
  for (const person of people) {
    if (registered.has(person.number)) continue
    const resident = await registerResident(server, person)
    await resident.call('PUT', '/v1/me/residence', { streetCode })
    registered.set(person.number, resident)
  }
  return [...registered.values()]
}

export async function findRound(server: RealServer): Promise<string> {
  const commander = await signInStaff(server, 'commander')
  const { rounds } = (await commander.call('GET', '/v1/rounds')).body
  const round = rounds.find(({ name }: { name: string }) => name === roundName)
  if (round === undefined) throw new Error('the journey of rounds has not planned its round')
  return round.roundId
}

export async function findSite(server: RealServer): Promise<string> {
  const commander = await signInStaff(server, 'commander')
  const { sites } = (await commander.call('GET', '/v1/sites')).body
  return sites.find(({ name }: { name: string }) => name === siteName).siteId
}

export async function findLaboratory(server: RealServer): Promise<{ readonly laboratoryId: string; readonly name: string }> {
  const laboratory = await signInStaff(server, 'laboratory')
  return (await laboratory.call('GET', '/v1/laboratories')).body.laboratories[0]
}

/**
 * A morning at the desk with one of each that goes wrong: the first tube holds three people and two swabs, the first of them is in a second tube too,
 * two records never arrive, one makes no sense.
 */
export async function sampleMorning(server: RealServer): Promise<void> {
  await settlePeople(server)
  const roundId = await findRound(server)
  const desk = await openSamplingDesk(server, deskLabel, await findSite(server))
  const numbers = people.map(({ number }) => number)
  const at = new Date(now() - 60_000).toISOString()
  await desk.handIn([
    ...tubeRecords(poolTube, numbers, { roundId, swabsCounted: 2, boxCode }).map((record) => ({ ...record, at })),
    ...tubeRecords(secondTube, [numbers[0]!], { roundId, pool: 'single', swabsCounted: 1, boxCode }),
    { kind: 'close_box', boxCode, tubesCounted: 2 },
    { kind: 'hand_over', boxCode, courier: 'Old Zhang' },
    { kind: 'queue_seen', people: 45 },
  ])
  const nonsense = { kind: 'nonsense' } as never
  await desk.handIn([nonsense], 2)
}

/** A file of results for tubes, all of one outcome, as CSV. */
export function resultsCsv(tubeCodes: readonly string[], outcome: string): string {
  const testedAt = new Date(now()).toISOString()
  return `tube_code,outcome,tested_at\n${tubeCodes.map((tubeCode) => `${tubeCode},${outcome},${testedAt}`).join('\n')}\n`
}

/** Uploads results outside the page under test. Returns the batch. */
export async function uploadResults(server: RealServer, csv: string): Promise<string> {
  const laboratory = await signInStaff(server, 'laboratory')
  const { laboratoryId } = await findLaboratory(server)
  const response = await fetch(`${server.url}/v1/results/files?laboratoryId=${laboratoryId}&onBadRows=reject_all&dryRun=false`, {
    method: 'POST',
    headers: { cookie: laboratory.cookie, 'x-evergate-request': 'console', 'content-type': 'text/csv' },
    body: csv,
  })
  if (!response.ok) throw new Error(`results: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { batchId: string }).batchId
}
