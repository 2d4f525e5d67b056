/**
 * The wire of scanner devices.
 */
import { Type } from 'typebox'
import { IsoTime, Nullable, Uuid } from '../../platform/http/wire.ts'
import { ScannerPurposes } from './scanner.ts'

const Coordinate = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', maxLength: 43 })

/** A P-256 public key as JWK (RFC 7518 section 6.2). */
export const DeviceKey = Type.Object(
  { kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: Coordinate, y: Coordinate },
  { additionalProperties: false },
)

export const AllowScanner = Type.Object({
  label: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
  purposes: ScannerPurposes,
  siteId: Nullable(Uuid),
  venueId: Nullable(Uuid),
})
export const ScannerAllowed = Type.Object({ enrolmentId: Uuid, code: Type.String(), expiresAt: IsoTime })

export const EnrolScanner = Type.Object({ code: Type.String({ minLength: 1, maxLength: 80 }), deviceKey: DeviceKey })

const description = {
  scannerId: Uuid,
  purposes: ScannerPurposes,
  site: Nullable(Type.Object({ siteId: Uuid, name: Type.String() })),
  venue: Nullable(Type.Object({ venueId: Uuid, name: Type.String(), venueType: Type.String() })),
}
export const ScannerDescription = Type.Object(description)
export const ScannerEnrolled = Type.Object({ ...description, accessToken: Type.String() })

export const ScannerId = Type.Object({ scannerId: Uuid })
export const Scanners = Type.Object({
  scanners: Type.Array(
    Type.Object({
      scannerId: Uuid,
      label: Type.String(),
      purposes: ScannerPurposes,
      siteId: Nullable(Uuid),
      venueId: Nullable(Uuid),
      enrolledAt: IsoTime,
      lastSeenAt: IsoTime,
      revokedAt: Nullable(IsoTime),
    }),
  ),
})
