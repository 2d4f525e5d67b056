/**
 * From a shown pass back to the resident: for a sampling desk, which must know whom it samples. Only the issuer can do this, because the way from a
 * place in a list to a serial number needs the epoch's key.
 */
import { type Reason, readPresentation, type Verifier, verifyPass, verifyPresentation } from '@evergate/pass'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/context.ts'
import type { Queryable } from '../../platform/db/database.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { importNodeVerifier } from './node-signer.ts'
import type { PassesOptions } from './passes-options.ts'
import { kindOfFamily, seconds, serialOf } from './region.ts'
import { readKeys, type SigningKey } from './signing-keys.command.ts'

export interface PassRefusal {
  readonly code: 'passes.not_accepted'
  readonly reason: Reason
}

/** A text that was shown, and when. */
export interface Shown {
  readonly text: string
  readonly shownAt: Date
}

type Holder = { readonly paper: boolean; readonly serial: number; readonly shownAt: Date }

/** Signatures are verified beside the event loop, so many at once; in between others have their turn. */
const passesAtOnce = 16

/** The resident whose pass this text presents at this moment: signature, times, the phone's proof and the holder are all checked. */
export async function resolvePass(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  text: string,
  options: PassesOptions,
  shownAt = ctx.clock.now(),
): Promise<Result<string, PassRefusal>> {
  return (await resolvePasses(ctx, [{ text, shownAt }], options))[0]!
}

/** The same for many, in their order, with two queries in all. A pass that was cancelled since it was shown held at that moment. */
export async function resolvePasses(
  ctx: Pick<Ctx, 'db'>,
  shown: readonly Shown[],
  options: PassesOptions,
): Promise<Result<string, PassRefusal>[]> {
  if (shown.length === 0) return []
  const earliest = new Date(Math.min(...shown.map(({ shownAt }) => shownAt.getTime())))
  const issuers = createIssuers(await readKeys(ctx.db.read, earliest))
  const read: Result<Holder, PassRefusal>[] = []
  for (let at = 0; at < shown.length; at += passesAtOnce) {
    const part = shown.slice(at, at + passesAtOnce)
    read.push(...(await Promise.all(part.map((one) => readHolder(one, issuers, options)))))
  }
  const residents = await readResidents(
    ctx.db.read,
    read.flatMap((one) => (one.ok ? [one.value] : [])),
  )
  return read.map((one) => {
    if (!one.ok) return one
    const residentId = residents.get(keyOf(one.value))
    return residentId === undefined ? no('status.cancelled') : accept(residentId)
  })
}

function no(reason: string): Result<never, PassRefusal> {
  return refuse({ code: 'passes.not_accepted', reason: reason as Reason })
}

type Issuers = (kid: Uint8Array, role: 'phone' | 'paper', at: Date) => Promise<Result<Verifier, PassRefusal>>

/** Each key is read in once, however many passes it signed. */
function createIssuers(keys: readonly SigningKey[]): Issuers {
  const verifiers = new Map<SigningKey, ReturnType<typeof importNodeVerifier>>()
  return async (kid, role, at) => {
    const key = keys.find((one) => Buffer.compare(one.keyId, kid) === 0 && one.role === role && one.acceptedUntil > at)
    if (key === undefined) return no('issuer.unknown_key')
    const known = verifiers.get(key) ?? importNodeVerifier(new Uint8Array(key.publicKey))
    verifiers.set(key, known)
    const verifier = await known
    return verifier.ok ? accept(verifier.value) : no(verifier.reason)
  }
}

async function readHolder(
  { text, shownAt }: Shown,
  issuers: Issuers,
  { region, permutationOf }: PassesOptions,
): Promise<Result<Holder, PassRefusal>> {
  const read = readPresentation(text)
  if (!read.ok) return no(read.reason)
  const { claims, kid, bytes, kind } = read.value.pass
  if (claims.iss !== region.iss) return no('issuer.unknown_region')
  const issuer = await issuers(kid, kind, shownAt)
  if (!issuer.ok) return issuer
  const verified = await verifyPass(bytes, issuer.value)
  if (!verified.ok) return no(verified.reason)
  const now = seconds(shownAt)
  if (claims.expiresAt <= now) return no('pass.expired')
  const proven = await verifyPresentation(read.value, { now }, importNodeVerifier)
  if (!proven.ok) return no(proven.reason)
  if (kindOfFamily(claims.family) !== kind || claims.index >= region.capacity) return no('pass.wrong_family')
  const serial = serialOf(claims.family, permutationOf(claims.family, claims.epoch).serialOf(claims.index), region.capacity)
  return accept({ paper: kind === 'paper', serial, shownAt })
}

function keyOf({ paper, serial, shownAt }: Holder): string {
  return `${paper} ${serial} ${shownAt.getTime()}`
}

async function readResidents(db: Queryable, holders: readonly Holder[]): Promise<ReadonlyMap<string, string>> {
  if (holders.length === 0) return new Map()
  const { rows } = await sql<Holder & { resident_id: string }>`
    select asked.paper, asked.serial, asked.shown_at as "shownAt", holder.resident_id
    from unnest(${holders.map(({ paper }) => paper)}::boolean[], ${holders.map(({ serial }) => serial)}::int[], ${holders.map(({ shownAt }) => shownAt)}::timestamptz[])
      as asked (paper, serial, shown_at)
    join passes.holder on holder.paper = asked.paper and holder.serial = asked.serial and (cancelled_at is null or cancelled_at > asked.shown_at)`.execute(
    db,
  )
  return new Map(rows.map((row) => [keyOf(row), row.resident_id]))
}
