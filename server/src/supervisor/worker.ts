/**
 * One process of a program of several: waits to be told its part, runs it, tells the supervisor how it is doing, and ends when it is told to, or when the
 * supervisor is gone.
 */
import type { Config } from '../config.ts'
import { after, every } from '../platform/clock.ts'
import { StartError } from '../platform/unavailable.ts'
import { type RunningPart, runPart } from '../run-part.ts'
import type { Order, Report } from './messages.ts'

const tellEveryMs = 250
/** Said by the event loop itself: one that hangs falls silent, and the supervisor ends this process. */
const aliveEveryMs = 2_000
const loopsEveryMs = 1_000
const figuresWithinMs = 2_000

/** Runs until the process ends. */
export async function runWorker(config: Config, appsFolder: string, print: (line: string) => void): Promise<void> {
  const figures = createFiguresWindow()
  const order = await firstOrder()
  every(aliveEveryMs, () => report({ kind: 'alive' }))
  let running: RunningPart | undefined
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void (running?.stop() ?? Promise.resolve()).catch(() => undefined).finally(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  try {
    const { part, databaseUrl, isFirst } = order
    running = await runPart({ config, part, databaseUrl, appsFolder, isFirst, print, allFigures: figures.all })
  } catch (error) {
    const message = error instanceof StartError ? error.message : `A fault in the program. ${error instanceof Error ? error.stack : ''}`
    process.send!({ kind: 'failed', message } satisfies Report, undefined, undefined, () => process.exit(1))
    return
  }
  process.on('message', (next: Order) => {
    if (next.kind === 'stop') stop()
    else obey(next, running, figures)
  })
  report({ kind: 'ready', url: running.url, accounts: running.accounts })
  tell(running)
}

function obey(order: Order, { server }: RunningPart, figures: ReturnType<typeof createFiguresWindow>): void {
  switch (order.kind) {
    case 'others':
      server.hearOthers(order.standing)
      return
    case 'loops':
      server.hearLoops(order.loops.map((loop) => ({ ...loop, lastRunAt: loop.lastRunAt === null ? null : new Date(loop.lastRunAt) })))
      return
    case 'give-figures':
      void server.figures().then((own) => report({ kind: 'figures', question: order.question, figures: own }))
      return
    case 'all-figures':
      figures.hear(order)
  }
}

/** Tells how this process is doing, a few times a second and only what is new. */
function tell({ server }: RunningPart): void {
  let told = ''
  every(tellEveryMs, () => {
    const standing = server.standing()
    if (JSON.stringify(standing) !== told) report({ kind: 'standing', standing })
    told = JSON.stringify(standing)
  })
  every(loopsEveryMs, () => {
    const loops = server.ownLoops()
    if (loops.length > 0)
      report({ kind: 'loops', loops: loops.map((loop) => ({ ...loop, lastRunAt: loop.lastRunAt?.toISOString() ?? null })) })
  })
}

function report(said: Report): void {
  if (process.connected) process.send!(said)
}

function firstOrder(): Promise<Order & { kind: 'start' }> {
  return new Promise((resolve) => {
    const wait = (order: Order): void => {
      if (order.kind !== 'start') return // news for the one who was here before
      process.off('message', wait)
      resolve(order)
    }
    process.on('message', wait)
    report({ kind: 'here' }) // what is said before somebody listens is lost
  })
}

/** Where the figures of all processes are asked for; undefined where they do not come in time. */
function createFiguresWindow() {
  const waiting = new Map<number, (text: string | undefined) => void>()
  let questions = 0
  return {
    hear: ({ question, text }: Order & { kind: 'all-figures' }): void => waiting.get(question)?.(text),
    all: (): Promise<string | undefined> => {
      questions += 1
      const question = questions
      return new Promise((resolve) => {
        const settle = (text: string | undefined): void => {
          giveUp()
          waiting.delete(question)
          resolve(text)
        }
        const giveUp = after(figuresWithinMs, () => settle(undefined))
        waiting.set(question, settle)
        report({ kind: 'want-figures', question })
      })
    },
  }
}
