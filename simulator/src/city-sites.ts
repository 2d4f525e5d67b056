/**
 * Sampling sites and the desks enrolled at them, as staff set them up before a day: over the console's own routes.
 */
import { createDevice, type Device } from './device.ts'
import { bodyOf } from './http-call.ts'
import { createEnrolmentCode } from './sampling-desk.ts'
import type { Staff } from './staff-client.ts'

export interface Site {
  readonly siteId: string
  readonly name: string
  readonly streetCode: string
}

/** Adds a site in this street. */
export async function addSite(commander: Staff, name: string, streetCode: string): Promise<Site> {
  const { siteId } = bodyOf(await commander.call('POST', '/v1/sites', { name, streetCode }), 'add a site')
  return { siteId, name, streetCode }
}

/** Enrols a fresh device as a desk of this site; returns it with the id the server knows it by. */
export async function enrolDesk(
  origin: string,
  commander: Staff,
  siteId: string,
): Promise<{ readonly device: Device; readonly deviceId: string }> {
  const code = await createEnrolmentCode(commander, ['sampler'], { siteId })
  const device = await createDevice(origin)
  const enrolled = bodyOf(await device.call('POST', '/v1/scanners', { code, deviceKey: device.publicKey }), 'enrol a desk')
  device.accessToken = enrolled.accessToken
  return { device, deviceId: enrolled.scannerId }
}
