// One sample as the sampler records it and as the server takes it (POST /v1/samples). Makes records; sends nothing.
import { now } from '../../shared/clock.ts'
import type { QueuedRecord } from '../../shared/store.ts'
import { createUuid } from '../../shared/uuid.ts'
import { APP } from '../device/server.ts'
import type { IdentityDocument } from './document.ts'

export type Subject = { readonly pass: string } | { readonly document: IdentityDocument }

export interface SampleBody {
  readonly sampleId: string
  readonly tubeCode: string
  readonly siteId: string
  readonly sampledAt: string
  readonly subject: Subject
}

export const SAMPLE_KIND = 'sample'

export interface SampleRecord extends QueuedRecord {
  readonly body: SampleBody
}

export type NewSample = Omit<SampleRecord, 'recordedAt' | 'refusedWith'>

/** `sampledAt` is when the resident stood there: now, or when the pass was shown, or when the sample that is mended was taken. */
export function makeSample(
  tubeCode: string,
  siteId: string,
  subject: Subject,
  sampledAt: string = new Date(now()).toISOString(),
): NewSample {
  const sampleId = createUuid()
  const body: SampleBody = { sampleId, tubeCode, siteId, sampledAt, subject }
  return { id: sampleId, app: APP, kind: SAMPLE_KIND, method: 'POST', path: '/v1/samples', body }
}

export function isSampleRecord(record: QueuedRecord): record is SampleRecord {
  return record.app === APP && record.kind === SAMPLE_KIND
}
