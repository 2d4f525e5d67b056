/**
 * Rounds on the wire.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { areasMax, buildingResidentsMax, buildingsMax, desksMax, graceHoursMax, roundStates, sitesMax } from './round.ts'

const AreaCode = Type.String({ pattern: '^([0-9]{6}|[0-9]{9})$', maxLength: 9 })
const OfTheClock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5 })
const PoolKind = Type.Enum(['single', 'ten', 'twenty', 'household'])
const Count = Type.Integer({ minimum: 0 })
const closed = { additionalProperties: false } as const

const TubeRule = Type.Object(
  {
    prefixes: Type.Array(Type.String({ pattern: '^[A-Z0-9-]{1,12}$', maxLength: 12 }), { maxItems: 20 }),
    lengthMin: Type.Integer({ minimum: 6, maximum: 24 }),
    lengthMax: Type.Integer({ minimum: 6, maximum: 24 }),
    checksum: Type.Enum(['none', 'luhn', 'mod97']),
  },
  closed,
)
const Site = Type.Object(
  { siteId: Uuid, desks: Type.Integer({ minimum: 1, maximum: desksMax }), opensAt: OfTheClock, closesAt: OfTheClock },
  closed,
)

const Building = Type.Object(
  {
    streetCode: Type.String({ pattern: '^[0-9]{9}$', maxLength: 9 }),
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    residents: Type.Integer({ minimum: 1, maximum: buildingResidentsMax }),
    pool: PoolKind,
  },
  closed,
)

export const PlanRound = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  startsAt: IsoTime,
  endsAt: IsoTime,
  graceHours: Type.Integer({ minimum: 0, maximum: graceHoursMax }),
  mandatory: Type.Boolean(),
  tubeRule: TubeRule,
  areas: Type.Array(Type.Object({ code: AreaCode, pool: PoolKind }, closed), { maxItems: areasMax }),
  buildings: Type.Optional(Type.Array(Building, { maxItems: buildingsMax })),
  sites: Type.Array(Site, { minItems: 1, maxItems: sitesMax }),
})
export const RoundPlanned = Type.Object({ roundId: Uuid })

const ExpectedArea = { code: AreaCode, name: Type.String(), expected: Count, pool: PoolKind }
const ExpectedSite = { siteId: Uuid, name: Type.String(), expected: Count, perDeskPerHour: Type.Number(), overloaded: Type.Boolean() }
export const Preview = Type.Object({
  expected: Count,
  areas: Type.Array(Type.Object(ExpectedArea)),
  buildings: Type.Array(Building),
  sites: Type.Array(Type.Object(ExpectedSite)),
})

const State = Type.Enum(roundStates)
const Head = {
  roundId: Uuid,
  name: Type.String(),
  startsAt: IsoTime,
  endsAt: IsoTime,
  graceHours: Count,
  mandatory: Type.Boolean(),
  state: State,
  expected: Count,
}
export const ListRounds = Type.Object({ state: Type.Optional(State) })
export const Rounds = Type.Object({ rounds: Type.Array(Type.Object({ ...Head, areas: Count, sites: Count })) })

export const RoundRef = Type.Object({ roundId: Uuid })
export const RoundRead = Type.Object({
  ...Head,
  tubeRule: TubeRule,
  demo: Type.Boolean(),
  cancelledAt: Nullable(IsoTime),
  cancelledBecause: Nullable(Type.String()),
  areas: Type.Array(Type.Object(ExpectedArea)),
  buildings: Type.Array(Building),
  sites: Type.Array(
    Type.Object({
      ...ExpectedSite,
      streetCode: Type.String(),
      mapX: Type.Integer(),
      mapY: Type.Integer(),
      desks: Count,
      opensAt: OfTheClock,
      closesAt: OfTheClock,
    }),
  ),
})

export const CancelRound = Type.Object({ roundId: Uuid, reason: Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }) })
export const ExtendRound = Type.Object({ roundId: Uuid, endsAt: IsoTime })

export const AtSite = Type.Object({ siteId: Uuid })
export const RoundsAtSite = Type.Object({
  rounds: Type.Array(
    Type.Object({
      roundId: Uuid,
      name: Type.String(),
      startsAt: IsoTime,
      endsAt: IsoTime,
      mandatory: Type.Boolean(),
      pool: PoolKind,
      tubeRule: TubeRule,
    }),
  ),
})
