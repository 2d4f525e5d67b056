/**
 * Passes for a phone: today's and tomorrow's, for its owner and everybody it carries. Nothing is stored; the same pass can be made again.
 */
import { type Colour, epochAt, epochEnd, epochStart, issuePass, type PublicKey, type Signer } from '@evergate/pass'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { type Status, type StatusColumn, showStatus, statusColumn } from '../decisions/index.ts'
import { type NameColumn, nameColumn, nameHintOf, residentOf } from '../residents/index.ts'
import { followPhones } from './holders.command.ts'
import type { PassesOptions } from './passes-options.ts'
import { calendarOf, placeOf, seconds } from './region.ts'
import { readSigner } from './signing-keys.command.ts'

export interface IssuedPass {
  readonly residentId: string
  readonly nameHint: string
  /** What the person is to the phone's owner. */
  readonly relation: 'self' | 'child' | 'elder' | 'other'
  readonly epoch: number
  readonly validFrom: string
  readonly validUntil: string
  /** The COSE bytes, base64url. */
  readonly pass: string
  readonly colour: Colour
  readonly lastNegativeAt: string | null
}

export interface IssuedPasses {
  readonly region: string
  readonly passes: IssuedPass[]
  readonly statuses: Status[]
  readonly nextContactAt: string
  readonly serverTime: string
}

const minuteMs = 60_000
/** When a phone should come again by itself: sooner while something is open, spread so that phones do not come in step. */
const contactAfterMs = { undecided: 3_000, watched: 20 * minuteMs, calm: 120 * minuteMs }

/** Everything a phone needs to show codes for two days without asking anybody. */
export async function issuePasses(ctx: Ctx, options: PassesOptions): Promise<Result<IssuedPasses, never>> {
  const { residentId, deviceId, deviceKey, members } = residentOf(ctx.actor)
  const residentIds = [residentId, ...members.map((one) => one.residentId)]
  const now = ctx.clock.now()
  const signer = await readSigner(ctx.db.read, ctx, 'phone', now)
  if (signer === undefined) throw new Unavailable('no phone key signs yet')
  const subjects = await readOwnSubjects(ctx, deviceId, residentIds)
  const statuses: Status[] = []
  const passes: IssuedPass[] = []
  for (const subject of subjects) {
    if (subject.status === null) continue // registered a moment ago and not decided yet
    const status = await showStatus(ctx.db.read, subject.residentId, subject.status)
    statuses.push(status)
    if (subject.serial === null || subject.name === null) continue
    // From the status beside it, not from what the lists have followed so far: a phone must not show a test that its pass does not carry.
    const lastNegativeAt = status.lastNegativeAt === null ? null : new Date(status.lastNegativeAt)
    const facts = {
      residentId: subject.residentId,
      deviceKey,
      colour: status.colour,
      lastNegativeAt,
      nameHint: nameHintOf(ctx.vault, subject.name),
      relation: members.find((one) => one.residentId === subject.residentId)?.relation ?? ('self' as const),
    }
    passes.push(...(await issueFor(subject.serial, facts, options, signer, now)))
  }
  return accept({
    region: options.region.iss,
    passes,
    statuses,
    nextContactAt: nextContact(
      ctx,
      passes.length < 2 * residentIds.length ? 'undecided' : passes.some((one) => one.colour !== 'green') ? 'watched' : 'calm',
    ),
    serverTime: now.toISOString(),
  })
}

/** Somebody whose code this phone carries, as read for their passes. */
interface Subject {
  readonly residentId: string
  /** Of this phone as their holder. */
  readonly serial: number | null
  readonly name: NameColumn | null
  readonly status: StatusColumn | null
}

/** Everybody this phone carries; holders are made here where an event has not made them yet. */
async function readOwnSubjects(ctx: Ctx, deviceId: string, residentIds: readonly string[]): Promise<Subject[]> {
  const known = await readSubjects(ctx, deviceId, residentIds)
  const missing = known.filter((one) => one.serial === null)
  if (missing.length === 0) return known
  for (const { residentId } of missing) await ctx.db.transaction((tx) => followPhones(tx, ctx, residentId))
  return readSubjects(ctx, deviceId, residentIds)
}

/**
 * In one statement, of columns that each slice writes over its own tables: a phone is answered with two round trips in all, and round trips are dear.
 * Ids stand in it one by one: of an array PostgreSQL believes that a plan for its present length is worth making each time.
 */
async function readSubjects(ctx: Ctx, deviceId: string, residentIds: readonly string[]): Promise<Subject[]> {
  const residentId = sql.ref('asked.resident_id')
  const { rows } = await sql<Subject>`
    select asked.resident_id as "residentId", ${nameColumn(residentId)} as name, ${statusColumn(residentId)} as status,
      (select serial from passes.holder
        where holder.resident_id = ${residentId} and holder_id = ${deviceId} and cancelled_at is null) as serial
    from (values ${sql.join(residentIds.map((id) => sql`(${id}::uuid)`))}) as asked (resident_id)`.execute(ctx.db.read)
  return rows
}

type PassFacts = Pick<IssuedPass, 'residentId' | 'colour' | 'nameHint' | 'relation'> & {
  readonly lastNegativeAt: Date | null
  /** Of the phone that asks: the one key it can show these passes with. */
  readonly deviceKey: PublicKey
}

async function issueFor(
  serial: number,
  facts: PassFacts,
  { region, permutationOf }: PassesOptions,
  signer: Signer,
  now: Date,
): Promise<IssuedPass[]> {
  const calendar = calendarOf(region, 'phone')
  const { family, number } = placeOf('phone', serial, region.capacity)
  const today = epochAt(calendar, seconds(now))
  const issued: IssuedPass[] = []
  for (const epoch of [today, today + 1]) {
    const bytes = await issuePass(
      {
        iss: region.iss,
        issuedAt: seconds(now),
        expiresAt: epochEnd(calendar, epoch),
        family,
        epoch,
        index: permutationOf(family, epoch).indexOf(number),
        colour: facts.colour,
        lastNegativeAt: facts.lastNegativeAt === null ? null : Math.min(seconds(facts.lastNegativeAt), seconds(now)),
        displayHint: facts.nameHint,
        deviceKey: facts.deviceKey,
      },
      signer,
    )
    if (!bytes.ok) throw new Error(`pass: ${bytes.reason}`)
    issued.push({
      residentId: facts.residentId,
      nameHint: facts.nameHint,
      relation: facts.relation,
      epoch,
      validFrom: new Date(Math.max(epochStart(calendar, epoch), seconds(now)) * 1000).toISOString(),
      validUntil: new Date(epochEnd(calendar, epoch) * 1000).toISOString(),
      pass: Buffer.from(bytes.value).toString('base64url'),
      colour: facts.colour,
      lastNegativeAt: facts.lastNegativeAt?.toISOString() ?? null,
    })
  }
  return issued
}

function nextContact(ctx: Ctx, mood: keyof typeof contactAfterMs): string {
  const spread = Number.parseInt(ctx.requestId.slice(-4), 16) / 0x1_0000
  return new Date(ctx.clock.now().getTime() + contactAfterMs[mood] * (1 + spread)).toISOString()
}
