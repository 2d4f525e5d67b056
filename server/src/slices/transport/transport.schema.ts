/**
 * The wire of receiving boxes and tubes.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { conflictCodes } from './tube-conflicts.ts'

/** As scanned or typed; brought into normal form before anything else. */
const Code = Type.String({ minLength: 1, maxLength: 64 })
const Cursor = Type.Optional(Type.String({ maxLength: 64 }))

export const ReceiveBox = Type.Object({ boxCode: Code, laboratoryId: Uuid, receivedAt: IsoTime })
export const BoxReceived = Type.Object({
  box: Type.Object({
    boxCode: Type.String(),
    tubeCodes: Type.Array(Type.String()),
    receivedTubeCodes: Type.Array(Type.String(), { description: 'Those of them that a laboratory has entered already.' }),
    tubesCounted: Nullable(Type.Integer()),
    siteName: Nullable(Type.String({ description: 'Null while no desk has told of the box.' })),
    handedOverAt: Nullable(IsoTime),
  }),
  already: Type.Boolean(),
})

export const tubesAtOnceMax = 2_000
export const ReceiveTubes = Type.Object({
  laboratoryId: Uuid,
  boxCode: Nullable(Code),
  tubes: Type.Array(
    Type.Object(
      { tubeCode: Code, swabsCounted: Nullable(Type.Integer({ minimum: 0, maximum: 100 })), receivedAt: IsoTime },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: tubesAtOnceMax },
  ),
})
export const TubesReceived = Type.Object({
  answers: Type.Array(
    Type.Object({
      tubeCode: Type.String(),
      answer: Type.Enum(['received', 'already', 'received_unknown', 'invalid']),
      warning: Nullable(Type.Enum(['received_open', 'tube_extra', 'tube_claimed_twice'])),
    }),
  ),
})

export const CompleteBox = Type.Object({ boxCode: Code, laboratoryId: Uuid })
export const BoxCompleted = Type.Object({ missing: Type.Array(Type.String()) })

export const ListBoxes = Type.Object({ state: Type.Enum(['packed', 'handed_over', 'received', 'complete']), cursor: Cursor })
export const Boxes = Type.Object({
  boxes: Type.Array(
    Type.Object({
      boxCode: Type.String(),
      siteName: Nullable(Type.String()),
      laboratoryName: Nullable(Type.String()),
      tubes: Type.Integer(),
      tubesCounted: Nullable(Type.Integer()),
      courier: Nullable(Type.String()),
      closedAt: Nullable(IsoTime),
      handedOverAt: Nullable(IsoTime),
      receivedAt: Nullable(IsoTime),
      completedAt: Nullable(IsoTime),
    }),
  ),
  nextCursor: Nullable(Type.String()),
})

export const ListConflicts = Type.Object({
  state: Type.Optional(Type.Enum(['open', 'resolved'])),
  code: Type.Optional(Type.Enum(conflictCodes)),
  cursor: Cursor,
})
export const Conflicts = Type.Object({
  conflicts: Type.Array(
    Type.Object({
      code: Type.Enum(conflictCodes),
      tubeCode: Type.String(),
      boxCode: Nullable(Type.String()),
      laboratoryName: Nullable(Type.String()),
      at: IsoTime,
      resolvedAt: Nullable(IsoTime),
    }),
  ),
  nextCursor: Nullable(Type.String()),
})
