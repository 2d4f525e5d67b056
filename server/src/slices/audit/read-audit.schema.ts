/**
 * The wire of reading the audit trail.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

export const ReadAudit = Type.Object({
  cursor: Type.Optional(Uuid),
  action: Type.Optional(Type.String({ pattern: '^[a-z_]+\\.[a-z_]+$', maxLength: 100 })),
})

export const AuditPage = Type.Object({
  entries: Type.Array(
    Type.Object({
      at: IsoTime,
      actorKind: Type.String(),
      actorId: Type.String(),
      action: Type.String(),
      subject: Type.String(),
      outcome: Type.String(),
      purpose: Nullable(Type.String()),
      detail: Nullable(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
  nextCursor: Nullable(Uuid),
})
