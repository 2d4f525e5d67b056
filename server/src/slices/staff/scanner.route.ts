/**
 * Who may allow, enrol, list and revoke scanner devices.
 */
import { type Route, route } from '../../platform/http/route.ts'
import { NoInput } from '../../platform/http/wire.ts'
import { allowScanner } from './allow-scanner.command.ts'
import { enrolScanner } from './enrol-scanner.command.ts'
import { revokeScanner } from './revoke-scanner.command.ts'
import { AllowScanner, EnrolScanner, ScannerAllowed, ScannerDescription, ScannerEnrolled, ScannerId, Scanners } from './scanner.schema.ts'
import type { PlaceDirectory } from './scanner-place.query.ts'
import { describeOwnScanner, listScanners } from './scanners.query.ts'

export function scannerRoutes(directory: PlaceDirectory, rootThumbprint: () => Promise<string>): readonly Route[] {
  return [...staffRoutes(directory, rootThumbprint), ...deviceRoutes(directory)]
}

const policy = {
  access: ['staff:administrator', 'staff:commander'],
  load: 'sheddable_plus',
  deadlineMs: 3_000,
  bodyBytesMax: 2_048,
} as const

function staffRoutes(directory: PlaceDirectory, rootThumbprint: () => Promise<string>): readonly Route[] {
  return [
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/scanner-enrolments',
      summary: 'Make a code with which one scanner device may enrol itself within a day.',
      input: AllowScanner,
      output: ScannerAllowed,
      refusals: { 'staff.site_not_found': 422, 'staff.venue_not_found': 422, 'staff.sampler_without_site': 422 },
      handle: allowScanner(directory, rootThumbprint),
    }),
    route({
      ...policy,
      method: 'GET',
      path: '/v1/staff/scanners',
      summary: 'List scanner devices.',
      input: NoInput,
      output: Scanners,
      refusals: {},
      handle: listScanners,
    }),
    route({
      ...policy,
      method: 'POST',
      path: '/v1/staff/scanners/:scannerId/revoke',
      summary: 'Take a scanner device out of use.',
      input: ScannerId,
      output: 'empty',
      refusals: { 'staff.scanner_not_found': 404 },
      handle: revokeScanner,
    }),
  ]
}

function deviceRoutes(directory: PlaceDirectory): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/scanners',
      summary: 'Enrol a scanner device: a code and a proof of possession of its key.',
      access: ['anyone'],
      load: 'critical',
      deadlineMs: 3_000,
      bodyBytesMax: 2_048,
      ratePerMinute: 30,
      input: EnrolScanner,
      output: ScannerEnrolled,
      refusals: {
        'request.unauthenticated': 401,
        'request.proof_refused': 401,
        'request.proof_time_off': 401,
        'staff.device_key_mismatch': 422,
        'staff.device_key_known': 409,
        'staff.enrolment_unknown': 422,
        'staff.enrolment_used': 409,
        'staff.enrolment_expired': 410,
      },
      handle: enrolScanner(directory),
    }),
    route({
      method: 'GET',
      path: '/v1/scanner/me',
      summary: 'What this scanner device is enrolled as.',
      access: ['scanner'],
      load: 'critical',
      deadlineMs: 2_000,
      input: NoInput,
      output: ScannerDescription,
      refusals: {},
      handle: describeOwnScanner(directory),
    }),
  ]
}
