/** A registered resident with a sample in a tube, and the account `both`, which may both upload and release. */
import { now } from '../../shared/clock.ts'
import { type NewResident, registerResident } from './device-calls.ts'
import type { RealServer } from './real-server.ts'
import { signInStaff } from './staff-calls.ts'

const hourMs = 3_600_000

export async function takeSample(
  server: RealServer,
  resident: NewResident,
  tubeCode: string,
): Promise<{ sampledAt: string; testedAt: string }> {
  await registerResident(server, resident)
  await createBoth(server)
  const sampler = await signInStaff(server, 'sampler')
  const sites = await sampler.call('GET', '/v1/sites')
  const sampledAt = new Date(now() - 2 * hourMs).toISOString()
  const sample = {
    sampleId: crypto.randomUUID(),
    tubeCode,
    siteId: sites.body.sites[0].siteId,
    sampledAt,
    subject: { document: { kind: 'resident_id', number: resident.number } },
  }
  const registered = await sampler.call('POST', '/v1/samples', sample)
  if (registered.status >= 300) throw new Error(`no sample was registered: ${JSON.stringify(registered.body)}`)
  return { sampledAt, testedAt: new Date(now() - hourMs).toISOString() }
}

async function createBoth(server: RealServer): Promise<void> {
  const admin = await signInStaff(server, 'admin')
  const organisations = await admin.call('GET', '/v1/staff/organisations')
  const { organisationId } = organisations.body.organisations[0]
  const account = { username: 'both', displayName: 'Both', roles: ['laboratory', 'releaser'], organisationId }
  const created = await admin.call('POST', '/v1/staff/accounts', account)
  await signInStaff(server, 'both', created.body.oneTimePassword)
}
