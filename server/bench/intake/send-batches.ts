/**
 * The desks of a round from a process of its own: makes and signs every batch first, then sends them all as fast as they are answered, and prints how long
 * the sending took. A device sends its batches in their order. Usage: send-batches.ts ORIGIN DESKS-FILE PASSES-FILE BATCHES-A-DESK CONNECTIONS ROUND
 */
import { createHash, createPrivateKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { systemClock } from '../../src/platform/clock.ts'

const tubesPerBatch = 4
const swabsPerTube = 10
const path = '/v1/sync/records'

interface Desk {
  readonly deviceId: string
  readonly siteId: string
  readonly accessToken: string
  readonly privateKey: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string; readonly d: string }
}

interface Sendable {
  readonly body: Buffer
  readonly headers: Record<string, string>
}

const [origin, desksFile, passesFile, batchesText, connectionsText, round] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const linesOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
const passes = linesOf(passesFile)
const desks = linesOf(desksFile).map((line) => JSON.parse(line) as Desk)
const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('base64url')
let tubes = 0
let swabs = 0

function batchOf(desk: Desk, key: KeyObject, batch: number): Sendable {
  let sequence = (Number(round) * Number(batchesText) + batch) * tubesPerBatch * (swabsPerTube + 2)
  const records = Array.from({ length: tubesPerBatch }, () => tubeOf(desk.siteId, () => ++sequence)).flat()
  const sentAt = systemClock.now().toISOString()
  const body = Buffer.from(JSON.stringify({ batchId: randomUUID(), sentAt, appVersion: 'bench', queued: 0, records }))
  const { d: _secret, ...jwk } = desk.privateKey
  const header = base64url({ alg: 'ES256', typ: 'dpop+jwt', jwk })
  const iat = Math.floor(systemClock.now().getTime() / 1000)
  const claims = base64url({ htm: 'POST', htu: origin + path, iat, jti: randomUUID(), ath: sha256(desk.accessToken), bh: sha256(body) })
  const signature = sign('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const headers = {
    dpop: `${header}.${claims}.${signature}`,
    authorization: `DPoP ${desk.accessToken}`,
    'content-type': 'application/vnd.evergate.records+json',
    'content-length': String(body.length),
  }
  return { body, headers }
}

function tubeOf(siteId: string, next: () => number): object[] {
  const tubeCode = `B${round}-${String(tubes++).padStart(9, '0')}`
  const at = systemClock.now().toISOString()
  const record = (kind: string, more: object): object => ({ recordId: uuid7(), sequence: next(), at, siteId, kind, tubeCode, ...more })
  return [
    record('open_tube', { pool: 'ten', roundId: null }),
    ...Array.from({ length: swabsPerTube }, () =>
      record('add_swab', { subject: { pass: passes[swabs++ % passes.length] }, movedFrom: null }),
    ),
    record('close_tube', { swabsCounted: swabsPerTube }),
  ]
}

/** RFC 9562 section 5.7, as a desk makes them. */
function uuid7(): string {
  const random = randomUUID()
  const time = systemClock.now().getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}

const agent = new Agent({ keepAlive: true, maxSockets: Number(connectionsText) })

function send({ body, headers }: Sendable): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(origin + path, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        const stored = answer.statusCode === 200 && !/"answer":"(?:already|refused)"/.test(text)
        if (stored) resolve()
        else reject(new Error(`${answer.statusCode} ${text.slice(0, 300)}`))
      })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

const batches = Array.from({ length: Number(batchesText) }, (_, batch) =>
  desks.map((desk) => batchOf(desk, createPrivateKey({ key: desk.privateKey, format: 'jwk' }), batch)),
)
const startedMs = performance.now()
for (const wave of batches) {
  const left = wave.values()
  const sender = async (): Promise<void> => {
    for (const one of left) await send(one)
  }
  await Promise.all(Array.from({ length: Number(connectionsText) }, sender))
}
process.stdout.write(JSON.stringify({ swabs, batches: desks.length * batches.length, seconds: (performance.now() - startedMs) / 1000 }))
agent.destroy()
