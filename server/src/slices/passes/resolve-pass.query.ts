/**
 * From a shown pass back to the resident: for a sampling desk, which must know whom it samples. Only the issuer can do this, because the way from a
 * place in a list to a serial number needs the epoch's key.
 */
import { type Reason, readPresentation, verifyPass, verifyPresentation } from '@evergate/pass'
import type { Ctx } from '../../platform/context.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'
import { importNodeVerifier } from './node-signer.ts'
import type { PassesOptions } from './passes-options.ts'
import { kindOfFamily, seconds, serialOf } from './region.ts'
import { readKeys } from './signing-keys.command.ts'

export interface PassRefusal {
  readonly code: 'passes.not_accepted'
  readonly reason: Reason
}

/** The resident whose pass this text presents at this moment: signature, times, the phone's proof and the holder are all checked. */
export async function resolvePass(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  text: string,
  { region, permutationOf }: PassesOptions,
  shownAt = ctx.clock.now(),
): Promise<Result<string, PassRefusal>> {
  const no = (reason: string) => refuse({ code: 'passes.not_accepted' as const, reason: reason as Reason })
  const read = readPresentation(text)
  if (!read.ok) return no(read.reason)
  const { claims, kid, bytes, kind } = read.value.pass
  if (claims.iss !== region.iss) return no('issuer.unknown_region')
  const key = (await readKeys(ctx.db.read, shownAt)).find((one) => Buffer.compare(one.keyId, kid) === 0 && one.role === kind)
  if (key === undefined) return no('issuer.unknown_key')
  const issuer = await importNodeVerifier(new Uint8Array(key.publicKey))
  if (!issuer.ok) return no(issuer.reason)
  const verified = await verifyPass(bytes, issuer.value)
  if (!verified.ok) return no(verified.reason)
  const now = seconds(shownAt)
  if (claims.expiresAt <= now) return no('pass.expired')
  const proven = await verifyPresentation(read.value, { now }, importNodeVerifier)
  if (!proven.ok) return no(proven.reason)
  if (kindOfFamily(claims.family) !== kind || claims.index >= region.capacity) return no('pass.wrong_family')
  const serial = serialOf(claims.family, permutationOf(claims.family, claims.epoch).serialOf(claims.index), region.capacity)
  const holder = await ctx.db.read
    .selectFrom('passes.holder')
    .select('resident_id')
    .where('kind', '=', kind)
    .where('serial', '=', String(serial))
    .where('cancelled_at', 'is', null)
    .executeTakeFirst()
  return holder === undefined ? no('status.cancelled') : accept(holder.resident_id)
}
