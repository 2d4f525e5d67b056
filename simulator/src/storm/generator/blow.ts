/**
 * Plays a plan of arrivals against a server, open loop: each is sent at its moment, whatever became of those before. Waits are measured from the moment an
 * attempt was meant to be sent, so that a generator or server that stalls cannot hide it (no coordinated omission).
 */
import { monotonicMs } from '../../clock.ts'
import { type Kind, patienceMs } from '../kinds.ts'
import { type Agenda, createAgenda } from './agenda.ts'
import type { Arrival } from './arrivals.ts'
import { type AttemptLog, createAttemptLog, type Outcome } from './attempt-log.ts'
import type { Patience } from './behaviour.ts'
import type { Broken, Connections } from './connections.ts'
import { numberOf, type Reply } from './http-reply.ts'
import type { Request } from './requests.ts'

export interface Said {
  readonly atMs: number
  readonly level: number
  readonly rung: number
}

export interface Blown {
  readonly log: AttemptLog
  /** What answers said of load and rung, at most ten times a second. */
  readonly said: readonly Said[]
  /** The unix time of the storm's beginning, milliseconds of the monotonic clock. */
  readonly beganMs: number
  /** How long it was at work, milliseconds. */
  readonly busyMs: number
}

export interface Wind {
  readonly arrivals: readonly Arrival[]
  make(kind: Kind): Request
  connections(kind: Kind): Connections
  patience(): Patience
  /** Called when everything is ready and the first arrival is about to be due. */
  began(): void
}

/** A proof is good for five minutes: what comes later is signed when it is sent. */
const signedAheadMs = 200_000
const signedAheadMax = 300_000
const attemptsMax = 3_000_000
const saidEveryMs = 100

interface Intent {
  readonly number: number
  readonly kind: Kind
  readonly request: Request
  readonly patience: Patience
  wire: string | undefined
  attempts: number
}

interface UnderWay {
  readonly expiresMs: number
  isOver: boolean
  giveUp(): void
}

/** Blows the whole plan and waits for the last answers, or until nobody waits any more. */
export async function blow(wind: Wind): Promise<Blown> {
  const { arrivals } = wind
  const intents = prepare(wind)
  const again = createAgenda<Intent>()
  wind.began()
  const beganMs = monotonicMs()
  const nowMs = (): number => monotonicMs() - beganMs
  const { attempt, expire, isQuiet, log, said } = createAttempts(wind, again, nowMs)
  let busyMs = 0
  const endMs = (arrivals.at(-1)?.atMs ?? 0) + Math.max(...Object.values(patienceMs))
  for (let next = 0; ; ) {
    const present = nowMs()
    for (; next < intents.length && arrivals[next]!.atMs <= present; next++) attempt(intents[next]!, arrivals[next]!.atMs)
    for (let due = again.take(present); due !== undefined; due = again.take(present)) attempt(due.what, due.atMs)
    expire(present)
    if (next === intents.length && ((again.isEmpty() && isQuiet()) || present > endMs)) return { log, said, beganMs, busyMs }
    busyMs += await nextTurn()
  }
}

/** A turn of the loop that did nothing takes some microseconds; one that sent or heard something takes longer than this. */
const idleTurnMs = 0.03

/**
 * Lets the loop turn once; returns how long it was at work. It never sleeps: each answer would have to wake its core, and the server, which has to do that,
 * would be measured with it (a third of its time at ten times capacity).
 */
async function nextTurn(): Promise<number> {
  const beganMs = monotonicMs()
  await new Promise(setImmediate)
  const tookMs = monotonicMs() - beganMs
  return tookMs > idleTurnMs ? tookMs : 0
}

/** Attempts under way: each ends by an answer, by a broken line, or because nobody waits any longer. */
function createAttempts({ connections }: Wind, again: Agenda<Intent>, nowMs: () => number) {
  const log = createAttemptLog()
  const said: Said[] = []
  const underWay = new Map<number, UnderWay[]>()
  const attempt = (intent: Intent, intendedMs: number): void => {
    const { kind } = intent
    const number = ++intent.attempts
    const sentMs = nowMs()
    const end = (outcome: Outcome, status: number, retryAfterMs: number | null): void => {
      waiting.isOver = true
      const endedMs = nowMs()
      log.add({ kind, intent: intent.number, attempt: number, intendedMs, sentMs, endedMs, outcome, status })
      const pauseMs = outcome === 'served' || outcome === 'wrong' ? undefined : intent.patience.again(number, status, retryAfterMs)
      if (pauseMs !== undefined && log.length < attemptsMax) again.add(endedMs + pauseMs, intent)
    }
    const giveUp = (): void => {
      exchange.abandon()
      end('too_late', 0, null)
    }
    const waitsMs = patienceMs[kind]
    const waiting: UnderWay = { expiresMs: intendedMs + waitsMs, isOver: false, giveUp }
    const line = underWay.get(waitsMs) ?? []
    underWay.set(waitsMs, line)
    line.push(waiting)
    const exchange = connections(kind).exchange(
      () => wireOf(intent),
      (answer) => {
        if (typeof answer !== 'string') hear(said, answer, nowMs())
        end(...judge(answer))
      },
    )
  }
  return {
    log,
    said,
    attempt,
    expire: (presentMs: number): void => {
      for (const line of underWay.values()) expireIn(line, presentMs)
    },
    isQuiet: (): boolean => [...underWay.values()].every((line) => line.length === 0),
  }
}

/** The bytes that were made before the storm, once; a proof is good for one request. */
function wireOf(intent: Intent): string {
  const wire = intent.wire ?? intent.request.wire()
  intent.wire = undefined
  return wire
}

function prepare({ arrivals, make, patience }: Wind): Intent[] {
  return arrivals.map(({ kind, atMs }, number) => {
    const request = make(kind)
    const wire = number < signedAheadMax && atMs < signedAheadMs ? request.wire() : undefined
    return { number, kind, request, patience: patience(), wire, attempts: 0 }
  })
}

/** Those who wait have the same patience and began in order, but for repeats: the first that is still waiting bounds the rest well enough. */
function expireIn(line: UnderWay[], nowMs: number): void {
  let over = 0
  for (; over < line.length && (line[over]!.isOver || line[over]!.expiresMs <= nowMs); over++) {
    if (!line[over]!.isOver) line[over]!.giveUp()
  }
  if (over > 0) line.splice(0, over)
}

function judge(answer: Reply | Broken): [Outcome, number, number | null] {
  if (typeof answer === 'string') return ['no_answer', 0, null]
  const { status, head, body } = answer
  const seconds = numberOf(head, 'retry-after')
  const retryAfterMs = seconds === undefined ? null : seconds * 1000
  if (status < 400) return ['served', status, retryAfterMs]
  const begun = status === 503 && body.includes('service.unavailable')
  if (status === 429 || (status === 503 && !begun)) return ['refused', status, retryAfterMs]
  return [status >= 500 ? 'failed' : 'wrong', status, retryAfterMs]
}

function hear(said: Said[], { head }: Reply, atMs: number): void {
  const last = said.at(-1)
  if (last !== undefined && atMs - last.atMs < saidEveryMs) return
  const [level, rung] = [numberOf(head, 'x-evergate-load'), numberOf(head, 'x-evergate-rung')]
  if (level !== undefined) said.push({ atMs, level, rung: rung ?? 0 })
}
