/**
 * The wire of results that wait for their desk. Without outcomes: a tube nobody told of may still be anybody's.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'

const TubeCode = Type.String({ minLength: 1, maxLength: 64 })

export const ListWaiting = Type.Object({ cursor: Type.Optional(TubeCode) })
export const WaitingResults = Type.Object({
  tubes: Type.Array(
    Type.Object({
      tubeCode: TubeCode,
      batchId: Uuid,
      laboratoryName: Type.String(),
      testedAt: IsoTime,
      waitingSince: IsoTime,
      state: Type.Enum(['awaiting', 'released']),
    }),
  ),
  nextCursor: Nullable(TubeCode),
})
