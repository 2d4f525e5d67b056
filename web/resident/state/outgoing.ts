/** Declarations waiting to be sent, and sending them. They are on disk before the resident reads "saved", and leave only when the server has them. */
import type { Ask } from '@evergate/pass/contact'
import { signal } from '@preact/signals'
import type { Refusal } from '../../shared/api.ts'
import { after } from '../../shared/clock.ts'
import { drainQueue, enqueue, listQueued } from '../../shared/queue.ts'
import type { QueuedRecord } from '../../shared/store.ts'
import { createBackgroundWait } from './background-wait.ts'
import { app, phone } from './phone.ts'
import { ask } from './server.ts'

export const outgoing = signal<readonly QueuedRecord[]>([])
/** Refusals that speak of the phone, or that somebody on the way made: what was declared is not at fault, and waits. */
const notOfTheRecord: ReadonlySet<string> = new Set([
  'request.unauthenticated',
  'request.proof_refused',
  'request.proof_time_off',
  'network.unreadable',
])
let sending: Promise<void> | null = null
const wait = createBackgroundWait()
let stopWaiting = (): void => {}

export async function openOutgoing(): Promise<void> {
  try {
    outgoing.value = await listQueued(app)
  } catch {
    outgoing.value = [] // shown as empty, deleted never: the database opens again after a restart
  }
}

/** Saves a record and tries to send it. Resolves once it is saved. */
export async function recordAndSend(record: { id: string; kind: string; path: string; body: unknown }): Promise<void> {
  await enqueue({ ...record, app, method: 'POST' })
  await openOutgoing()
  void sendQueued('person')
}

/** Sends what waits. Only one run at a time; a call during a run waits for that run, which takes along what was recorded meanwhile. */
export function sendQueued(by: Ask['by']): Promise<void> {
  sending ??= drain(by).finally(() => {
    sending = null
  })
  return sending
}

async function drain(by: Ask['by']): Promise<void> {
  if (phone.value.stage !== 'enrolled' || phone.value.ended) return
  let trouble: Refusal | null = null
  while (trouble === null && outgoing.value.some(({ refusedWith }) => refusedWith === null)) {
    await drainQueue(app, async ({ method, path, body }) => {
      const answer = await ask({ method, path, body, as: 'session', load: 'critical', by, repeatable: true })
      if (answer.ok) return answer
      const refusal = { ...answer.refusal, passing: answer.refusal.passing || notOfTheRecord.has(answer.refusal.code) }
      if (refusal.passing) trouble = refusal
      return { ok: false, refusal }
    })
    await openOutgoing()
  }
  sendLater(trouble)
}

/** What could not be sent goes by itself, at the moment that the server named and spread after it; no trouble: nothing waits. */
function sendLater(trouble: Refusal | null): void {
  stopWaiting()
  if (trouble === null) wait.end()
  else stopWaiting = after(wait.afterFailure(trouble), () => void sendQueued('background'))
}
