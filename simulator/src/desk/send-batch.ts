/**
 * One batch of a desk to the server, as docs/spec/sync.md says: signed as bytes, answered record by record. Also sends half of one, as a dying network does.
 */
import { request } from 'node:http'
import { now } from '../clock.ts'
import type { Device } from '../device.ts'
import { bodyOf } from '../http-call.ts'
import type { Answered } from './desk-log.ts'
import type { DeskRecord } from './desk-record.ts'

export const recordsPerBatchMax = 500
const path = '/v1/sync/records'
const contentType = 'application/vnd.evergate.records+json'

export interface BatchAnswer {
  readonly serverTime: string
  readonly answers: readonly { readonly recordId: string | null; readonly answer: Answered; readonly code: string | null }[]
  readonly received: { readonly upTo: number; readonly highest: number; readonly gaps: readonly (readonly [number, number])[] }
  readonly conflictsOpen: number
}

export interface Batch {
  readonly records: readonly DeskRecord[]
  /** Records that will still wait on the device when these are answered. */
  readonly queued: number
  /** How far the device's clock is wrong; its own time is sent. */
  readonly clockSkewMs: number
}

/** The bytes of a batch; the same batch is sent again as the same bytes. */
export function batchBytes({ records, queued, clockSkewMs }: Batch): Uint8Array<ArrayBuffer> {
  const sentAt = new Date(now().getTime() + clockSkewMs).toISOString()
  return new TextEncoder().encode(JSON.stringify({ batchId: crypto.randomUUID(), sentAt, appVersion: 'simulator', queued, records }))
}

/** Sends a batch and returns what each record was answered. Throws where there is no answer, or another than expected. */
export async function sendBatch(device: Device, bytes: Uint8Array<ArrayBuffer>, withinMs: number): Promise<BatchAnswer> {
  return bodyOf(await device.post(path, bytes, contentType, withinMs), 'sync records') as BatchAnswer
}

/** Announces the whole batch, sends half of its bytes and breaks the line. Never throws: that is how it is meant. */
export async function sendHalf(device: Device, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const headers = { ...(await device.headersFor(path, bytes)), 'content-type': contentType, 'content-length': String(bytes.length) }
  await new Promise<void>((resolve) => {
    const sending = request(device.origin + path, { method: 'POST', headers, agent: false })
    sending.on('error', () => resolve())
    sending.on('close', () => resolve())
    sending.write(bytes.subarray(0, bytes.length >> 1), () => sending.destroy())
  })
}
