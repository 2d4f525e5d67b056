/**
 * A city of one phone for browser tests of the resident app: real passes signed by a real key, proofs of possession checked by jose, all in memory.
 * Answers only what the app asks for; what the real server does is tested there.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Colour, issuePass, publicKeyFromJwk, type Signer, signerFromKeyPair } from '@evergate/pass'
import { EmbeddedJWK, jwtVerify } from 'jose'
import { now } from '../shared/clock.ts'
import { cityStatus, people } from './small-city-people.ts'
import { type CityFinding, type CityMessage, citySamples } from './small-city-tests.ts'

const dayMs = 86_400_000
const offsetMs = 8 * 3_600_000
const accessToken = 'egr_test'

export interface SmallCity {
  /** What the next `/v1/me/passes` says; tests change it. */
  colour: Colour
  lastNegativeAt: string | null
  nextContactAt: string
  /** Bodies of declarations in order of arrival. */
  readonly declarations: Record<string, unknown>[]
  /** By resident; tests add. */
  readonly messages: Map<string, CityMessage[]>
  readonly complaints: Record<string, unknown>[]
  /** What the next complaint is told. */
  finding: CityFinding
  answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean>
}

type Jwk = { kty: string; crv: string; x: string; y: string }

export async function createSmallCity(nowMs: number): Promise<SmallCity> {
  const signer = await signerFromKeyPair(await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']))
  let deviceKey: Jwk | undefined
  const city: SmallCity = {
    colour: 'green',
    lastNegativeAt: new Date(nowMs - 30 * 3_600_000).toISOString(),
    nextContactAt: new Date(nowMs + dayMs / 2).toISOString(),
    declarations: [],
    messages: new Map(),
    complaints: [],
    finding: { code: 'not_found', tubeCode: null, place: null, at: null },
    answer: async (request, response, body) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      if (!path.startsWith('/v1/')) return false
      const input = body === '' ? {} : JSON.parse(body)
      if (path === '/v1/region') return send(response, 200, cityRegion)
      if (path === '/v1/divisions') return send(response, 200, cityDivisions)
      if (path === '/v1/registrations') return send(response, 202, startRegistration(nowMs))
      const key = await provenKey(request, path.endsWith('/confirm') ? null : accessToken)
      if (key === null) return send(response, 401, { code: 'request.unauthenticated', status: 401, title: 'Who is calling?' })
      if (path.endsWith('/confirm')) {
        if (input.code !== '123456')
          return send(response, 422, { code: 'residents.code_wrong', status: 422, title: 'Wrong', attemptsLeft: 4 })
        deviceKey = input.deviceKey
        return send(response, 200, { residentId: people[0]!.residentId, deviceId: people[0]!.residentId, accessToken })
      }
      if (path === '/v1/me/passes') return send(response, 200, await issuePasses(city, nowMs, deviceKey ?? key, signer))
      if (path === '/v1/me')
        return send(response, 200, {
          ...people[0],
          phoneMasked: '+8613*******78',
          streetCode: null,
          members: people.slice(1),
          carriedBy: [],
        })
      if (path.endsWith('/samples')) return send(response, 200, { samples: citySamples(nowMs) })
      const [, residentId = '', about, messageId] = /^\/v1\/residents\/([^/]+)\/(messages|complaints)(?:\/([^/]+)\/read)?$/.exec(path) ?? []
      if (about === 'messages') {
        const messages = city.messages.get(residentId) ?? []
        if (messageId === undefined) return send(response, 200, { messages })
        for (const message of messages) if (message.messageId === messageId) message.readAt ??= new Date(nowMs).toISOString()
        return send(response, 200, { readAt: new Date(nowMs).toISOString() })
      }
      if (about === 'complaints') {
        const { complaints, finding } = city
        if (request.method === 'GET') return send(response, 200, { complaints: complaints.filter((one) => one.residentId === residentId) })
        complaints.unshift({ ...input, residentId, madeAt: new Date(nowMs).toISOString(), finding, answer: null })
        return send(response, 200, { complaintId: input.complaintId, finding })
      }
      if (path.endsWith('/declarations')) {
        city.declarations.push(input)
        return send(response, 200, { declarationId: input.declarationId })
      }
      return send(response, 404, { code: 'request.not_found', status: 404, title: 'Not here' })
    },
  }
  return city
}

