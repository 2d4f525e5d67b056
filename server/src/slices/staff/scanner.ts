/**
 * Scanner devices: what they are for, and the code that enrols one. Pure.
 */
import { Type } from 'typebox'
import type { ActorBase } from '../../platform/actor.ts'
import { accept, type Result, refuse } from '../../platform/result.ts'

export const scannerPurposes = ['guard', 'sampler'] as const
export type ScannerPurpose = (typeof scannerPurposes)[number]

export const ScannerPurposes = Type.Array(Type.Enum(scannerPurposes), {
  minItems: 1,
  maxItems: scannerPurposes.length,
  uniqueItems: true,
})

export interface ScannerActor extends ActorBase {
  readonly kind: 'scanner'
  readonly siteId: string | null
  readonly venueId: string | null
  /** What the proof of this request says about its body (platform/http/dpop.ts). */
  readonly bodyHash: string | null
}

declare module '../../platform/actor.ts' {
  interface ActorKinds {
    scanner: ScannerActor
  }
}

export const scannerTokenPrefix = 'egs_'
export const scannerTokenBytes = 32
export const enrolmentMsMax = 24 * 3_600_000

/** The grants of a device with these purposes. */
export function scannerGrantsOf(purposes: readonly ScannerPurpose[]): readonly string[] {
  return ['scanner', ...purposes.map((purpose) => `scanner:${purpose}`)]
}

/** A new code: three groups of four to type, then what pins the root key of the region. */
export function makeEnrolmentCode(typed: (length: number) => string, rootThumbprint: string): string {
  return `EGE-${typed(4)}-${typed(4)}-${typed(4)}.${rootThumbprint.slice(0, 16).toLowerCase()}`
}

/** The secret part of a code as people type it, in normal form; what follows the point is for the device, not for us. */
export function secretOfCode(code: string): string {
  return code.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase().split(/[.。]/, 1)[0]!.replaceAll('-', '')
}

export interface EnrolmentFacts {
  readonly expiresAt: Date
  readonly scannerId: string | null
  /** Key of the device that used the code, while that device is not revoked. */
  readonly usedByKey: string | null
}

export type EnrolmentRefusal =
  | { readonly code: 'staff.enrolment_unknown' }
  | { readonly code: 'staff.enrolment_used' }
  | { readonly code: 'staff.enrolment_expired' }

/** Whether a device with this key may use the code: once, but the same device may ask again when the answer was lost on the way. */
export function decideEnrol(
  enrolment: EnrolmentFacts | undefined,
  thumbprint: string,
  now: Date,
): Result<'new' | 'again', EnrolmentRefusal> {
  if (enrolment === undefined) return refuse({ code: 'staff.enrolment_unknown' })
  if (now >= enrolment.expiresAt) return refuse({ code: 'staff.enrolment_expired' })
  if (enrolment.scannerId === null) return accept('new')
  return enrolment.usedByKey === thumbprint ? accept('again') : refuse({ code: 'staff.enrolment_used' })
}
