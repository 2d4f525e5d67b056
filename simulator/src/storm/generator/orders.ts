/**
 * What the storm's conductor and the generator's process say to each other.
 */
import type { Kind, Profile } from '../kinds.ts'
import type { Behaviour } from './behaviour.ts'
import type { Said } from './blow.ts'
import type { CastFiles } from './cast.ts'
import type { Ceiling } from './ceiling.ts'
import type { Latency } from './histogram.ts'
import type { OfflineChecks } from './offline-gates.ts'
import type { Curves, Stretch, StretchSum } from './weigh.ts'

export interface Load {
  readonly port: number
  /** Kinds that go to another server than the one on `port`. */
  readonly portOf?: Partial<Readonly<Record<Kind, number>>>
  readonly profile: Profile
  readonly seconds: number
  readonly behaviour: Behaviour
  readonly seed: number
  readonly stretches: readonly Stretch[]
  readonly stepMs: number
}

export interface LoadReport {
  readonly stretches: readonly StretchSum[]
  readonly curves: Curves
  readonly said: readonly Said[]
  readonly offline: OfflineChecks
  readonly generator: GeneratorState
}

export interface GeneratorState {
  /** How late attempts were sent. */
  readonly lag: Latency
  /** Of one core. */
  readonly processorShare: number
  /** Whether it fell behind its schedule: then the load says little about the server. */
  readonly behind: boolean
}

export type Order =
  | { readonly order: 'open'; readonly files: CastFiles; readonly port: number }
  | { readonly order: 'ceiling'; readonly port: number }
  | { readonly order: 'blow'; readonly load: Load }

export type Told =
  | { readonly told: 'opened' }
  | { readonly told: 'ceiling'; readonly ceiling: Ceiling }
  | { readonly told: 'began' }
  | { readonly told: 'report'; readonly report: LoadReport }
  | { readonly told: 'fault'; readonly message: string }
