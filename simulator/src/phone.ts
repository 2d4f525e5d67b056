/**
 * A resident's phone over HTTP: registers with the code from the SMS, declares, fetches passes and shows them. Keeps what a real phone keeps.
 */
import { presentPass } from '@evergate/pass'
import { createJoinedCalls } from '@evergate/pass/contact'
import { now, nowSeconds, waitFor } from './clock.ts'
import { createDevice, type Device } from './device.ts'
import { bodyOf } from './http-call.ts'
import { messagesIn, waitForCode } from './outbox-folder.ts'
import type { Person } from './people.ts'

export interface HeldPass {
  readonly residentId: string
  readonly epoch: number
  readonly validFrom: string
  readonly validUntil: string
  /** base64url of the COSE bytes. */
  readonly pass: string
  readonly colour: 'green' | 'yellow' | 'red'
  readonly lastNegativeAt: string | null
}

export interface Phone {
  readonly device: Device
  readonly person: Person
  readonly residentId: string
  /** Fetches passes and remembers them; joins a fetch that is under way. */
  refresh(): Promise<readonly HeldPass[]>
  /** The pass for this moment (unix seconds, else now) as last fetched; phones hold today's and tomorrow's. */
  pass(atSeconds?: number): HeldPass
  /** The text of the QR at this moment, unix seconds; needs no network. */
  present(atSeconds?: number): Promise<string>
  declare(input?: Partial<Declaration>): Promise<void>
}

export interface Declaration {
  readonly symptoms: readonly string[]
  readonly contactWithCase: boolean
  readonly riskAreaStay: boolean
  readonly arrivedFromAbroadAt: string | null
}

const healthy: Declaration = { symptoms: [], contactWithCase: false, riskAreaStay: false, arrivedFromAbroadAt: null }

/** Registers this person with a fresh phone; `outboxFolder` is where the server leaves its SMS. */
export async function registerPhone(origin: string, outboxFolder: string, person: Person): Promise<Phone> {
  const device = await createDevice(origin)
  const known = new Set(messagesIn(outboxFolder))
  const started = bodyOf(await device.call('POST', '/v1/registrations', { ...person, locale: 'zh-CN' }), 'register')
  const code = await waitForCode(outboxFolder, `+86${person.phone}`, known)
  const path = `/v1/registrations/${started.registrationId}/confirm`
  const enrolled = bodyOf(await device.call('POST', path, { code, deviceKey: device.publicKey }), 'confirm the registration')
  device.accessToken = enrolled.accessToken
  return createPhone(device, person, enrolled.residentId)
}

function createPhone(device: Device, person: Person, residentId: string): Phone {
  let passes: readonly HeldPass[] = []
  const underWay = createJoinedCalls()
  const phone: Phone = {
    device,
    person,
    residentId,
    refresh: () =>
      underWay.join('passes', async () => {
        const answer = bodyOf(await device.call('GET', '/v1/me/passes'), 'fetch passes')
        passes = answer.passes
        return passes
      }),
    pass: (atSeconds = nowSeconds()) => validAt(passes, residentId, atSeconds),
    present: async (atSeconds = nowSeconds()) => {
      const text = await presentPass(Buffer.from(phone.pass(atSeconds).pass, 'base64url'), device.signer, { now: atSeconds })
      if (!text.ok) throw new Error(`the pass cannot be shown: ${text.reason}`)
      return text.value
    },
    declare: async (input = {}) => {
      const body = { declarationId: crypto.randomUUID(), kind: 'declaration', observedAt: now().toISOString(), ...healthy, ...input }
      bodyOf(await device.call('POST', `/v1/residents/${residentId}/declarations`, body), 'declare')
    },
  }
  return phone
}

function validAt(passes: readonly HeldPass[], residentId: string, atSeconds: number): HeldPass {
  const at = new Date(atSeconds * 1000)
  const found = passes.find((pass) => pass.residentId === residentId && new Date(pass.validFrom) <= at && at < new Date(pass.validUntil))
  if (found === undefined) throw new Error(`no pass for ${at.toISOString()} was fetched`)
  return found
}

/** Fetches until today's pass is as expected: the server decides a moment after it has been told. */
export function waitForPass(phone: Phone, what: string, isAsExpected: (pass: HeldPass) => boolean, withinMs = 30_000): Promise<HeldPass> {
  const look = async (): Promise<HeldPass | undefined> => {
    const passes = await phone.refresh()
    const own = passes.some((pass) => pass.residentId === phone.residentId) ? phone.pass() : undefined
    return own !== undefined && isAsExpected(own) ? own : undefined
  }
  return waitFor(what, look, withinMs, 250)
}
