/**
 * A round's reconciliation as the commander's console reads it.
 */
import { bodyOf } from '../http-call.ts'
import type { Staff } from '../staff-client.ts'

export interface Steps {
  readonly registered: number | null
  readonly inTube: number
  readonly boxed: number
  readonly received: number
  readonly tested: number
  readonly released: number
  readonly onCode: number
}

export interface Reconciliation {
  readonly rows: readonly ({ readonly key: string; readonly name: string } & Steps)[]
  readonly tubes: Steps
  readonly differences: readonly { readonly code: string; readonly count: number; readonly tubes: number }[]
  readonly delays: readonly {
    readonly hop: string
    readonly p50: number | null
    readonly p90: number | null
    readonly p99: number | null
    readonly n: number
  }[]
  readonly reconciled: boolean
}

export interface DifferenceItem {
  readonly tubeCode: string | null
  readonly swabs: number
  readonly residents: readonly { readonly residentId: string }[]
  readonly suggestion: string | null
}

/** How the whole round stands. */
export async function readReconciliation(commander: Staff, roundId: string): Promise<Reconciliation> {
  return bodyOf(await commander.call('GET', `/v1/reconciliation/${roundId}?by=round`), 'read the reconciliation')
}

/** Everything behind one difference, page by page. */
export async function listItems(commander: Staff, roundId: string, code: string): Promise<DifferenceItem[]> {
  const path = `/v1/reconciliation/${roundId}/differences?code=${code}`
  return pages(commander, path, 'items')
}

/** All pages of a list that goes on by `cursor`. */
export async function pages<T>(staff: Staff, path: string, field: string): Promise<T[]> {
  const all: T[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: string = cursor === '' ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
    const page = bodyOf(await staff.call('GET', next), `read ${path}`)
    all.push(...page[field])
    cursor = page.nextCursor
  }
  return all
}
