// Sends one batch of records and says what came of it. The device's own troubles (a session that ended, a broken server) are never booked on a record.
import type { Api } from '../../../shared/api.ts'
import { deviceNow, now } from '../../../shared/clock.ts'
import { createUuid } from '../../../shared/uuid.ts'
import type { RecordAnswer } from '../log/desk-database.ts'
import type { LogEntry } from '../log/desk-log.ts'
import { type Received, readAnswers, type SyncAnswer } from './batch.ts'
import { CLOCK_WAS_OFF, DEVICE_REFUSED } from './send-sample.ts'

export type Sent =
  | {
      readonly outcome: 'answered'
      readonly answers: ReadonlyMap<number, RecordAnswer>
      readonly received: Received
      readonly conflictsOpen: number
    }
  /** Again later: no network, overload, a broken server, a clock that was off. */
  | { readonly outcome: 'later'; readonly code: string; readonly retryAfterMs: number | null }
  /** The server no longer knows this device. */
  | { readonly outcome: 'device_refused'; readonly code: string }
  /** Something in this batch is not taken, and the server did not say what. */
  | { readonly outcome: 'batch_refused'; readonly code: string }

const TIMEOUT_MS = 60_000

export interface BatchContext {
  readonly appVersion: string
  /** Records left here once this batch is answered. */
  readonly queued: number
}

export async function sendRecords(api: Api, batch: readonly LogEntry[], { appVersion, queued }: BatchContext): Promise<Sent> {
  const body = {
    batchId: createUuid(),
    sentAt: new Date(deviceNow()).toISOString(), // by the same clock as the records' own times: the server sees how far it is off
    appVersion,
    queued,
    records: batch.map((entry) => entry.record),
  }
  const answer = await api.call<SyncAnswer>({
    method: 'POST',
    path: '/v1/sync/records',
    as: 'session',
    body,
    contentType: 'application/vnd.evergate.records+json',
    signsBody: true,
    load: 'critical_plus',
    by: 'background',
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.ok) return readAnswer(batch, answer.value)
  const { code, passing, retryAfterMs = null } = answer.refusal
  if (DEVICE_REFUSED.has(code)) return { outcome: 'device_refused', code }
  if (code === 'service.bug' || !(passing || code === CLOCK_WAS_OFF)) return { outcome: 'batch_refused', code }
  return { outcome: 'later', code, retryAfterMs }
}

function readAnswer(batch: readonly LogEntry[], value: SyncAnswer): Sent {
  const answers = readAnswers(batch, value, now())
  // An answer that says nothing of any record is not the server's: a hotel's log-in page, for one.
  if (answers.size === 0) return { outcome: 'later', code: 'network.unreadable', retryAfterMs: null }
  return { outcome: 'answered', answers, received: value.received, conflictsOpen: value.conflictsOpen }
}
