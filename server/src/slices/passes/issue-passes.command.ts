/**
 * Passes for a phone: today's and tomorrow's, for its owner and everybody it carries. Nothing is stored; the same pass can be made again.
 */
import { type Colour, epochAt, epochEnd, epochStart, issuePass, type PublicKey, type Signer } from '@evergate/pass'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result } from '../../platform/result.ts'
import { Unavailable } from '../../platform/unavailable.ts'
import { readStatuses, type Status } from '../decisions/index.ts'
import { readResidentCards, residentOf } from '../residents/index.ts'
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
  const holders = await readOwnHolders(ctx, deviceId, residentIds)
  const [cards, statuses] = await Promise.all([
    readResidentCards(ctx.db.read, ctx.vault, residentIds),
    readStatuses(ctx.db.read, residentIds),
  ])
  const passes: IssuedPass[] = []
  for (const holder of holders) {
    const status = statuses.find((one) => one.residentId === holder.resident_id)
    const card = cards.find((one) => one.residentId === holder.resident_id)
    if (status === undefined || card === undefined) continue // registered a moment ago and not decided yet
    // From the status beside it, not from what the lists have followed so far: a phone must not show a test that its pass does not carry.
    const lastNegativeAt = status.lastNegativeAt === null ? null : new Date(status.lastNegativeAt)
    const facts = {
      residentId: holder.resident_id,
      deviceKey,
      colour: status.colour,
      lastNegativeAt,
      nameHint: card.nameHint,
      relation: members.find((one) => one.residentId === holder.resident_id)?.relation ?? ('self' as const),
    }
    passes.push(...(await issueFor(holder.serial, facts, options, signer, now)))
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

interface HolderRow {
  readonly resident_id: string
  readonly serial: number
}

/** The holders of this phone, made here where an event has not made them yet. */
async function readOwnHolders(ctx: Ctx, deviceId: string, residentIds: readonly string[]): Promise<HolderRow[]> {
  const read = () =>
    ctx.db.read
      .selectFrom('passes.holder')
      .select(['resident_id', 'serial'])
      .where('resident_id', 'in', residentIds)
      .where('holder_id', '=', deviceId)
      .where('cancelled_at', 'is', null)
      .execute()
  const known = await read()
  const missing = residentIds.filter((id) => !known.some((row) => row.resident_id === id))
  if (missing.length === 0) return known
  for (const id of missing) await ctx.db.transaction((tx) => followPhones(tx, ctx, id))
  return read()
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
