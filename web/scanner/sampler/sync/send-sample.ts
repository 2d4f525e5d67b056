// Sends one queued sample and says what its answer means for the queue: gone, refused for good, or to be tried again.
// The device's own troubles (a session that ended, a broken server) must never be booked as a fault of the sample.
import type { Answer, Api } from '../../../shared/api.ts'
import type { QueuedRecord } from '../../../shared/store.ts'

export interface SampleAnswer {
  readonly sampleId: string
  readonly nameMasked: string
  readonly already: boolean
}

/** Codes that speak of the device, not of the sample. */
export const DEVICE_REFUSED: ReadonlySet<string> = new Set(['request.unauthenticated', 'request.proof_refused', 'request.forbidden'])
/** The device's clock was off; the answer brought the right time, so the next attempt is good. */
export const CLOCK_WAS_OFF = 'request.proof_time_off'
/** A sample on which the server stumbles this often is set aside, so that those behind it get through. */
const STUMBLES_MAX = 4

export type SendSample = (record: QueuedRecord) => Promise<Answer<SampleAnswer>>

/** `onDeviceRefused` is told the code when the server no longer knows this device. */
export function makeSendSample(api: Api, onDeviceRefused: (code: string) => void): SendSample {
  const stumbles = new Map<string, number>()
  return async (record) => {
    const answer = await api.call<SampleAnswer>({
      method: record.method,
      path: record.path,
      as: 'session',
      body: record.body,
      repeatable: true,
      load: 'critical_plus',
      by: 'background',
    })
    if (answer.ok) {
      stumbles.delete(record.id)
      return answer
    }
    const { refusal } = answer
    if (DEVICE_REFUSED.has(refusal.code) || refusal.code === CLOCK_WAS_OFF) {
      if (refusal.code !== CLOCK_WAS_OFF) onDeviceRefused(refusal.code)
      return { ok: false, refusal: { ...refusal, passing: true } }
    }
    if (refusal.code === 'service.bug') {
      const count = (stumbles.get(record.id) ?? 0) + 1
      stumbles.set(record.id, count)
      if (count >= STUMBLES_MAX) return { ok: false, refusal: { ...refusal, passing: false } }
    }
    return answer
  }
}
