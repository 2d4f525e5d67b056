/**
 * The ladder's eyes: one small question to the database again and again, which is heartbeat and news of a person's order in one; and how late the decisions are.
 * Every process has its own, over its own connections, so that a full pool is not taken for a silent database. Decides nothing.
 */
import { type Clock, sleep } from '../clock.ts'
import type { Rung } from './ladder.ts'

/** What the watch knows without asking; see LadderReadings. */
export interface Vitals {
  readonly databaseSilentMs: number
  readonly behindSeconds: number
}

/** A person's order, for as long as it lasts. */
export interface RungOrder {
  readonly rung: Rung
  readonly until: Date
}

/** What is watched, and who is told. */
export interface LadderWatchOptions {
  readonly clock: Clock
  /** The order in force, read from the database; throws where that does not answer. */
  readOrder(): Promise<RungOrder | undefined>
  /** Age of the oldest event that nobody has handled, seconds. */
  readLateness(): Promise<number>
  /** Told the rung a person has ordered, or null: at every change, and when the time is up. */
  tell(override: Rung | null): void
}

/** The running watch. */
export interface LadderWatch {
  vitals(): Vitals
  /** An order was given or taken back in this process: it counts from now on, before the next look. */
  hear(order: RungOrder | undefined): void
  stop(): Promise<void>
}

const lookEveryMs = 250
const latenessEveryLooks = 20
/** A question that nobody answered: the connection may be dead rather than the database asleep, so it is asked anew. */
const answerWithinMs = 10_000

/** Starts watching. */
export function startLadderWatch(options: LadderWatchOptions): LadderWatch {
  const stopper = new AbortController()
  const seen = { silentMs: 0, behindSeconds: 0, order: undefined as RungOrder | undefined }
  const heartbeat = askRepeatedly(stopper.signal, options, seen)
  const ticking = tickRepeatedly(stopper.signal, options, seen, heartbeat.isWaiting)
  return {
    vitals: () => ({ databaseSilentMs: seen.silentMs, behindSeconds: seen.behindSeconds }),
    hear: (order) => {
      seen.order = order
      options.tell(orderedRung(options.clock, seen.order))
    },
    stop: async () => {
      stopper.abort()
      await Promise.all([heartbeat.ended, ticking])
    },
  }
}

interface Seen {
  silentMs: number
  behindSeconds: number
  order: RungOrder | undefined
}

function askRepeatedly(signal: AbortSignal, options: LadderWatchOptions, seen: Seen): { isWaiting(): boolean; ended: Promise<void> } {
  let waiting = false
  const askOnce = async (): Promise<void> => {
    waiting = true
    seen.order = await inTime(options.readOrder(), signal)
    waiting = false
    seen.silentMs = 0
  }
  const forever = async (): Promise<void> => {
    for (let looks = 0; !signal.aborted; looks++) {
      await askOnce().catch(() => undefined) // silence is what the ticks count
      if (!waiting && looks % latenessEveryLooks === 0) seen.behindSeconds = await inTime(options.readLateness(), signal).catch(() => 0)
      await sleep(lookEveryMs, signal)
    }
  }
  return { isWaiting: () => waiting, ended: forever() }
}

/** Counts silence by ticks, not by the clock: a process that stood still itself has not listened. */
async function tickRepeatedly(signal: AbortSignal, options: LadderWatchOptions, seen: Seen, isWaiting: () => boolean): Promise<void> {
  let told: Rung | null = null
  while (!signal.aborted) {
    await sleep(lookEveryMs, signal)
    if (isWaiting()) seen.silentMs += lookEveryMs
    const ordered = orderedRung(options.clock, seen.order)
    if (ordered !== told) options.tell(ordered)
    told = ordered
  }
}

function orderedRung(clock: Clock, order: RungOrder | undefined): Rung | null {
  return order !== undefined && order.until > clock.now() ? order.rung : null
}

async function inTime<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const late = new AbortController()
  const tooLate = sleep(answerWithinMs, AbortSignal.any([late.signal, signal])).then(() => {
    throw new Error('no answer')
  })
  tooLate.catch(() => undefined)
  try {
    return await Promise.race([answer, tooLate])
  } finally {
    late.abort()
    answer.catch(() => undefined)
  }
}
