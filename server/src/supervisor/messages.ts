/**
 * What the processes of one program tell each other, over the channel between a supervisor and its workers. No personal data but the one-time passwords of a
 * first start, on their way to the console.
 */
import type { Rung } from '../platform/admission/ladder.ts'
import type { LoopState } from '../platform/loops.ts'
import type { Figures } from '../platform/metrics.ts'
import type { Part } from '../roles.ts'
import type { NewAccount } from '../welcome.ts'

/** How a process is doing by its own readings alone. */
export interface Standing {
  readonly level: number
  readonly rung: Rung
}

/** Loop states with dates as text: JSON has none. */
export type TravellingLoop = Omit<LoopState, 'lastRunAt'> & { readonly lastRunAt: string | null }

/** From the supervisor to a worker. */
export type Order =
  | { readonly kind: 'start'; readonly part: Part; readonly databaseUrl: string | undefined; readonly isFirst: boolean }
  | { readonly kind: 'others'; readonly standing: Standing }
  | { readonly kind: 'loops'; readonly loops: readonly TravellingLoop[] }
  | { readonly kind: 'give-figures'; readonly question: number }
  | { readonly kind: 'all-figures'; readonly question: number; readonly text: string }
  | { readonly kind: 'stop' }

/** From a worker to the supervisor. */
export type Report =
  | { readonly kind: 'here' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'ready'; readonly url: string | undefined; readonly accounts: readonly NewAccount[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'loops'; readonly loops: readonly TravellingLoop[] }
  | { readonly kind: 'figures'; readonly question: number; readonly figures: Figures }
  | { readonly kind: 'want-figures'; readonly question: number }

/** The worst of several standings. */
export function worstOf(standings: readonly Standing[]): Standing {
  return {
    level: Math.max(0, ...standings.map(({ level }) => level)),
    rung: Math.max(0, ...standings.map(({ rung }) => rung)) as Rung,
  }
}
