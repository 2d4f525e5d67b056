/**
 * The wire of the device log (docs/spec/sync.md).
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

export const recordsMax = 500
export const batchBytesMax = 1024 * 1024
export const recordsContentType = 'application/vnd.evergate.records+json'

/** The body of POST /v1/sync/records. A record that is none is refused alone; it spoils no other. */
export const SyncBatch = Type.Object(
  {
    batchId: Uuid,
    sentAt: IsoTime,
    appVersion: Type.String({ maxLength: 40 }),
    queued: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
    records: Type.Array(Type.Unknown(), { minItems: 1, maxItems: recordsMax }),
  },
  { additionalProperties: false },
)

const Gaps = Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }))
const received = { upTo: Type.Integer(), highest: Type.Integer(), gaps: Gaps }

export const SyncAnswer = Type.Object({
  serverTime: IsoTime,
  answers: Type.Array(
    Type.Object({
      recordId: Nullable(Type.String()),
      answer: Type.Enum(['stored', 'already', 'refused']),
      code: Nullable(Type.String()),
    }),
  ),
  received: Type.Object(received),
  conflictsOpen: Type.Integer(),
})

export const SyncState = Type.Object({
  serverTime: IsoTime,
  ...received,
  conflicts: Type.Array(Type.Object({ conflictId: Uuid, code: Type.String(), tubeCode: Nullable(Type.String()), at: IsoTime })),
})
