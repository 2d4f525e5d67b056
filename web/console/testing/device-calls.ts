/** A phone or scanner outside the page under test: its own key, and proofs of it (RFC 9449) on every call. */
import { toBase64url } from '../../shared/base64url.ts'
import type { DeviceKey } from '../../shared/device-key.ts'
import { createProof } from '../../shared/dpop.ts'
import type { RealServer } from './real-server.ts'

const ecdsaP256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

export async function createDeviceKey(): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey(ecdsaP256, false, ['sign', 'verify'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return {
    publicJwk: { kty: 'EC', crv: 'P-256', x: toBase64url(point.slice(1, 33)), y: toBase64url(point.slice(33, 65)) },
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(es256, pair.privateKey, bytes as Uint8Array<ArrayBuffer>)),
  }
}

/** Posts with a proof of the key and without a token, as enrolment does. */
export function postWithProof<Answer>(server: RealServer, key: DeviceKey, path: string, body: object): Promise<Answer> {
  return callWithProof<Answer>(server, key, { method: 'POST', path, body, accessToken: null })
}

type DeviceCall = {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: object
  readonly accessToken: string | null
}

async function callWithProof<Answer>(server: RealServer, key: DeviceKey, call: DeviceCall): Promise<Answer> {
  const { method, path, body, accessToken } = call
  const url = server.url + path
  const headers = {
    'content-type': 'application/json',
    dpop: await createProof(key, { method, url, accessToken }),
    ...(accessToken === null ? {} : { authorization: `DPoP ${accessToken}` }),
  }
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}

export interface NewResident {
  readonly name: string
  readonly number: string
  readonly phone: string
}

export interface RegisteredResident {
  readonly residentId: string
  /** Calls as this resident's phone does. */
  call<Answer>(method: 'POST' | 'PUT', path: string, body: object): Promise<Answer>
}

/** Registers a resident the way the app does: details, code by SMS, phone's key. */
export async function registerResident(server: RealServer, { name, number, phone }: NewResident): Promise<RegisteredResident> {
  const key = await createDeviceKey()
  const details = { name, document: { kind: 'resident_id', number }, phone, locale: 'zh-CN' }
  const { registrationId } = await postWithProof<{ registrationId: string }>(server, key, '/v1/registrations', details)
  const code = await server.printed(new RegExp(`^SMS to \\S*${phone.slice(-2)}: .*?(\\d{6})`))
  const confirmation = { code, deviceKey: key.publicJwk }
  const { residentId, accessToken } = await postWithProof<{ residentId: string; accessToken: string }>(
    server,
    key,
    `/v1/registrations/${registrationId}/confirm`,
    confirmation,
  )
  return { residentId, call: (method, path, body) => callWithProof(server, key, { method, path, body, accessToken }) }
}
