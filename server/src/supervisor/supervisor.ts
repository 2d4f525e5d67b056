/**
 * The processes of one program: starts a worker for each part, starts it again when it dies, ends it where it hangs, lets each know how the others are doing,
 * and ends them all.
 * Answers no request itself and knows nothing of the database but its address.
 *
 * A worker: starting -> ready -> (dies, or hangs and is ended) pausing, longer each time it dies young -> starting. One that fails before it was ever ready fails the program.
 */
import cluster, { type Worker } from 'node:cluster'
import { every, monotonicMs, sleep, until } from '../platform/clock.ts'
import { StartError } from '../platform/unavailable.ts'
import type { Part } from '../roles.ts'
import type { NewAccount } from '../welcome.ts'
import { createFiguresDesk } from './figures-desk.ts'
import { type Order, type Report, type Standing, worstOf } from './messages.ts'
import { send } from './send.ts'
import { createWatchdog } from './watchdog.ts'

export interface Supervisor {
  /** Where requests are answered, and the accounts of a first start, once all workers are ready. Rejects where one could not start. */
  readonly ready: Promise<{ readonly url: string | undefined; readonly accounts: readonly NewAccount[] }>
  stop(): Promise<void>
}

export interface SupervisorOptions {
  readonly parts: readonly Part[]
  readonly databaseUrl: string | undefined
  /** A worker that says nothing for so long has hung, and is ended. Default: 30 s. */
  readonly silentMsMax?: number
  say(line: string): void
}

interface Post {
  readonly part: Part
  worker: Worker
  startedMs: number
  deaths: number
  standing: Standing
  told: string
}

const tellEveryMs = 250
const lookEveryMs = 1_000
const silentMsMaxDefault = 30_000
const restartPauseMs = { first: 500, max: 30_000 }
/** One that lived so long did not die of its start. */
const livedWellMs = 60_000
const endWithinMs = 12_000
const nothing: Standing = { level: 0, rung: 0 }

/** Starts the workers. The program's own file is started again in each; see main.ts. */
export function startSupervisor({ parts, databaseUrl, say, silentMsMax = silentMsMaxDefault }: SupervisorOptions): Supervisor {
  const stopper = new AbortController()
  const posts: Post[] = []
  const figures = createFiguresDesk(() => posts.map(({ worker }) => worker))
  const gathering = gather(parts.length)
  const watchdog = createWatchdog<Post>(silentMsMax, monotonicMs())

  const hear = (post: Post, report: Report, isFirst: boolean): void => {
    watchdog.heard(post)
    if (report.kind === 'alive') return
    if (report.kind === 'here') send(post.worker, { kind: 'start', part: post.part, databaseUrl, isFirst })
    else if (report.kind === 'ready') gathering.add(report)
    else if (report.kind === 'standing') post.standing = report.standing
    else if (report.kind === 'loops') tellOthers(posts, post, report)
    else if (report.kind !== 'failed') figures.hear(post.worker, report)
    else if (gathering.isComplete()) say(`A server process (${post.part.name}) could not start: ${report.message}`)
    else gathering.fail(report.message)
  }
  const fill = (post: Post, isFirst: boolean): void => {
    const worker = cluster.fork()
    Object.assign(post, { worker, startedMs: monotonicMs(), standing: nothing, told: '' })
    worker.on('message', (report: Report) => hear(post, report, isFirst))
    worker.on('exit', (code, signal) => void replace(post, signal ?? `code ${code}`))
  }
  const replace = async (post: Post, how: string): Promise<void> => {
    watchdog.forget(post)
    if (stopper.signal.aborted) return
    if (!gathering.isComplete()) return gathering.fail(`A server process (${post.part.name}) ended while it was starting (${how}).`)
    const pauseMs = pauseAfterDeath(post)
    say(`A server process (${post.part.name}) ended (${how}); it is started again in ${pauseMs / 1000} s.`)
    await sleep(pauseMs, stopper.signal)
    if (!stopper.signal.aborted) fill(post, false)
  }
  for (const [at, part] of parts.entries()) {
    const post = { part, deaths: 0 } as unknown as Post // filled in the next line
    posts.push(post)
    fill(post, at === 0)
  }
  const stopTelling = every(tellEveryMs, () => tellStandings(posts))
  const stopLooking = every(Math.min(lookEveryMs, silentMsMax / 2), () => {
    for (const { part, worker } of watchdog.silent(monotonicMs())) {
      say(`A server process (${part.name}) has said nothing for ${silentMsMax / 1000} s; it hangs and is ended.`)
      worker.process.kill('SIGKILL') // what hangs hears nothing less
    }
  })
  return {
    ready: gathering.ready,
    stop: async () => {
      stopper.abort()
      stopTelling()
      stopLooking()
      await endAll(posts.map(({ worker }) => worker))
    },
  }
}

/** Waits for the first start of all: what each reported, or what went wrong with one. */
function gather(count: number) {
  const reported: (Report & { kind: 'ready' })[] = []
  let settle: { resolve(value: Awaited<Supervisor['ready']>): void; reject(error: Error): void }
  const ready: Supervisor['ready'] = new Promise((resolve, reject) => {
    settle = { resolve, reject }
  })
  return {
    ready,
    isComplete: () => reported.length >= count,
    fail: (message: string): void => settle.reject(new StartError(message)),
    add: (report: Report & { kind: 'ready' }): void => {
      reported.push(report)
      const url = reported.find((one) => one.url !== undefined)?.url
      if (reported.length === count) settle.resolve({ url, accounts: reported.flatMap(({ accounts }) => accounts) })
    },
  }
}

/** A worker that dies young is started again later each time: what kills it may be the start itself. */
function pauseAfterDeath(post: Post): number {
  post.standing = nothing
  post.deaths = monotonicMs() - post.startedMs > livedWellMs ? 1 : post.deaths + 1
  return Math.min(restartPauseMs.max, restartPauseMs.first * 2 ** (post.deaths - 1))
}

function tellStandings(posts: readonly Post[]): void {
  for (const post of posts) {
    const standing = worstOf(posts.filter((other) => other !== post).map((other) => other.standing))
    const told = `${standing.level} ${standing.rung}`
    if (told !== post.told) send(post.worker, { kind: 'others', standing })
    post.told = told
  }
}

function tellOthers(posts: readonly Post[], from: Post, order: Order): void {
  for (const post of posts) if (post !== from) send(post.worker, order)
}

/** Asks all to end, and ends those that do not. */
async function endAll(workers: readonly Worker[]): Promise<void> {
  for (const worker of workers) send(worker, { kind: 'stop' })
  if (await until(() => workers.every((worker) => worker.isDead()), endWithinMs)) return
  for (const worker of workers) if (!worker.isDead()) worker.process.kill('SIGKILL')
}
