/**
 * How long somebody still waits for an answer: the route's deadline or the caller's own (`x-evergate-deadline-ms`), whichever is sooner, or until the caller has gone.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { after, monotonicMs } from '../clock.ts'
import { Unavailable } from '../unavailable.ts'

/** The deadline of one request. */
export interface Deadline {
  /** Aborts when it has passed, or when the caller has gone. */
  readonly signal: AbortSignal
  /** When it passes (monotonicMs). */
  readonly atMs: number
}

const callersMs = { min: 100, max: 60_000 }

/** Milliseconds the caller says it will wait: 100..60,000; undefined where it says nothing or nonsense. More than the most is the most. */
export function readDeadline(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return undefined
  const ms = Number(header)
  return ms < callersMs.min ? undefined : Math.min(ms, callersMs.max)
}

/** Starts the deadline of a request, counted from when it came in; it ends by itself when the answer is out. */
export function startDeadline(routeMs: number, arrivedAtMs: number, request: FastifyRequest, reply: FastifyReply): Deadline {
  const atMs = arrivedAtMs + Math.min(routeMs, readDeadline(request.headers['x-evergate-deadline-ms']) ?? routeMs)
  const controller = new AbortController()
  const stop = after(Math.max(0, atMs - monotonicMs()), () => controller.abort())
  reply.raw.once('close', () => {
    stop()
    if (!reply.raw.writableFinished) controller.abort() // the caller has hung up
  })
  return { signal: controller.signal, atMs }
}

/** No deadline at all, as where load is met in another way than ours: work is done even when nobody waits for it any more. */
export function noDeadline(): Deadline {
  return { signal: new AbortController().signal, atMs: Number.POSITIVE_INFINITY }
}

/** Answers when the deadline passes, even where the handler does not notice; its statement is cancelled, its place kept until it has ended. */
export async function withDeadline<T>(work: Promise<T>, { signal }: Deadline): Promise<T> {
  let onAbort = (): void => undefined
  const passed = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Unavailable('the deadline has passed', 5))
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
  })
  try {
    return await Promise.race([work, passed])
  } finally {
    signal.removeEventListener('abort', onAbort)
    work.catch(() => undefined)
  }
}
