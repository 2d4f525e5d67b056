/**
 * The wire of handing in a file of results.
 */
import { Type } from 'typebox'
import { Nullable, Uuid } from '../../platform/http/wire.ts'

export const UploadFile = Type.Object({
  laboratoryId: Uuid,
  onBadRows: Type.Enum(['keep_good', 'reject_all']),
  dryRun: Type.Optional(Type.Boolean()),
})

export const UploadReport = Type.Object({
  fileId: Nullable(Uuid),
  batchId: Nullable(Uuid),
  rowsTotal: Type.Integer(),
  rowsGood: Type.Integer(),
  rowsBad: Type.Integer(),
  duplicates: Type.Integer(),
  applied: Type.Boolean(),
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
