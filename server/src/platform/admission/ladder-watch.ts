/**
 * The running ladder of one process: looks every quarter of a second and tells admission which rung is in force. Its eyes are the admission cursor, one small
 * question to the database again and again (heartbeat and news of a person's order in one), and how late the decisions are. What follows from what is seen
 * is ladder.ts's to say.
 */
import { after, type Clock, monotonicMs, sleep } from '../clock.ts'
import type { Admission } from './admission.ts'
import { bottom, type Ladder, type Rung, rungInForce, stepLadder } from './ladder.ts'

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
export interface LadderOptions {
  readonly clock: Clock
  readonly admission: Pick<Admission, 'tell'> & { state(): { readonly ownLevel: number } }
  /** The order in force, read from the database over connections of its own: a full pool is no silent database. Throws where it does not answer. */
  readOrder(): Promise<RungOrder | undefined>
  /** Age of the oldest event that nobody has handled, seconds. */
  readLateness(): Promise<number>
}

/** The running ladder. */
export interface RunningLadder {
  vitals(): Vitals
  /** Where this process's own readings put it; what other processes are told. */
  ownRung(): Rung
  /** Where the readings of all processes put it, whatever a person has ordered. */
  figuresRung(): Rung
  /** The highest own rung of the server's other processes. */
  hearOthers(rung: Rung): void
  /** An order was given or taken back in this process: it counts from now on, before the next look. */
  hear(order: RungOrder | undefined): void
  stop(): Promise<void>
}

const lookEveryMs = 250
const latenessEveryLooks = 20
/** A question that nobody answered: the connection may be dead rather than the database asleep, so it is asked anew. */
const answerWithinMs = 10_000

interface Seen {
  ladder: Ladder
  others: Rung
  silentMs: number
  behindSeconds: number
  order: RungOrder | undefined
}

/** Starts looking. */
export function startLadder(options: LadderOptions): RunningLadder {
  const stopper = new AbortController()
  const seen: Seen = { ladder: bottom, others: 0, silentMs: 0, behindSeconds: 0, order: undefined }
  const tell = (): void =>
    options.admission.tell({ rung: rungInForce(seen.ladder.rung, seen.others, null), override: orderedRung(options.clock, seen.order) })
  const heartbeat = askRepeatedly(stopper.signal, options, seen)
  const looking = lookRepeatedly(stopper.signal, options, seen, heartbeat.isWaiting, tell)
  return {
    vitals: () => ({ databaseSilentMs: seen.silentMs, behindSeconds: seen.behindSeconds }),
    ownRung: () => seen.ladder.rung,
    figuresRung: () => rungInForce(seen.ladder.rung, seen.others, null),
    hearOthers: (rung) => {
      seen.others = rung
      tell()
    },
    hear: (order) => {
      seen.order = order
      tell()
    },
    stop: async () => {
      stopper.abort()
      await Promise.all([heartbeat.ended, looking])
    },
  }
}

function askRepeatedly(signal: AbortSignal, options: LadderOptions, seen: Seen): { isWaiting(): boolean; ended: Promise<void> } {
  let waiting = false
  const askOnce = async (): Promise<void> => {
    waiting = true
    seen.order = await inTime(options.readOrder(), signal)
    waiting = false
    seen.silentMs = 0
  }
  const forever = async (): Promise<void> => {
    for (let looks = 0; !signal.aborted; looks++) {
      await askOnce().catch(() => undefined) // silence is what the looks count
      if (!waiting && looks % latenessEveryLooks === 0) seen.behindSeconds = await inTime(options.readLateness(), signal).catch(() => 0)
      await sleep(lookEveryMs, signal)
    }
  }
  return { isWaiting: () => waiting, ended: forever() }
}

/** Silence is counted by looks, not by the clock: a process that stood still itself has not listened. */
async function lookRepeatedly(
  signal: AbortSignal,
  { admission }: LadderOptions,
  seen: Seen,
  isWaiting: () => boolean,
  tell: () => void,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(lookEveryMs, signal)
    if (isWaiting()) seen.silentMs += lookEveryMs
    const readings = { level: admission.state().ownLevel, databaseSilentMs: seen.silentMs, behindSeconds: seen.behindSeconds }
    seen.ladder = stepLadder(seen.ladder, readings, monotonicMs())
    tell()
  }
}

function orderedRung(clock: Clock, order: RungOrder | undefined): Rung | null {
  return order !== undefined && order.until > clock.now() ? order.rung : null
}

/** The answer, or an error where none came in time; a stop counts as no answer. */
async function inTime<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  let giveUp = (): void => undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new Error('no answer'))
  })
  const stop = after(answerWithinMs, giveUp)
  signal.addEventListener('abort', giveUp)
  if (signal.aborted) giveUp()
  answer.catch(() => undefined) // it may fail long after nobody waits for it
  return Promise.race([answer, tooLate]).finally(() => {
    stop()
    signal.removeEventListener('abort', giveUp)
  })
}
