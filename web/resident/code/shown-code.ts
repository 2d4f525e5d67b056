/** What the code page shows about one person, computed from what is stored and the time. Pure: no clock, no storage, no words. */
import { canBeShown } from '@evergate/pass/contact'
import type { Sign } from '../../shared/colour.ts'
import { type HeldPass, type Member, type Passes, type Status, validityOf } from '../state/wire.ts'

const hourMs = 3_600_000

export interface ShownCode {
  /** The pass to present: the one valid now, else the one that ends last; null when there is none at all. */
  readonly pass: HeldPass | null
  readonly isValid: boolean
  /** From the status, else from the pass: never computed here. */
  readonly sign: Sign
  readonly status: Status | null
  readonly lastNegativeAt: string | null
  /** The stored status says that its answer could have changed by now. */
  readonly mayHaveChanged: boolean
}

export interface Person {
  readonly residentId: string
  readonly nameHint: string
  readonly relation: string
}

/** Everybody whose code this phone holds, the phone's own resident (`me`) first. Who is what to whom is known once the household was read; until then `other`. */
export function peopleIn(passes: Passes, me: { readonly residentId: string; readonly members: readonly Member[] }): readonly Person[] {
  const people = new Map<string, Person>()
  for (const { residentId, nameHint } of passes.passes) {
    const member = me.members.find((one) => one.residentId === residentId)
    people.set(residentId, { residentId, nameHint, relation: residentId === me.residentId ? 'self' : (member?.relation ?? 'other') })
  }
  return [...people.values()].sort((one, other) => Number(other.relation === 'self') - Number(one.relation === 'self'))
}

export function chooseShownCode(passes: Passes, residentId: string, nowMs: number): ShownCode {
  const own = passes.passes
    .filter((pass) => pass.residentId === residentId)
    .sort((one, other) => Date.parse(one.validUntil) - Date.parse(other.validUntil))
  const valid = own.find((pass) => canBeShown(validityOf(pass), nowMs))
  const pass = valid ?? own.at(-1) ?? null
  const status = passes.statuses.find((candidate) => candidate.residentId === residentId) ?? null
  return {
    pass,
    isValid: valid !== undefined,
    sign: status?.colour ?? pass?.colour ?? 'unknown',
    status,
    lastNegativeAt: status === null ? (pass?.lastNegativeAt ?? null) : status.lastNegativeAt,
    mayHaveChanged: status?.changesAt != null && Date.parse(status.changesAt) <= nowMs,
  }
}

/** Test age as gates speak of it, in whole hours since *sampling*: under 24, 48, 72, older, or none. */
export type TestAge = { readonly under: 24 | 48 | 72 } | 'older' | 'none'

export function testAgeAt(lastNegativeAt: string | null, nowMs: number): TestAge {
  if (lastNegativeAt === null) return 'none'
  const hours = (nowMs - Date.parse(lastNegativeAt)) / hourMs
  for (const under of [24, 48, 72] as const) if (hours < under) return { under }
  return 'older'
}
