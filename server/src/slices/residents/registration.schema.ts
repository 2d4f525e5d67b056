/**
 * The wire forms of registration, household and look-up.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { documentKinds } from './person.ts'

export const DocumentInput = Type.Object(
  { kind: Type.Enum(documentKinds), number: Type.String({ minLength: 4, maxLength: 40 }) },
  { additionalProperties: false },
)

const Name = Type.String({ minLength: 1, maxLength: 80 })
const Phone = Type.String({ minLength: 5, maxLength: 30 })
const Code = Type.String({ pattern: '^[0-9]{6}$' })
const relations = ['child', 'elder', 'other'] as const

export const DeviceKey = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ minLength: 43, maxLength: 43 }),
    y: Type.String({ minLength: 43, maxLength: 43 }),
  },
  { additionalProperties: false },
)

export const Registration = Type.Object(
  { name: Name, document: DocumentInput, phone: Phone, locale: Type.Enum(['zh-CN', 'en']) },
  { additionalProperties: false },
)
export const RegistrationStarted = Type.Object({ registrationId: Uuid, expiresAt: IsoTime, resendAt: IsoTime })
export const RegistrationRef = Type.Object({ registrationId: Uuid }, { additionalProperties: false })
export const Confirmation = Type.Object({ registrationId: Uuid, code: Code, deviceKey: DeviceKey }, { additionalProperties: false })
export const Enrolled = Type.Object({ residentId: Uuid, deviceId: Uuid, accessToken: Type.String() })

export const MemberRequest = Type.Object(
  { name: Name, document: DocumentInput, relation: Type.Enum(relations), phone: Nullable(Phone), guardianship: Type.Boolean() },
  { additionalProperties: false },
)
export const MemberRequested = Type.Object({
  memberRequestId: Nullable(Uuid),
  residentId: Nullable(Uuid),
  consentNeeded: Type.Boolean(),
  consentSentTo: Nullable(Type.String()),
})
export const MemberConfirmation = Type.Object({ memberRequestId: Uuid, code: Code }, { additionalProperties: false })
export const MemberRef = Type.Object({ residentId: Uuid }, { additionalProperties: false })

export const Residence = Type.Object({ streetCode: Type.String({ pattern: '^[0-9]{6,12}$' }) }, { additionalProperties: false })

const Card = { residentId: Uuid, nameMasked: Type.String(), documentMasked: Type.String() }
export const Me = Type.Object({
  ...Card,
  phoneMasked: Nullable(Type.String()),
  streetCode: Nullable(Type.String()),
  members: Type.Array(Type.Object({ ...Card, relation: Type.Enum(relations) })),
  /** Who carries the resident's own code; `relation` is what the resident is to them. */
  carriedBy: Type.Array(Type.Object({ residentId: Uuid, nameMasked: Type.String(), relation: Type.Enum(relations), since: IsoTime })),
})

export const Lookup = Type.Object(
  {
    by: Type.Union([
      Type.Object({ document: DocumentInput }, { additionalProperties: false }),
      Type.Object({ phone: Phone }, { additionalProperties: false }),
      Type.Object({ residentId: Uuid }, { additionalProperties: false }),
    ]),
    purpose: Type.String({ minLength: 10, maxLength: 300 }),
  },
  { additionalProperties: false },
)
export const LookedUp = Type.Object({
  lookupId: Uuid,
  expiresAt: IsoTime,
  resident: Type.Object({
    ...Card,
    phoneMasked: Nullable(Type.String()),
    streetCode: Nullable(Type.String()),
    registeredAt: IsoTime,
    devices: Type.Integer(),
    members: Type.Integer(),
  }),
})
