/**
 * A testing desk: a scanner device enrolled for sampling at one site, which registers who was swabbed into which tube.
 */
import { now } from './clock.ts'
import { createDevice, type Device } from './device.ts'
import { type Answer, bodyOf } from './http-call.ts'
import type { Staff } from './staff-client.ts'

export type Subject = { readonly pass: string } | { readonly document: { readonly kind: string; readonly number: string } }

export interface Sample {
  readonly tubeCode: string
  readonly subject: Subject
  readonly sampledAt?: Date
  readonly sampleId?: string
}

export interface SamplingDesk {
  readonly device: Device
  readonly siteId: string
  /** Registers a sample and returns the answer, good or not. */
  register(sample: Sample): Promise<Answer>
}

/** A code by which a device becomes a scanner. */
export async function createEnrolmentCode(
  commander: Staff,
  purposes: readonly ('guard' | 'sampler')[],
  at: { readonly siteId?: string; readonly venueId?: string } = {},
): Promise<string> {
  const body = { label: `Simulator, ${purposes.join(' and ')}`, purposes, siteId: at.siteId ?? null, venueId: at.venueId ?? null }
  return bodyOf(await commander.call('POST', '/v1/staff/scanner-enrolments', body), 'allow a scanner').code
}

/** Opens a desk at the first site of the city. */
export async function openSamplingDesk(origin: string, commander: Staff): Promise<SamplingDesk> {
  const { sites } = bodyOf(await commander.call('GET', '/v1/sites'), 'list the sites')
  const siteId: string = sites[0].siteId
  const code = await createEnrolmentCode(commander, ['sampler'], { siteId })
  const device = await createDevice(origin)
  const enrolled = bodyOf(await device.call('POST', '/v1/scanners', { code, deviceKey: device.publicKey }), 'enrol the desk')
  device.accessToken = enrolled.accessToken
  return {
    device,
    siteId,
    register: ({ tubeCode, subject, sampledAt = now(), sampleId = crypto.randomUUID() }) =>
      device.call('POST', '/v1/samples', { sampleId, tubeCode, siteId, sampledAt: sampledAt.toISOString(), subject }),
  }
}
