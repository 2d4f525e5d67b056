// The server's side of the scanner, for tests: the demo region's signed files with ETags, enrolment, samples. It lives at noon of 27 December 2021,
// and the app follows, because it takes the city's time from the Date header. Not a model of the real server: it answers what the test says.
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { jwkFromPublicKey, keyThumbprint, type StatusValue, statusShardPath, toHex } from '@evergate/pass'
import {
  DAY_ENDS,
  ISS,
  keyList,
  must,
  NOON,
  PAPER_EPOCH,
  PAPER_FAMILY,
  PHONE_FAMILY,
  policies,
  publish,
  root,
  TODAY,
  trustList,
} from '../../../packages/pass/src/testing/demo-region.ts'
import type { Route } from '../../testing/app-server.ts'

export const FINGERPRINT = toHex(must(keyThumbprint(root.publicKey)))
export const ENROLMENT_CODE = `EGE-7KQ2-9MXA-40TZ.${FINGERPRINT.slice(0, 16)}`
export const SITE = { siteId: '018f0000-0000-7000-8000-000000000001', name: '雁塔区体育馆' }

/** In the order in which the demo region publishes its shards. */
const LISTS = [
  { family: PHONE_FAMILY, epoch: TODAY },
  { family: PAPER_FAMILY, epoch: PAPER_EPOCH },
]

export interface TakenSample {
  readonly sampleId: string
  readonly tubeCode: string
  readonly subject: unknown
}

/** A record as it arrived at POST /v1/sync/records, stored once. */
export interface TakenRecord {
  readonly recordId: string
  readonly sequence: number
  readonly kind: string
  readonly [field: string]: unknown
}

export interface RefusedPath {
  readonly status: number
  readonly code: string
  readonly retryAfter?: number
}

export interface FakeCity {
  readonly route: Route
  readonly samples: TakenSample[]
  /** What desks sent, in the order of arrival. */
  readonly records: TakenRecord[]
  /** Batches that arrived, whole or not: how many records each held, and the DPoP proof's claims. */
  readonly batches: {
    readonly size: number
    readonly queued: number
    readonly appVersion: string
    readonly proof: Record<string, unknown>
  }[]
  /** Refuses records of tubes that begin so, with this code. */
  readonly refusedRecords: Map<string, string>
  /** Open conflicts of the desk, as GET /v1/sync/state tells them. */
  readonly conflicts: { readonly conflictId: string; readonly code: string; readonly tubeCode: string | null; readonly at: string }[]
  /** The rounds of the site. */
  readonly rounds: object[]
  /** Refuses these paths, with a Retry-After in seconds where one is given. */
  readonly refusedPaths: Map<string, RefusedPath>
  /** Answers POST /v1/samples with this refusal, for tubes that begin so. */
  readonly refusedTubes: Map<string, { readonly status: number; readonly code: string }>
  /** How many requests were answered with 304. */
  readonly notModified: () => number
  /** Unix seconds of the city. */
  now(): number
  /** Moves the city's clock; the app follows at its next start. */
  setNow(seconds: number): void
  /** Publishes new lists: entries that are not green, by index. */
  publish(entries: Readonly<Record<number, StatusValue>>): Promise<void>
}

export async function makeFakeCity(): Promise<FakeCity> {
  const samples: TakenSample[] = []
  const refusedTubes = new Map<string, { status: number; code: string }>()
  const started = performance.now()
  let startsAt = NOON
  const now = (): number => startsAt + Math.floor((performance.now() - started) / 1000)
  const files = await signFiles(now)
  const rounds: object[] = []
  const refusedPaths = new Map<string, RefusedPath>()
  const desks = makeDesks(now)

  const route: Route = (request, response, body) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    response.setHeader('date', new Date(now() * 1000).toUTCString())
    const refused = refusedPaths.get(path)
    if (refused !== undefined) return refuse(refused, response)
    if (path.startsWith('/public/')) return files.send(path.slice('/public/'.length), request.headers['if-none-match'], response)
    if (path === '/v1/region') return sendJson(response, 200, regionAnswer())
    if (path === '/v1/scanners') return sendJson(response, 200, scannerAnswer())
    if (path === '/v1/rounds/at-site') return sendJson(response, 200, { rounds })
    if (path === '/v1/sync/records') return sendJson(response, 200, desks.take(JSON.parse(body), request.headers.dpop))
    if (path === '/v1/sync/state') return sendJson(response, 200, desks.state())
    if (path === '/v1/samples') return takeSample(JSON.parse(body), samples, refusedTubes, response)
    return false
  }
  return {
    route,
    samples,
    records: desks.records,
    batches: desks.batches,
    refusedRecords: desks.refusedRecords,
    conflicts: desks.conflicts,
    rounds,
    refusedPaths,
    refusedTubes,
    notModified: files.notModified,
    now,
    setNow(seconds) {
      startsAt += seconds - now()
    },
    publish: files.publish,
  }
}

