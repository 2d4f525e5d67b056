/**
 * The wire of conflicts, the device fleet and refused records, for staff.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

/** Time and id of the last row of the page before. */
export const Cursor = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T[\\d:.]{12}Z_[0-9a-f-]{36}$', maxLength: 64 }))

export const ListConflicts = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'resolved'])),
  code: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}$', maxLength: 40 })),
  cursor: Cursor,
})
export const ConflictId = Type.Object({ conflictId: Uuid })
export const ResolveConflict = Type.Object({
  conflictId: Uuid,
  resolution: Type.Enum(['accepted', 'void_swabs']),
  swabIds: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 100, uniqueItems: true })),
  note: Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' }),
})

const conflict = {
  conflictId: Uuid,
  code: Type.String(),
  siteId: Nullable(Uuid),
  siteName: Nullable(Type.String()),
  tubeCode: Nullable(Type.String()),
  deviceIds: Type.Array(Uuid),
  residents: Type.Array(Type.Object({ residentId: Uuid, nameMasked: Type.String() })),
  at: IsoTime,
  state: Type.Enum(['open', 'resolved']),
  resolution: Nullable(Type.Enum(['accepted', 'void_swabs'])),
  note: Nullable(Type.String()),
}
export const Conflicts = Type.Object({ conflicts: Type.Array(Type.Object(conflict)), nextCursor: Nullable(Type.String()) })

const Swab = Type.Object({
  swabId: Uuid,
  tubeCode: Type.String(),
  nameMasked: Nullable(Type.String()),
  at: IsoTime,
  siteName: Nullable(Type.String()),
  deviceLabel: Nullable(Type.String()),
  removed: Type.Boolean(),
})
export const ConflictDetail = Type.Object({ ...conflict, swabs: Type.Array(Swab) })

export const Devices = Type.Object({
  devices: Type.Array(
    Type.Object({
      deviceId: Uuid,
      label: Type.String(),
      siteId: Nullable(Uuid),
      siteName: Nullable(Type.String()),
      lastContactAt: Nullable(IsoTime),
      appVersion: Nullable(Type.String()),
      queued: Nullable(Type.Integer()),
      upTo: Type.Integer(),
      highest: Type.Integer(),
      gaps: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 })),
      clockOffsetMs: Nullable(Type.Integer()),
      conflictsOpen: Type.Integer(),
      revokedAt: Nullable(IsoTime),
    }),
  ),
})

export const ListRefused = Type.Object({ cursor: Cursor })
export const RefusedRecords = Type.Object({
  records: Type.Array(
    Type.Object({
      recordId: Nullable(Uuid),
      deviceId: Uuid,
      deviceLabel: Nullable(Type.String()),
      siteName: Nullable(Type.String()),
      code: Type.String(),
      field: Nullable(Type.String()),
      receivedAt: IsoTime,
    }),
  ),
  nextCursor: Nullable(Type.String()),
})
