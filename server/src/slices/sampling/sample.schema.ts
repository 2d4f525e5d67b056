/**
 * The wire of registering samples.
 */
import { Type } from 'typebox'
import { IsoTime, Uuid } from '../../platform/http/wire.ts'
import { DocumentInput } from '../residents/index.ts'

const Subject = Type.Union([
  Type.Object({ pass: Type.String({ minLength: 1, maxLength: 4_096 }) }, { additionalProperties: false }),
  Type.Object({ document: DocumentInput }, { additionalProperties: false }),
])

export const RegisterSample = Type.Object({
  sampleId: Uuid,
  tubeCode: Type.String({ minLength: 1, maxLength: 64 }),
  siteId: Uuid,
  sampledAt: IsoTime,
  subject: Subject,
})
export const SampleRegistered = Type.Object({ sampleId: Uuid, nameMasked: Type.String(), already: Type.Boolean() })

export const SummariseSamples = Type.Object({ siteId: Uuid })
export const SamplesSummary = Type.Object({
  today: Type.Integer(),
  last: Type.Array(Type.Object({ sampleId: Uuid, tubeCode: Type.String(), nameMasked: Type.String(), sampledAt: IsoTime })),
})
