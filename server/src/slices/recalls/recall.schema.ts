/**
 * The wire form of recalls and messages.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { StreetCode } from '../places/index.ts'
import { messageKinds, recallStates } from './follow-up.ts'

const Count = Type.Integer({ minimum: 0 })

export const ListRecalls = Type.Object(
  {
    state: Type.Optional(Type.Enum(recallStates)),
    streetCode: Type.Optional(StreetCode),
    cursor: Type.Optional(Type.String({ maxLength: 120 })),
  },
  { additionalProperties: false },
)

export const RecallPage = Type.Object({
  recalls: Type.Array(
    Type.Object({
      recallId: Uuid,
      residentId: Uuid,
      nameMasked: Type.String(),
      streetCode: Nullable(Type.String()),
      tubeCode: Type.String(),
      askedAt: IsoTime,
      state: Type.Enum(recallStates),
      endedAt: Nullable(IsoTime),
    }),
  ),
  counts: Type.Object({ open: Count, resolved: Count, cancelled: Count }),
  nextCursor: Nullable(Type.String()),
})

export const MessagesOf = Type.Object({ residentId: Uuid }, { additionalProperties: false })

const Outcome = Type.Enum(['negative', 'positive', 'invalid'])
export const Messages = Type.Object({
  messages: Type.Array(
    Type.Object({
      messageId: Uuid,
      kind: Type.Enum(messageKinds),
      at: IsoTime,
      readAt: Nullable(IsoTime),
      data: Type.Object({
        tubeCode: Type.String(),
        end: Type.Optional(Type.Enum(['single_result', 'result_corrected', 'swab_voided'])),
        from: Type.Optional(Outcome),
        to: Type.Optional(Outcome),
      }),
    }),
  ),
})

export const MessageRef = Type.Object({ residentId: Uuid, messageId: Uuid }, { additionalProperties: false })
export const MessageRead = Type.Object({ readAt: IsoTime })
