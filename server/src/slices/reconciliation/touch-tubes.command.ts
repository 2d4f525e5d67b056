/**
 * Asks for tubes to be folded again, in portions; the one consumer that writes rows does it when it comes to them.
 */
import type { Tx } from '../../platform/db/database.ts'
import { emitAll } from '../../platform/outbox/emit.ts'
import { touchedAtOnceMax } from './events.ts'

export async function touchTubes(tx: Tx, tubeCodes: readonly string[]): Promise<void> {
  await emitAll(
    tx,
    'reconciliation.tubes_touched',
    portionsOf(tubeCodes).map((portion) => ({ tubeCodes: portion })),
  )
}

/** Each tube once, in portions that one event may name. */
export function portionsOf(tubeCodes: readonly string[]): string[][] {
  const each = [...new Set(tubeCodes)]
  return Array.from({ length: Math.ceil(each.length / touchedAtOnceMax) }, (_, at) =>
    each.slice(at * touchedAtOnceMax, (at + 1) * touchedAtOnceMax),
  )
}
