/**
 * The wire of handing in a file of results.
 */
import { Type } from 'typebox'
import { Nullable, Uuid } from '../../platform/http/wire.ts'
import { Anomalies } from './batch.schema.ts'
import { formats } from './read-rows.ts'

export const UploadFile = Type.Object({
  laboratoryId: Uuid,
  /** Told by the content type where it is left out. */
  format: Type.Optional(Type.Enum(formats)),
  onBadRows: Type.Enum(['keep_good', 'reject_all']),
  dryRun: Type.Optional(Type.Boolean()),
})

export const UploadReport = Type.Object({
  /** Asks for this report again, and for the file of errors, also after a trial. */
  uploadId: Uuid,
  /** `queued` and `reading`: `rowsTotal` is what was read so far, the rest of the report comes later. */
  state: Type.Enum(['queued', 'reading', 'ready']),
  fileId: Nullable(Uuid),
  batchId: Nullable(Uuid),
  rowsTotal: Type.Integer(),
  rowsGood: Type.Integer(),
  rowsBad: Type.Integer(),
  duplicates: Type.Integer(),
  /** Rows that test the laboratory itself. */
  controls: Type.Integer(),
  applied: Type.Boolean(),
  anomalies: Anomalies,
  errors: Type.Array(
    Type.Object({
      row: Type.Integer(),
      field: Nullable(Type.String()),
      code: Type.String(),
      message: Type.String(),
      value: Nullable(Type.String()),
    }),
  ),
})

export const FileId = Type.Object({ fileId: Uuid })
