/**
 * Phones of the city that are to refresh their passes: requests with their proofs signed beforehand, so that only the answering is measured.
 */
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Agent, request } from 'node:http'
import { createInterface } from 'node:readline'
import { sleep, systemClock } from '../../src/platform/clock.ts'

const pauseMs = 50

/** What the file of known residents says of a phone. */
export interface KnownPhone {
  readonly accessToken: string
  readonly publicKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string }
  readonly privateKey: string
}

/** The first so many phones of the file, of residents that are wanted. */
export async function readPhones(file: string, count: number, isWanted = (_residentId: string): boolean => true): Promise<KnownPhone[]> {
  const phones: KnownPhone[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { residentId, phone } = JSON.parse(line) as { readonly residentId: string; readonly phone: KnownPhone | null }
    if (phone !== null && isWanted(residentId)) phones.push(phone)
    if (phones.length === count) break
  }
  return phones
}

/** Headers of one request by this phone, for this URL alone (RFC 9449). */
export function prove({ accessToken, publicKey, privateKey }: KnownPhone, url: string): Record<string, string> {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), type: 'pkcs8', format: 'der' })
  const { kty, crv, x, y } = publicKey
  const claims = {
    htm: 'GET',
    htu: url,
    iat: Math.floor(systemClock.now().getTime() / 1000),
    jti: randomUUID(),
    ath: createHash('sha256').update(accessToken).digest('base64url'),
  }
  const parts = [{ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }, claims]
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return { authorization: `DPoP ${accessToken}`, dpop: `${signed}.${signature}` }
}

/**
 * Sends each of these requests, so many at a time, on connections that stay open. One that is refused for load is sent again a moment later: what
 * refusing costs is part of it. Throws on any other answer that brings no passes.
 */
export async function fetchPasses(url: string, headers: readonly Record<string, string>[], atOnce: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  let next = 0
  const work = async (): Promise<void> => {
    while (next < headers.length) {
      const own = headers[next++]!
      let answer = await get(url, own, agent)
      for (; answer.status === 503; answer = await get(url, own, agent)) await sleep(pauseMs)
      const { passes } = JSON.parse(answer.body) as { readonly passes?: readonly unknown[] }
      if (passes === undefined || passes.length === 0) throw new Error(`answered ${answer.status}: ${answer.body}`)
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, work))
  } finally {
    agent.destroy()
  }
}

function get(url: string, headers: Record<string, string>, agent: Agent): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => void parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
