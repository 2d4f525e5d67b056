/**
 * Intents as requests on the wire: who asks, with which key or session, for what. Every request is authentic; nothing here is sent or timed.
 */
import { keyListPath, statusIndexPath, trustListPath } from '@evergate/pass'
import { nowSeconds } from '../../clock.ts'
import { personOf } from '../../people.ts'
import type { Chance } from '../../seeded-chance.ts'
import { type Kind, patienceMs } from '../kinds.ts'
import type { Cast } from './cast.ts'
import type { DeskBatches } from './desk-batches.ts'
import { createProver, hashOf, type Prover } from './proofs.ts'

export interface Request {
  /** The same number is the same person or device, over all kinds. */
  readonly user: number
  /** The bytes of one attempt, latin1; with a fresh proof each time it is asked for. */
  wire(): string
}

/** A cast, and how far its desks have come. */
export interface Opened {
  readonly cast: Cast
  readonly batches: DeskBatches
}

export interface Requests {
  make(kind: Kind): Request
}

const usersOf = { desks: 10_000_000, consoles: 20_000_000, gates: 30_000_000, strangers: 40_000_000 } as const

/** Requests of this cast to the server on `port`. `run` must differ from every earlier run: proofs and files are used once. */
export function createRequests({ cast, batches }: Opened, port: number, run: string, chance: Chance): Requests {
  const origin = `http://127.0.0.1:${port}`
  let ids = 0
  const newId = (): string => `${run}-${(ids++).toString(36)}`
  const provers = new Map<number, Prover>()
  const proverOf = (user: number, key: Parameters<typeof createProver>[1]): Prover => {
    const known = provers.get(user) ?? createProver(origin, key, newId)
    provers.set(user, known)
    return known
  }
  const ask: Ask = (method, path, kind, lines) =>
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-evergate-deadline-ms: ${patienceMs[kind]}\r\n${lines}`
  const resident = (kind: Kind, pathOf: (residentId: string) => string): Request => {
    const user = chance.below(cast.holders.length)
    const { residentId, phone } = cast.holders[user]!
    const path = pathOf(residentId)
    const start = ask('GET', path, kind, `authorization: DPoP ${phone.accessToken}\r\ndpop: `)
    return { user, wire: () => `${start}${proverOf(user, phone).prove('GET', path, nowSeconds())}\r\n\r\n` }
  }
  const make: Readonly<Record<Kind, () => Request>> = {
    passes: () => resident('passes', () => '/v1/me/passes'),
    history: () =>
      resident('history', (residentId) => `/v1/residents/${residentId}/${chance.pick(['samples', 'messages', 'declarations'])}`),
    sync: () => {
      const at = chance.below(cast.desks.length)
      const { accessToken, privateKey } = cast.desks[at]!
      const { x, y } = privateKey as { x: string; y: string }
      const [path, body, user] = ['/v1/sync/records', batches.next(at), usersOf.desks + at]
      const bodyHash = hashOf(body)
      const lines = `content-type: application/vnd.evergate.records+json\r\ncontent-length: ${body.length}\r\nauthorization: DPoP ${accessToken}\r\ndpop: `
      const prover = proverOf(user, { privateKey, accessToken, publicKey: { x, y } })
      return { user, wire: () => `${ask('POST', path, 'sync', lines)}${prover.prove('POST', path, nowSeconds(), bodyHash)}\r\n\r\n${body}` }
    },
    upload: () => {
      const body = `tube_code,outcome,tested_at\r\n${newId().toUpperCase()},negative,${new Date(nowSeconds() * 1000).toISOString()}\r\n`
      const path = `/v1/results/files?laboratoryId=${cast.laboratoryId}&onBadRows=keep_good&dryRun=false`
      const lines = `content-type: text/csv\r\ncontent-length: ${body.length}\r\n${consoleLines(cast.laboratory)}`
      return { user: usersOf.consoles, wire: () => `${ask('POST', path, 'upload', lines)}\r\n${body}` }
    },
    dashboard: () => {
      const at = chance.below(cast.dashboards.length)
      const path = chance.pick(['/v1/publisher', '/v1/rule-sets', '/v1/sampling/devices'])
      return {
        user: usersOf.consoles + 1 + at,
        wire: () => `${ask('GET', path, 'dashboard', consoleLines(cast.dashboards[at]!))}\r\n`,
      }
    },
    registration: () => registration(chance.below(400_000), ask),
    static: () => {
      const path = chance.happens(8, 10) ? statusIndexPath(cast.region) : chance.pick([keyListPath(cast.region), trustListPath])
      return { user: usersOf.gates + chance.below(1_000), wire: () => `${ask('GET', `/public/${path}`, 'static', '')}\r\n` }
    },
  }
  return { make: (kind) => make[kind]() }
}

type Ask = (method: string, path: string, kind: Kind, lines: string) => string

/** Somebody who is not registered yet: the only one who has nothing to prove with. */
function registration(number: number, ask: Ask): Request {
  const body = asciiJson({ ...personOf(number), locale: 'zh-CN' })
  const lines = `content-type: application/json\r\ncontent-length: ${body.length}\r\n`
  return { user: usersOf.strangers + number, wire: () => `${ask('POST', '/v1/registrations', 'registration', lines)}\r\n${body}` }
}

function consoleLines(cookie: string): string {
  return `x-evergate-request: console\r\ncookie: ${cookie}\r\n`
}

/** JSON in which every character is one byte, so that its length is its length on the wire. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
