/**
 * The wire of the region, its divisions and its places.
 */
import { Type } from 'typebox'
import { IsoTime, Uuid } from '../../platform/http/wire.ts'
import { venueTypes } from './venue-type.ts'

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })
const DistrictCode = Type.String({ pattern: '^[0-9]{6}$', maxLength: 6 })
export const StreetCode = Type.String({ pattern: '^[0-9]{9}$', maxLength: 9 })

export const Region = Type.Object({
  region: Type.String(),
  names: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
  utcOffsetMinutes: Type.Integer(),
  rootKey: Type.Object({ kty: Type.String(), crv: Type.String(), x: Type.String(), y: Type.String() }),
  realNameCheck: Type.Literal('format_only'),
  serverTime: IsoTime,
  demo: Type.Boolean(),
})

const Street = Type.Object({ code: StreetCode, name: Type.String() })
export const Divisions = Type.Object({
  districts: Type.Array(Type.Object({ code: DistrictCode, name: Type.String(), streets: Type.Array(Street) })),
})

const Thousandths = Type.Integer({ minimum: 0, maximum: 1_000 })
export const AddSite = Type.Object({ name: Name, streetCode: StreetCode })
export const MoveSite = Type.Object({ siteId: Uuid, mapX: Thousandths, mapY: Thousandths })
export const SiteAdded = Type.Object({ siteId: Uuid })
export const Sites = Type.Object({
  sites: Type.Array(
    Type.Object({
      siteId: Uuid,
      name: Type.String(),
      districtCode: DistrictCode,
      streetCode: StreetCode,
      mapX: Thousandths,
      mapY: Thousandths,
    }),
  ),
})

export const AddLaboratory = Type.Object({ name: Name })
export const LaboratoryAdded = Type.Object({ laboratoryId: Uuid })
export const Laboratories = Type.Object({ laboratories: Type.Array(Type.Object({ laboratoryId: Uuid, name: Type.String() })) })

export const AddVenue = Type.Object({ name: Name, venueType: Type.Enum(venueTypes), streetCode: StreetCode })
export const VenueAdded = Type.Object({ venueId: Uuid })
export const Venues = Type.Object({
  venues: Type.Array(Type.Object({ venueId: Uuid, name: Type.String(), venueType: Type.String(), streetCode: StreetCode })),
})
