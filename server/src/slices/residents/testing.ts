/**
 * Residents for tests of this and other slices: an SMS gateway that remembers, and registration as a phone does it. Must not be used outside tests.
 */
import { residentIdCheckCharacter } from '@evergate/pass'
import type { FastifyInstance } from 'fastify'
import type { Ground } from '../../platform/context.ts'
import { createTestPhone, type TestPhone } from '../../testing/test-phone.ts'
import { sendMessages } from './send-messages.job.ts'
import type { SmsGateway } from './sms.ts'

export { sendMessages }

export interface SmsMemory extends SmsGateway {
  /** The code in the last message to this number. */
  codeFor(phone: string): string
  readonly sent: { readonly phone: string; readonly text: string }[]
}

/** A gateway that keeps what it is given. */
export function createSmsMemory(): SmsMemory {
  const sent: { phone: string; text: string }[] = []
  return {
    name: 'memory',
    sent,
    send: async ({ phone, text }) => {
      sent.push({ phone, text })
    },
    codeFor: (phone) => /\d{6}/.exec(sent.findLast((one) => one.phone === phone)?.text ?? '')?.[0] ?? 'none',
  }
}

/** A well-formed resident ID number of Xi'an, the n-th of that birthday. */
export function idNumber(n: number, birthDate = '19900307'): string {
  const digits = `610103${birthDate}${String(n).padStart(3, '0')}`
  return digits + residentIdCheckCharacter(digits)
}

export interface RegisteredResident {
  readonly residentId: string
  readonly deviceId: string
  readonly phone: TestPhone
  readonly phoneNumber: string
  readonly document: { readonly kind: 'resident_id'; readonly number: string }
}

/** Registers the n-th person from a fresh phone. */
export async function registerResident(
  app: FastifyInstance,
  ground: Ground,
  sms: SmsMemory,
  n: number,
  name = '王小明',
): Promise<RegisteredResident> {
  const phoneNumber = `+86138${String(10_000_000 + n)}`
  const document = { kind: 'resident_id' as const, number: idNumber(n) }
  const phone = await createTestPhone(app, ground)
  const started = await phone.call('POST', '/v1/registrations', { name, document, phone: phoneNumber, locale: 'zh-CN' })
  await sendMessages(ground, sms)
  const path = `/v1/registrations/${started.body.registrationId}/confirm`
  const confirmed = await phone.call('POST', path, { code: sms.codeFor(phoneNumber), deviceKey: phone.publicKey })
  if (confirmed.status !== 200) throw new Error(`registration failed: ${JSON.stringify(confirmed.body)}`)
  phone.accessToken = confirmed.body.accessToken
  return { residentId: confirmed.body.residentId, deviceId: confirmed.body.deviceId, phone, phoneNumber, document }
}
