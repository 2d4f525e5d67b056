/**
 * Requests for one's own passes as phones send them, signed beforehand, so that what is measured is the server. Raw sockets that stay open.
 */
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { systemClock } from '../../src/platform/clock.ts'

const path = '/v1/me/passes'

interface Phone {
  readonly accessToken: string
  readonly publicKey: { readonly x: string; readonly y: string }
  readonly privateKey: string
}

/** `count` requests of different phones; each can be sent once. */
export function signRequests(knownFile: string, origin: string, count: number): Buffer[] {
  const lines = readFileSync(knownFile, 'utf8').trimEnd().split('\n')
  const phones = lines.map((line) => (JSON.parse(line) as { phone: Phone | null }).phone).filter((phone) => phone !== null)
  return Array.from({ length: count }, (_, at) => signRequest(phones[at % phones.length]!, origin))
}

function signRequest(phone: Phone, origin: string): Buffer {
  const { x, y } = phone.publicKey
  const key = createPrivateKey({ key: Buffer.from(phone.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const ath = createHash('sha256').update(phone.accessToken).digest('base64url')
  const claims = { htm: 'GET', htu: origin + path, iat: Math.floor(systemClock.now().getTime() / 1000), jti: randomUUID(), ath }
  const signed = `${base64url({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty: 'EC', crv: 'P-256', x, y } })}.${base64url(claims)}`
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: ${new URL(origin).host}\r\nauthorization: DPoP ${phone.accessToken}\r\ndpop: ${signed}.${signature}\r\n\r\n`,
  )
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Sends all of them over `connections` connections, each when the one before is answered; returns how often each status came. */
export async function sendAll(origin: string, requests: readonly Buffer[], connections: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  let next = 0
  const keepSending = async (): Promise<void> => {
    const socket = await open(origin)
    const answers = readAnswers(socket)
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      socket.write(request)
      const status = (await answers.next()).value as number
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: connections }, keepSending))
  return statuses
}

async function open(origin: string): Promise<Socket> {
  const { port, hostname } = new URL(origin)
  const socket = connect(Number(port), hostname).setNoDelay()
  await once(socket, 'connect')
  return socket
}

/** The status of each answer, once its body is whole. */
async function* readAnswers(socket: Socket): AsyncGenerator<number> {
  let got = ''
  for await (const part of socket) {
    got += (part as Buffer).toString('latin1')
    const head = got.indexOf('\r\n\r\n')
    if (head < 0) continue
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(got.slice(0, head))?.[1])
    if (got.length < head + 4 + length) continue
    yield Number(got.slice(9, 12))
    got = ''
  }
}
