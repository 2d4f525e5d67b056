/**
 * The cheap refusal: from the request line and headers alone, which route it would be, who sends it, and whether it may go on.
 * Looked at once a request, by the front door where there is one, otherwise by the route. Reads no body and verifies no credential.
 */
import type { IncomingMessage } from 'node:http'
import type { Admission, LoadRefusal } from '../admission/admission.ts'
import { bucketCount, bucketOf } from '../admission/bucket.ts'
import { type Rung, rungRefuses } from '../admission/ladder.ts'
import { loadClasses } from '../admission/load-class.ts'
import type { Clock } from '../clock.ts'
import { addressOf, callerOf } from './caller.ts'
import { type Prebuilt, prebuilt, type Shed } from './front-door.ts'
import { platformProblem } from './problem.ts'
import { refusedInFront } from './proxies.ts'
import type { Route } from './route.ts'
import { createRouteTable } from './route-table.ts'

/** When a request came in, from where, and its sender's bucket. */
export interface Arrival {
  readonly atMs: number
  readonly address: string
  readonly bucket: number
}

/** Why a request goes no further. */
export type DoorRefusal = LoadRefusal | { readonly code: 'service.rung'; readonly rung: Rung; readonly retryAfterSeconds: number }

/** What looking at a request needs. */
export interface Watch {
  readonly admission: Admission
  readonly clock: Clock
  /** The proxies in front, whose word on who calls is taken; undefined where there are none. */
  readonly proxies: readonly string[] | undefined
  /** Those among them that refuse by rank, whose word on how many they refused is taken. */
  readonly edges?: readonly string[] | undefined
}

type Sought = Pick<Route, 'load' | 'rungMax' | 'access'>

const lastBucket = bucketCount - 1
const arrivals = new WeakMap<IncomingMessage, Arrival>()

/** What was noted of a request that was looked at and let through; undefined where nobody looked. */
export function arrivalOf(request: IncomingMessage): Arrival | undefined {
  return arrivals.get(request)
}

/** Whether a request for this route may go on, by the ladder and by the load. Notes when it came. */
export function lookAtArrival(request: IncomingMessage, route: Sought, watch: Watch): DoorRefusal | undefined {
  const { admission } = watch
  noteRefusedInFront(request, watch)
  const rung = admission.rung()
  if (rungRefuses(rung, route)) {
    admission.refusedByRung(route.load)
    return { code: 'service.rung', rung, retryAfterSeconds: admission.retryAfterSeconds() }
  }
  const atMs = admission.arrivedAtMs()
  const address = addressOf(request, watch.proxies)
  const bucket = admission.repute.isBad(address) ? lastBucket : bucketOf(callerOf(request, route, address), hourOf(watch.clock))
  const refusal = admission.refuse(route.load, bucket)
  if (refusal === undefined) arrivals.set(request, { atMs, address, bucket })
  return refusal
}

function noteRefusedInFront(request: IncomingMessage, { admission, edges }: Watch): void {
  const told = refusedInFront(request, edges)
  told?.byCursor.forEach((count, at) => void admission.refusedInFront(loadClasses[at]!, count))
  told?.byDoor.forEach((count, at) => void admission.turnedAwayInFront(loadClasses[at]!, count))
}

/** The front door's question: undefined where the request may go on, or is for no route we know. */
export function createShed(routes: readonly Route[], watch: Watch): (request: IncomingMessage) => Shed | undefined {
  const find = createRouteTable(routes)
  const overloaded = prebuilt(platformProblem('service.overloaded'))
  const byRung = new Map<Rung, Prebuilt>()
  const answerOf = (refusal: DoorRefusal): Prebuilt => {
    if (refusal.code === 'service.overloaded') return overloaded
    const made = byRung.get(refusal.rung) ?? prebuilt(platformProblem('service.rung', { rung: refusal.rung }))
    byRung.set(refusal.rung, made)
    return made
  }
  return (request) => {
    const route = find(request.method!, request.url!)
    if (route === undefined) noteRefusedInFront(request, watch) // of a role that is not ours: an edge knows nothing of roles
    const refusal = route === undefined ? undefined : lookAtArrival(request, route, watch)
    return refusal === undefined ? undefined : { answer: answerOf(refusal), retryAfterSeconds: refusal.retryAfterSeconds }
  }
}

function hourOf(clock: Clock): number {
  return Math.floor(clock.now().getTime() / 3_600_000)
}