/** The files below /public, signed at the start and with every publishing. */
async function signFiles(now: () => number) {
  const files = new Map<string, Uint8Array>()
  let sequence = 0
  let notModified = 0
  files.set('trust-list.cwt', await trustList())
  files.set(`${ISS}/keys.cwt`, await keyList())
  files.set(`${ISS}/policies.cwt`, await policies())
  const publishLists = async (entries: Readonly<Record<number, StatusValue>>): Promise<void> => {
    sequence += 1
    const published = await publish(sequence, entries, { issuedAt: now(), expiresAt: DAY_ENDS + 86_400 })
    LISTS.forEach((list, position) => {
      files.set(statusShardPath({ iss: ISS, ...list, shard: 0, version: sequence }), published.shards[position]!)
    })
    files.set(`${ISS}/status/index.cwt`, published.index)
  }
  await publishLists({})
  const sendFile = (path: string, known: string | undefined, response: ServerResponse): boolean => {
    const bytes = files.get(path)
    if (bytes === undefined) return send(response, 404)
    const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
    if (known !== etag) {
      response.writeHead(200, { etag, 'content-type': 'application/cwt' }).end(bytes)
      return true
    }
    notModified += 1
    return send(response, 304)
  }
  return { publish: publishLists, send: sendFile, notModified: () => notModified }
}

/** The server's side of a desk: keeps each record once, answers one by one, knows the gaps. */
function makeDesks(now: () => number) {
  const records: TakenRecord[] = []
  const batches: { size: number; queued: number; appVersion: string; proof: Record<string, unknown> }[] = []
  const refusedRecords = new Map<string, string>()
  const conflicts: { conflictId: string; code: string; tubeCode: string | null; at: string }[] = []
  const received = () => {
    const seen = new Set(records.map((record) => record.sequence))
    const highest = Math.max(0, ...seen)
    const missing = Array.from({ length: highest }, (_, at) => at + 1).filter((sequence) => !seen.has(sequence))
    return { upTo: (missing[0] ?? highest + 1) - 1, highest, gaps: missing.map((sequence) => [sequence, sequence]) }
  }
  const answerTo = (record: TakenRecord) => {
    const { recordId } = record
    const refusal = [...refusedRecords].find(([prefix]) => String(record.tubeCode ?? '').startsWith(prefix))?.[1]
    if (refusal !== undefined) return { recordId, answer: 'refused', code: refusal }
    if (records.some((known) => known.recordId === recordId)) return { recordId, answer: 'already', code: null }
    records.push(record)
    return { recordId, answer: 'stored', code: null }
  }
  return {
    records,
    batches,
    refusedRecords,
    conflicts,
    state: () => ({ serverTime: new Date(now() * 1000).toISOString(), ...received(), conflicts }),
    take(body: { records: TakenRecord[]; queued: number; appVersion: string }, proof: string | string[] | undefined) {
      const claims = JSON.parse(Buffer.from(String(proof).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
      batches.push({ size: body.records.length, queued: body.queued, appVersion: body.appVersion, proof: claims })
      const answers = body.records.map(answerTo)
      return { serverTime: new Date(now() * 1000).toISOString(), answers, received: received(), conflictsOpen: conflicts.length }
    },
  }
}

function scannerAnswer() {
  const scanner = { scannerId: '018f0000-0000-7000-8000-00000000beef', accessToken: 'egs_test', purposes: ['guard', 'sampler'] }
  return { ...scanner, site: SITE, venue: null }
}

function regionAnswer() {
  return {
    region: ISS,
    names: { 'zh-CN': '西安', en: "Xi'an" },
    utcOffsetMinutes: 480,
    rootKey: must(jwkFromPublicKey(root.publicKey)),
    demo: true,
  }
}

function takeSample(
  sample: TakenSample,
  samples: TakenSample[],
  refusedTubes: ReadonlyMap<string, { status: number; code: string }>,
  response: ServerResponse,
): boolean {
  const refusal = [...refusedTubes].find(([prefix]) => sample.tubeCode.startsWith(prefix))?.[1]
  if (refusal !== undefined)
    return sendJson(response, refusal.status, { type: `urn:evergate:${refusal.code}`, title: refusal.code, ...refusal })
  const already = samples.some((taken) => taken.sampleId === sample.sampleId)
  if (!already) samples.push(sample)
  return sendJson(response, 200, { sampleId: sample.sampleId, nameMasked: '王*', already })
}

function refuse({ status, code, retryAfter }: RefusedPath, response: ServerResponse): boolean {
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
  return sendJson(response, status, { code })
}

function sendJson(response: ServerResponse, status: number, body: unknown): boolean {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(body))
  return true
}

function send(response: ServerResponse, status: number): boolean {
  response.writeHead(status).end()
  return true
}
