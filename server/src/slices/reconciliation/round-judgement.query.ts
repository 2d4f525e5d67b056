/**
 * What a round's rows do not say by themselves: numbers mistaken at the laboratory, desks whose records are not here. Gives the moment that counting and
 * listing are done at, and the items that are no rows of their own.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import type { Round } from '../rounds/index.ts'
import { type Device, readDevices } from '../sampling/index.ts'
import { matchNumbers } from './near-numbers.ts'
import { type AbsentTube, type OddTube, readAbsentTubes, readOddTubes } from './odd-numbers.query.ts'
import { type DifferenceCode, type Moment, silentAfterMs } from './standing.ts'

/** One thing behind a difference. */
export interface Item {
  readonly code: DifferenceCode
  /** Where it is about one swab of a tube. */
  readonly sampleId?: string
  readonly tubeCode: string | null
  readonly siteId: string | null
  readonly deviceId: string | null
  readonly boxCode: string | null
  readonly laboratoryId: string | null
  readonly swabs: number
  readonly residentId: string | null
  readonly since: Date
  readonly suggestion: string | null
}

export interface Judgement extends Moment {
  readonly items: readonly Item[]
}

/** A laboratory may have a tube this long before its desk tells of it: a shift without network. */
const unsyncedHoursMax = 12

export async function judgeRound(ctx: Ctx, round: Round): Promise<Judgement> {
  const db = ctx.db.read
  const now = ctx.clock.now()
  const devices = await readDevices(db, null)
  const isSilent = ({ lastContactAt }: Device): boolean => lastContactAt === null || lastContactAt.getTime() < now.getTime() - silentAfterMs
  const isBehind = ({ missingRecords, queued }: Device): boolean => missingRecords > 0 || (queued ?? 0) > 0
  const odd = await readOddTubes(db)
  const absent = odd.length === 0 ? [] : await readAbsentTubes(db, now)
  const behind = devices.filter(isBehind)
  const numbers = judgeNumbers(round, { odd, absent, now, anyBehind: behind.length > 0 })
  const ofRound = await devicesOfRound(db, round, behind)
  return {
    now,
    silentDeviceIds: devices.filter(isSilent).map((device) => device.deviceId),
    explained: numbers.explained,
    items: [
      ...numbers.items,
      ...ofRound.map(
        (device): Item => ({
          ...nowhere,
          code: isSilent(device) ? 'device_silent' : 'not_synced',
          siteId: device.siteId,
          deviceId: device.deviceId,
          since: device.lastContactAt ?? round.startsAt,
        }),
      ),
    ],
  }
}

const nowhere = {
  tubeCode: null,
  siteId: null,
  deviceId: null,
  boxCode: null,
  laboratoryId: null,
  swabs: 0,
  residentId: null,
  suggestion: null,
} as const

interface Numbers {
  readonly odd: readonly OddTube[]
  readonly absent: readonly AbsentTube[]
  readonly now: Date
  readonly anyBehind: boolean
}

/** Which odd numbers are this round's, what they mean, and which tubes they explain. Matched over all rounds, so that each explains one tube of one round. */
function judgeNumbers(round: Round, { odd, absent, now, anyBehind }: Numbers): { items: Item[]; explained: string[] } {
  const matched = matchNumbers(
    odd.filter((number) => !number.ambiguous),
    absent,
  )
  const absentByCode = new Map(absent.map((tube) => [tube.tubeCode, tube]))
  const items: Item[] = []
  const explained: string[] = []
  for (const { tubeCode, boxCode, laboratoryId, since, ...number } of odd) {
    const meant = absentByCode.get(matched.get(tubeCode) ?? '')
    const roundId = meant?.roundId ?? number.roundId ?? number.boxRound ?? roundAt(round, since)
    if (roundId !== round.roundId) continue
    const { siteId, deviceId, swabs } = meant ?? number
    const item = { ...nowhere, tubeCode, laboratoryId, since, siteId, deviceId, swabs, boxCode: meant?.boxCode ?? boxCode }
    if (meant !== undefined) explained.push(meant.tubeCode)
    const young = since.getTime() > now.getTime() - unsyncedHoursMax * 3_600_000
    const awaited = meant === undefined && !number.known && number.boxToldOfRound === null && (anyBehind || young)
    items.push({ ...item, code: awaited ? 'not_synced' : 'tube_number_wrong', suggestion: meant?.tubeCode ?? null })
  }
  return { items, explained }
}

/** A number that no box leads anywhere belongs to the rounds that may have sent it. */
function roundAt(round: Round, since: Date): string | null {
  const until = round.endsAt.getTime() + round.graceHours * 3_600_000 + 3 * 86_400_000
  return since >= round.startsAt && since.getTime() <= until ? round.roundId : null
}

/** Those of these devices that filled a tube of the round, or stand at one of its sites and were heard since it began. */
async function devicesOfRound(db: Queryable, round: Round, devices: readonly Device[]): Promise<Device[]> {
  if (devices.length === 0) return []
  const sites = new Set(round.sites.map((site) => site.siteId))
  const { rows } = await sql<{ device_id: string }>`
    select device_id from unnest(${devices.map((device) => device.deviceId)}::uuid[]) as device_id
    where exists (select from reconciliation.tube_progress tube where tube.round_id = ${round.roundId} and tube.device_id = device_id.device_id)`.execute(
    db,
  )
  const filling = new Set(rows.map((row) => row.device_id))
  const stoodThere = ({ siteId, lastContactAt }: Device): boolean =>
    siteId !== null && sites.has(siteId) && lastContactAt !== null && lastContactAt >= round.startsAt
  return devices.filter((device) => filling.has(device.deviceId) || stoodThere(device))
}
