/**
 * The processes of one program: starts a worker for each part, starts it again when it dies, lets each know how the others are doing, and ends them all.
 * Answers no request itself and knows nothing of the database but its address.
 *
 * A worker: starting -> ready -> (dies) pausing, longer each time it dies young -> starting. One that fails before it was ever ready fails the program.
 */
import cluster, { type Worker } from 'node:cluster'
import { every, monotonicMs, sleep, until } from '../platform/clock.ts'
import { type Figures, joinFigures } from '../platform/metrics.ts'
import { StartError } from '../platform/unavailable.ts'
import type { Part } from '../roles.ts'
import type { NewAccount } from '../welcome.ts'
import { type Order, type Report, type Standing, worstOf } from './messages.ts'

export interface Supervisor {
  /** Where requests are answered, and the accounts of a first start, once all workers are ready. Rejects where one could not start. */
  readonly ready: Promise<{ readonly url: string | undefined; readonly accounts: readonly NewAccount[] }>
  stop(): Promise<void>
}

export interface SupervisorOptions {
  readonly parts: readonly Part[]
  readonly databaseUrl: string | undefined
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
const figuresWithinMs = 1_000
const restartPauseMs = { first: 500, max: 30_000 }
/** One that lived so long did not die of its start. */
const livedWellMs = 60_000
const endWithinMs = 12_000
const nothing: Standing = { level: 0, rung: 0 }

/** Starts the workers. The program's own file is started again in each; see main.ts. */
export function startSupervisor({ parts, databaseUrl, say }: SupervisorOptions): Supervisor {
  const stopper = new AbortController()
  const posts: Post[] = []
  const figures = createFiguresDesk(() => posts.map(({ worker }) => worker))
  let settle: { resolve(value: Awaited<Supervisor['ready']>): void; reject(error: Error): void }
  const ready: Supervisor['ready'] = new Promise((resolve, reject) => {
    settle = { resolve, reject }
  })
  const reported: (Report & { kind: 'ready' })[] = []

  const fill = (post: Post, isFirst: boolean): void => {
    post.worker = cluster.fork()
    post.startedMs = monotonicMs()
    post.standing = nothing
    post.told = ''
    post.worker.on('message', (report: Report) => hear(post, report, isFirst))
    post.worker.on('exit', (code, signal) => void replace(post, signal ?? `code ${code}`))
  }
  const hear = (post: Post, report: Report, isFirst: boolean): void => {
    switch (report.kind) {
      case 'here':
        send(post.worker, { kind: 'start', part: post.part, databaseUrl, isFirst })
        return
      case 'failed':
        if (reported.length < parts.length) settle.reject(new StartError(report.message))
        else say(`A server process (${post.part.name}) could not start: ${report.message}`)
        return
      case 'ready':
        reported.push(report)
        if (reported.length === parts.length)
          settle.resolve({
            url: reported.find(({ url }) => url !== undefined)?.url,
            accounts: reported.flatMap(({ accounts }) => accounts),
          })
        return
      case 'standing':
        post.standing = report.standing
        return
      case 'loops':
        for (const other of posts.filter((one) => one !== post)) send(other.worker, report)
        return
      default:
        figures.hear(post.worker, report)
    }
  }
  const replace = async (post: Post, how: string): Promise<void> => {
    if (stopper.signal.aborted) return
    post.standing = nothing
    post.deaths = monotonicMs() - post.startedMs > livedWellMs ? 1 : post.deaths + 1
    const pauseMs = Math.min(restartPauseMs.max, restartPauseMs.first * 2 ** (post.deaths - 1))
    if (reported.length < parts.length)
      return settle.reject(new StartError(`A server process (${post.part.name}) ended while it was starting (${how}).`))
    say(`A server process (${post.part.name}) ended (${how}); it is started again in ${pauseMs / 1000} s.`)
    await sleep(pauseMs, stopper.signal)
    if (!stopper.signal.aborted) fill(post, false)
  }
  const tellAll = (): void => {
    for (const post of posts) {
      const standing = worstOf(posts.filter((other) => other !== post).map((other) => other.standing))
      const told = `${standing.level} ${standing.rung}`
      if (told !== post.told) send(post.worker, { kind: 'others', standing })
      post.told = told
    }
  }
  for (const [at, part] of parts.entries()) {
    const post = { part, deaths: 0 } as unknown as Post // filled in the next line
    posts.push(post)
    fill(post, at === 0)
  }
  const stopTelling = every(tellEveryMs, tellAll)
  return {
    ready,
    stop: async () => {
      stopper.abort()
      stopTelling()
      await endAll(posts.map(({ worker }) => worker))
    },
  }
}

/** Asks all to end, and ends those that do not. */
async function endAll(workers: readonly Worker[]): Promise<void> {
  for (const worker of workers) send(worker, { kind: 'stop' })
  if (await until(() => workers.every((worker) => worker.isDead()), endWithinMs)) return
  for (const worker of workers) if (!worker.isDead()) worker.process.kill('SIGKILL')
}

function send(worker: Worker, order: Order): void {
  if (worker.isConnected()) worker.send(order, () => undefined) // it may die meanwhile: then it is replaced
}

/** Collects the figures of all workers for the one that was asked for them. One that does not answer in time is left out. */
function createFiguresDesk(workers: () => readonly Worker[]) {
  const open = new Map<number, Map<Worker, Figures>>()
  let questions = 0
  const collect = async (asker: Worker, theirQuestion: number): Promise<void> => {
    questions += 1
    const [question, answers, asked] = [questions, new Map<Worker, Figures>(), workers().filter((worker) => worker.isConnected())]
    open.set(question, answers)
    for (const worker of asked) send(worker, { kind: 'give-figures', question })
    await until(() => answers.size === asked.length, figuresWithinMs, 5)
    open.delete(question)
    send(asker, { kind: 'all-figures', question: theirQuestion, text: await joinFigures([...answers.values()]) })
  }
  return {
    hear: (worker: Worker, report: Report): void => {
      if (report.kind === 'figures') open.get(report.question)?.set(worker, report.figures)
      if (report.kind === 'want-figures') void collect(worker, report.question)
    },
  }
}