function send(response: ServerResponse, status: number, body: unknown): true {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(body))
  return true
}

/** The key of a request with a sound proof, or null. */
async function provenKey(request: IncomingMessage, token: string | null): Promise<Jwk | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(String(request.headers.dpop), EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
    })
    const origin = `http://${request.headers.host}`
    if (payload.htm !== request.method || payload.htu !== origin + String(request.url).split('?')[0]) return null
    if (token !== null && request.headers.authorization !== `DPoP ${token}`) return null
    if (token !== null && payload.ath !== createHash('sha256').update(token).digest('base64url')) return null
    return protectedHeader.jwk as unknown as Jwk
  } catch {
    return null
  }
}

async function issuePasses(city: SmallCity, nowMs: number, deviceKey: Jwk, signer: Signer): Promise<object> {
  const today = Math.floor((nowMs + offsetMs) / dayMs)
  const publicKey = publicKeyFromJwk(deviceKey)
  if (!publicKey.ok) throw new Error(publicKey.reason)
  const passes: object[] = []
  for (const person of people) {
    for (const epoch of [today, today + 1]) {
      const validFrom = epoch * dayMs - offsetMs
      const own = person.relation === 'self'
      const colour = own ? city.colour : 'green'
      const lastNegativeAt = own ? city.lastNegativeAt : null
      const issued = await issuePass(
        {
          iss: 'CN-6101',
          issuedAt: Math.floor(nowMs / 1000),
          notBefore: validFrom / 1000,
          expiresAt: (validFrom + dayMs) / 1000,
          family: 1,
          epoch,
          index: 12_345_678,
          colour,
          lastNegativeAt: lastNegativeAt === null ? null : Math.floor(Date.parse(lastNegativeAt) / 1000),
          displayHint: person.nameHint,
          deviceKey: publicKey.value,
        },
        signer,
      )
      if (!issued.ok) throw new Error(issued.reason)
      const { residentId, nameHint } = person
      const pass = Buffer.from(issued.value).toString('base64url')
      const times = { validFrom: new Date(validFrom).toISOString(), validUntil: new Date(validFrom + dayMs).toISOString() }
      passes.push({ residentId, nameHint, epoch, ...times, pass, colour, lastNegativeAt })
    }
  }
  const statuses = people.map((person) =>
    cityStatus(
      person.residentId,
      person.relation === 'self' ? city.colour : 'green',
      person.relation === 'self' ? city.lastNegativeAt : null,
      nowMs,
    ),
  )
  return { region: 'CN-6101', passes, statuses, nextContactAt: city.nextContactAt, serverTime: new Date(now()).toISOString() }
}

const cityRegion = {
  region: 'CN-6101',
  names: { 'zh-CN': '西安市', en: 'Xi’an' },
  utcOffsetMinutes: 480,
  realNameCheck: 'format_only',
  demo: true,
}
const cityDivisions = {
  districts: [
    { code: '610103', name: '碑林区', streets: [{ code: '610103001', name: '南院门街道' }] },
    {
      code: '610113',
      name: '雁塔区',
      streets: [
        { code: '610113001', name: '小寨路街道' },
        { code: '610113002', name: '大雁塔街道' },
      ],
    },
  ],
}

function startRegistration(nowMs: number): object {
  const at = (seconds: number): string => new Date(nowMs + seconds * 1000).toISOString()
  return { registrationId: '01930000-0000-7000-8000-00000000aaaa', expiresAt: at(600), resendAt: at(60) }
}
