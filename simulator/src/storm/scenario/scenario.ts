/**
 * What a scenario is: a morning of the record as demand over time, what is done to the servers meanwhile, and what must hold. Data; playing it is in
 * play-storm.ts. Every moment is a part of the storm from 0 to 1, so that the same storm can be played in half a minute or in ten; every rate is a multiple of
 * measured capacity.
 */
import type { Bar } from '../bar.ts'
import type { LoadReport } from '../generator/orders.ts'
import type { Kind } from '../kinds.ts'

/** Where the demand stands at a moment; straight lines in between. */
export type Demand = Partial<Readonly<Record<Kind, readonly (readonly [part: number, timesCapacity: number])[]>>>

/** A figure of the record that the scenario rests on. */
export interface Source {
  readonly figure: string
  readonly meaning: string
  /** How it became a number of this scenario. */
  readonly here: string
}

/** What the documents tell, beside the moment of the storm that stands for it. */
export interface Event {
  readonly at: number
  readonly clock: string
  readonly what: string
}

/** What is done to the servers. `thaw` ends `freeze`, `sms-lives` ends `sms-dies`; `restart` kills all servers and starts them again. */
export type Act = 'freeze' | 'thaw' | 'restart' | 'sms-dies' | 'sms-lives' | 'kill-control' | 'kill-decision'

export interface Deed {
  readonly at: number
  readonly act: Act
  readonly what: string
}

/** Servers beside the first, on the same data: which kinds of intents go there, with which roles. */
export interface SecondServer {
  readonly name: string
  readonly kinds: readonly Kind[]
  readonly roles?: string
}

export interface Played {
  readonly report: LoadReport
  readonly capacityPerSecond: number
  readonly seconds: number
  /** Milliseconds of the storm at which each deed was done. */
  readonly deeds: readonly (Deed & { readonly atMs: number })[]
}

export interface Scenario {
  readonly name: string
  readonly title: string
  /** What happened then, in two sentences. */
  readonly happened: string
  /** What is played here. */
  readonly here: string
  readonly sources: readonly Source[]
  readonly timeline: readonly Event[]
  /** Length when nobody says otherwise. */
  readonly seconds: number
  readonly demand: Demand
  /** Beside it, the same at any capacity: intents a second. */
  readonly perSecond?: Partial<Readonly<Record<Kind, number>>>
  readonly deeds?: readonly Deed[]
  /** Roles of the first server, where they are split. */
  readonly roles?: string
  readonly secondServers?: readonly SecondServer[]
  /** Parts of the storm that are weighed apart; `all` always is. */
  readonly stretches: Readonly<Record<string, readonly [from: number, to: number]>>
  bars(played: Played): readonly Bar[]
  /** The part at which the trigger is over: protections off must not have recovered 60 s later. Absent: no overload, so nothing to collapse. */
  readonly triggerEnds?: number
}
