/**
 * The wire of batches, releases, corrections, and a resident's own samples.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { anomalyCodes } from './anomalies.ts'
import { batchStates } from './batch.ts'
import { outcomes } from './result-row.ts'
import { samplePlaces } from './sample-place.ts'

const Reason = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' })
const TubeCode = Type.String({ minLength: 1, maxLength: 64 })
const Anomaly = Type.Enum(anomalyCodes)
const Confirmation = Type.Object({ code: Anomaly, reason: Reason }, { additionalProperties: false })
/** Signs that something went wrong, with what was found and the limit it passed. */
export const Anomalies = Type.Array(Type.Object({ code: Anomaly, value: Type.Number(), limit: Type.Number() }))
const Person = Type.Object({ accountId: Uuid, displayName: Type.String() })

const Batch = Type.Object({
  batchId: Uuid,
  laboratoryName: Type.String(),
  uploadedAt: IsoTime,
  uploadedBy: Person,
  kind: Type.Enum(['results', 'correction']),
  rows: Type.Integer(),
  positives: Type.Integer(),
  invalids: Type.Integer(),
  state: Type.Enum(batchStates),
  anomalies: Anomalies,
  /** What was confirmed at the release. */
  confirmed: Type.Array(Confirmation),
  correctionReason: Nullable(Type.String()),
  rejectionReason: Nullable(Type.String()),
  releasedAt: Nullable(IsoTime),
  releasedBy: Nullable(Person),
})

export const ListBatches = Type.Object({ state: Type.Enum(batchStates) })
export const Batches = Type.Object({ batches: Type.Array(Batch) })

export const ReadBatch = Type.Object({ batchId: Uuid, cursor: Type.Optional(TubeCode) })
export const BatchContents = Type.Object({
  batch: Batch,
  results: Type.Array(
    Type.Object({
      resultId: Uuid,
      tubeCode: TubeCode,
      outcome: Type.Enum(outcomes),
      testedAt: IsoTime,
      /** Of the first swab; null while no desk has told of the tube. */
      sampledAt: Nullable(IsoTime),
      swabs: Type.Integer(),
    }),
  ),
  nextCursor: Nullable(TubeCode),
})

export const ReleaseBatch = Type.Object({
  batchId: Uuid,
  /** Each sign the batch carries, with the reason why it may be released all the same. */
  confirmed: Type.Optional(Type.Array(Confirmation, { maxItems: anomalyCodes.length })),
})
export const BatchRef = Type.Object({ batchId: Uuid })
export const RejectBatch = Type.Object({ batchId: Uuid, reason: Reason })
export const CorrectResult = Type.Object({
  tubeCode: TubeCode,
  outcome: Type.Enum(outcomes),
  reason: Reason,
})

export const ResidentId = Type.Object({ residentId: Uuid })
export const ResidentSamples = Type.Object({
  samples: Type.Array(
    Type.Object({
      sampleId: Uuid,
      tubeCode: Type.String(),
      /** What it is in: alone, with nine or nineteen others, or with its household; null while the desk has not told. */
      pool: Nullable(Type.Enum(['single', 'ten', 'twenty', 'household'])),
      siteName: Type.String(),
      sampledAt: IsoTime,
      place: Type.Enum(samplePlaces),
      placeAt: IsoTime,
      state: Type.Enum(['taken', 'released']),
      outcome: Nullable(Type.Enum(outcomes)),
      testedAt: Nullable(IsoTime),
      releasedAt: Nullable(IsoTime),
      corrected: Type.Boolean(),
      /** The test did not work and nobody has sampled this person since. */
      recollect: Type.Boolean(),
    }),
  ),
})
