// Gives this device a region to trust, and, with a code, an identity of its own. A region already trusted is never replaced here.
import type { Answer, Refusal } from '../../shared/api.ts'
import { now } from '../../shared/clock.ts'
import { deleteDeviceKey, loadOrCreateDeviceKey } from '../../shared/device-key.ts'
import { saveSession } from '../../shared/session.ts'
import { type PinRefusal, pinRegion, type RegionAnswer } from '../device/region.ts'
import { APP, server } from '../device/server.ts'
import { changeSettings, type Enrolment, type RegionPin, settings } from '../device/settings.ts'
import type { EnrolmentCode } from './enrolment-code.ts'

type Enrolled = Enrolment & { readonly accessToken: string }

export interface Unprepared {
  readonly ok: false
  readonly problem: PinRefusal | string
  /** From when it may be tried again, where the server wishes to be left alone and said for how long; milliseconds since 1970. */
  readonly freeAt: number | null
}

export type Preparing<T> = { readonly ok: true; readonly value: T } | Unprepared

/** What the server says about itself, held against what this device trusts and what the code demands. Stores nothing. */
export async function askRegion(prefix: string | null): Promise<Preparing<RegionPin>> {
  const answer = await server.call<RegionAnswer>({ method: 'GET', path: '/v1/region', as: 'none' })
  if (!answer.ok) return unprepared(answer.refusal)
  const pinning = pinRegion(answer.value, settings.peek().pin, prefix)
  return pinning.ok ? { ok: true, value: pinning.pin } : { ok: false, problem: pinning.refusal, freeAt: null }
}

/** Trades the code for a session of this device's own key. The root key is checked first: a false server never sees the code. */
export async function enrol(code: EnrolmentCode): Promise<Preparing<Enrolment>> {
  const region = await askRegion(code.rootKeyPrefix)
  if (!region.ok) return region
  let answer = await sendCode(code)
  if (!answer.ok && answer.refusal.code === 'staff.device_key_known') {
    // This key belongs to an enrolment that was ended: one key, one device. Unsent samples do not hang on the key.
    await deleteDeviceKey(APP)
    answer = await sendCode(code)
  }
  if (!answer.ok) return unprepared(answer.refusal)
  const { accessToken, scannerId, purposes, site, venue } = answer.value
  const enrolment: Enrolment = { scannerId, purposes, site, venue }
  const setUp = { pin: region.value, enrolment, venueType: venue?.venueType ?? settings.peek().venueType }
  await saveSession(APP, { accessToken, subjectId: scannerId, setUp })
  changeSettings(setUp)
  return { ok: true, value: enrolment }
}

function unprepared({ code, retryAfterMs }: Refusal): Unprepared {
  return { ok: false, problem: code, freeAt: retryAfterMs === undefined ? null : now() + retryAfterMs }
}

async function sendCode(code: EnrolmentCode): Promise<Answer<Enrolled>> {
  const key = await loadOrCreateDeviceKey(APP)
  return server.call<Enrolled>({ method: 'POST', path: '/v1/scanners', as: 'key', body: { code: code.code, deviceKey: key.publicJwk } })
}
