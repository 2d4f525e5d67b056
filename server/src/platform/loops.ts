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
  /** Pause after a run that found nothing to do. */
  readonly everyMs: number
  /** Does a piece of work; returns how much was done: more than 0 means "come again at once". */
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

/** Starts all loops. */
export function startLoops(loops: readonly Loop[], clock: Clock, log: Log): LoopRunner {
  const stopper = new AbortController()
  setMaxListeners(0, stopper.signal) // every pausing loop listens
  const states = new Map<string, LoopState>(
    loops.map(({ name }) => [name, { name, lastRunAt: null, lastDurationMs: null, lastError: null }]),
  )
  const running = loops.map((loop) => runForever(loop, clock, log, stopper.signal, (state) => states.set(loop.name, state)))
  return {
    states: () => [...states.values()],
    stop: async () => {
      stopper.abort()
      await Promise.all(running)
    },
  }
}

async function runForever(loop: Loop, clock: Clock, log: Log, signal: AbortSignal, tell: (state: LoopState) => void): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
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
    tell({ name: loop.name, lastRunAt: clock.now(), lastDurationMs: monotonicMs() - startedMs, lastError })
    if (done === 0) await sleep(failures === 0 ? loop.everyMs : Math.min(errorPauseMsMax, loop.everyMs * 2 ** failures), signal)
  }
}
