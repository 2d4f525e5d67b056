/**
 * Work that runs again and again beside the requests: outbox consumers and periodic jobs. A loop never runs twice at once in one process;
 * one that throws is logged, waits longer, and goes on. Whether several servers may run it at once is the work's own concern (row locks, advisory locks).
 */
import { setMaxListeners } from 'node:events'
import { type Clock, monotonicMs, sleep } from './clock.ts'
import type { Log } from './log.ts'

/** One piece of recurring work. */
export interface Loop {
  readonly name: string
  /** Pause after a run that found nothing, or too little, to do. */
  readonly everyMs: number
  /** A run that did so much is followed by the next at once; after one that did less comes the pause, and what comes meanwhile is done together. Default: 1. */
  readonly atOnceFrom?: number
  /** Makes no room for requests while there is too much to do: somebody's freedom depends on it, and it is little. */
  readonly urgent?: true
  /** Goes on while the server has paused its loops: what devices outside live on, such as fresh signed files. */
  readonly whilePaused?: true
  /** Keeps this program's own data folder: it runs in every program, also where no decisions are made. */
  readonly ownFolder?: true
  /** Does a piece of work; returns how much was done. */
  run(signal: AbortSignal): Promise<number>
}

/** How a loop is doing. */
export interface LoopState {
  readonly name: string
  readonly lastRunAt: Date | null
  readonly lastDurationMs: number | null
  readonly lastError: string | null
}

/** The running loops. */
export interface LoopRunner {
  states(): readonly LoopState[]
  /** Asks every loop to stop and waits for the runs under way. */
  stop(): Promise<void>
}

const errorPauseMsMax = 10_000
const pausedLookMs = 250

const restMsMax = 3_000
/** A run that did too little is followed by a pause of so many times as long as it took: what comes meanwhile costs hardly more, and callers have the core. */
const paceFactor = 9
const paceMsMax = 1_000

/** What loops make way for. */
export interface Way {
  /** No new run begins but of those that go on while paused. */
  isPaused(): boolean
  /** So many times as long as a run took it is followed by rest, and the next one does more at once; not where a loop is urgent or goes on while paused. */
  restFactor(): number
}

const clearWay: Way = { isPaused: () => false, restFactor: () => 0 }

/** Starts all loops. */
export function startLoops(loops: readonly Loop[], clock: Clock, log: Log, way: Way = clearWay): LoopRunner {
  const stopper = new AbortController()
  setMaxListeners(0, stopper.signal) // every pausing loop listens
  const states = new Map<string, LoopState>(
    loops.map(({ name }) => [name, { name, lastRunAt: null, lastDurationMs: null, lastError: null }]),
  )
  const running = loops.map((loop) =>
    runForever(loop, { clock, log, way, signal: stopper.signal, tell: (state) => states.set(loop.name, state) }),
  )
  return {
    states: () => [...states.values()],
    stop: async () => {
      stopper.abort()
      await Promise.all(running)
    },
  }
}

interface Running {
  readonly clock: Clock
  readonly log: Log
  readonly signal: AbortSignal
  readonly way: Way
  tell(state: LoopState): void
}

async function runForever(loop: Loop, { clock, log, signal, way, tell }: Running): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    if (loop.whilePaused === undefined && way.isPaused()) {
      await sleep(pausedLookMs, signal)
      continue
    }
    const startedMs = monotonicMs()
    let done = 0
    let lastError: string | null = null
    try {
      done = await loop.run(signal)
      failures = 0
    } catch (error) {
      failures += 1
      lastError = error instanceof Error ? error.message : 'error'
      if (!signal.aborted) log.error('loop failed', error, { loop: loop.name, failures })
    }
    const tookMs = monotonicMs() - startedMs
    tell({ name: loop.name, lastRunAt: clock.now(), lastDurationMs: tookMs, lastError })
    const makesRoom = loop.urgent === undefined && loop.whilePaused === undefined
    const roomMs = makesRoom ? Math.min(restMsMax, way.restFactor() * tookMs) : 0
    const pauseMs = failures === 0 ? loop.everyMs : Math.min(errorPauseMsMax, loop.everyMs * 2 ** failures)
    const paceMs = makesRoom && done > 0 ? Math.min(paceMsMax, paceFactor * tookMs) : 0
    const restMs = done < (loop.atOnceFrom ?? 1) ? Math.max(pauseMs, paceMs, roomMs) : roomMs
    if (restMs > 0) await sleep(restMs, signal)
  }
}
