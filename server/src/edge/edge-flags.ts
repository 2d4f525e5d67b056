/**
 * Keeps the edge's signals up to date and shows them: as empty files that nginx looks for, one per signal that is on, and as answers to the health checks of
 * HAProxy. What lies in the folder is put right at every look, whoever left it there: a server that died leaves no refusal behind once another runs.
 */
import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sleep } from '../platform/clock.ts'
import type { Route } from '../platform/http/route.ts'
import type { Log } from '../platform/log.ts'
import { makeFolder } from '../platform/make-folder.ts'
import { createSignals, type Standing, stepSignals } from './edge-signals.ts'

/** The running edge. */
export interface Edge {
  /** Answer to GET /edge/:signal; undefined for a signal there is not. */
  answer(name: string): { readonly status: 200 | 503; readonly body: string } | undefined
  stop(): Promise<void>
}

const lookEveryMs = 250

/** Starts keeping the signals. `folder` undefined: no files, answers only. */
export function startEdge(options: {
  readonly routes: readonly Route[]
  readonly folder: string | undefined
  readonly log: Log
  standing(): Standing
}): Edge {
  const stopper = new AbortController()
  let signals = createSignals(options.routes)
  const look = async (): Promise<void> => {
    if (options.folder !== undefined) makeFolder(options.folder)
    while (!stopper.signal.aborted) {
      signals = stepSignals(signals, options.standing(), lookEveryMs)
      const on = signals.filter((signal) => signal.on).map((signal) => signal.name)
      if (options.folder !== undefined) await showFlags(options.folder, on).catch((error) => options.log.error('edge flags', error, {}))
      await sleep(lookEveryMs, stopper.signal)
    }
    if (options.folder !== undefined) await showFlags(options.folder, []).catch(() => undefined)
  }
  const ended = look()
  return {
    answer: (name) => {
      const signal = signals.find((one) => one.name === name)
      if (signal === undefined) return undefined
      return signal.on ? { status: 503, body: '{"signal":"on"}' } : { status: 200, body: '{"signal":"off"}' }
    },
    stop: async () => {
      stopper.abort()
      await ended
    },
  }
}

/** Makes the folder hold exactly these files. Each appears and goes in one step. */
async function showFlags(folder: string, on: readonly string[]): Promise<void> {
  const there = new Set(await readdir(folder))
  for (const name of on) {
    if (there.delete(name)) continue
    const beside = join(folder, `.${name}.${process.pid}`)
    await writeFile(beside, '')
    await rename(beside, join(folder, name))
  }
  for (const name of there) if (!name.startsWith('.')) await rm(join(folder, name), { force: true })
}
