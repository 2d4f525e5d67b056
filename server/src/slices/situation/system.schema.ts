/**
 * The wire form of the server's own health.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable } from '../../platform/http/wire.ts'

const Pool = Type.Object({ plane: Type.String(), total: Type.Integer(), idle: Type.Integer(), waiting: Type.Integer() })

export const System = Type.Object({
  version: Type.String(),
  startedAt: IsoTime,
  uptimeSeconds: Type.Integer(),
  database: Type.Object({ ok: Type.Boolean(), sizeBytes: Type.Integer(), pools: Type.Array(Pool) }),
  outbox: Type.Array(Type.Object({ consumer: Type.String(), behind: Type.Integer(), failed: Nullable(Type.String()) })),
  loops: Type.Array(
    Type.Object({
      name: Type.String(),
      lastRunAt: Nullable(IsoTime),
      lastDurationMs: Nullable(Type.Number()),
      lastError: Nullable(Type.String()),
    }),
  ),
  tables: Type.Array(Type.Object({ name: Type.String(), rows: Type.Integer({ description: 'An estimate.' }) })),
})
