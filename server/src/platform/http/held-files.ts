/**
 * Files held in memory as the server behind would answer them, so that handing one out costs a look-up and a write. What is not marked immutable is asked for
 * again at most once a second. Bounded; what is too large to hold is left to the server behind, which streams it from disk. Must not know what a file means.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { monotonicMs } from '../clock.ts'

/** How the server behind answers for a path: status, headers in lower case, body. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Asks the server behind, in memory. */
export type Ask = (method: 'GET' | 'HEAD', path: string, headers: Readonly<Record<string, string>>) => Promise<Answer>

/** Asks Fastify in memory: the answer has every header that a caller would see. */
export async function askInside(app: FastifyInstance, ...[method, url, headers]: Parameters<Ask>): Promise<Answer> {
  const answer = await app.inject({ method, url, headers })
  const lines = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const)
  return { status: answer.statusCode, headers: Object.fromEntries(lines), body: answer.rawPayload }
}

/** One encoding of a held file, ready to be written. */
export interface Representation {
  readonly etag: string
  /** Names and values in turn, as `writeHead` takes them: those of a 200, and those of a 304. */
  readonly headers: readonly string[]
  readonly headersUnchanged: readonly string[]
  readonly body: Buffer
}

/** A file with its encodings; `br` and `gzip` appear a moment after it was first asked for, and only where they are smaller. */
export interface HeldFile {
  readonly plain: Representation
  br?: Representation
  gzip?: Representation
}

/** The files in memory. */
export interface HeldFiles {
  /** The file, where it is here and fresh. Cheap. */
  look(path: string): HeldFile | undefined
  /** Asks for it and keeps it; undefined where it cannot be held: not there, too large, or not a file. */
  fetch(path: string): Promise<HeldFile | undefined>
  state(): { readonly files: number; readonly bytes: number }
}

/** Limits of the memory, in bytes, and how long a file that may change is handed out without asking for it again. */
export interface HeldFilesLimits {
  readonly bytesMax: number
  readonly fileBytesMax: number
  readonly freshMs: number
}

const defaultLimits: HeldFilesLimits = { bytesMax: 64 * 1024 * 1024, fileBytesMax: 4 * 1024 * 1024, freshMs: 1_000 }
const worthCompressingBytes = 512
/** Names that only this answer has, or that are written for each answer anew. */
const ownHeaders = new Set(['etag', 'last-modified', 'content-length', 'date', 'connection', 'keep-alive', 'accept-ranges', 'vary'])

interface Entry {
  readonly file: HeldFile
  readonly bytes: number
  /** What the server behind calls this version. */
  readonly etagBehind: string
  freshUntilMs: number
}

/** An empty memory in front of `ask`. */
export function createHeldFiles(ask: Ask, limits: HeldFilesLimits = defaultLimits): HeldFiles {
  const entries = new Map<string, Entry>()
  const underWay = new Map<string, Promise<HeldFile | undefined>>()
  let bytes = 0

  const drop = (path: string): void => {
    bytes -= entries.get(path)?.bytes ?? 0
    entries.delete(path)
  }
  const keep = (path: string, answer: Answer): HeldFile => {
    drop(path)
    const entry = entryOf(answer, monotonicMs() + limits.freshMs)
    entries.set(path, entry)
    bytes += entry.bytes
    for (const oldest of entries.keys()) {
      if (bytes <= limits.bytesMax || oldest === path) break
      drop(oldest)
    }
    return entry.file
  }
  const fetch = async (path: string): Promise<HeldFile | undefined> => {
    const known = entries.get(path)
    if (known === undefined) {
      const head = await ask('HEAD', path, {})
      const size = Number(head.headers['content-length'])
      if (head.status !== 200 || head.headers.etag === undefined || !(size <= limits.fileBytesMax)) return undefined
    }
    const answer = await ask('GET', path, known === undefined ? {} : { 'if-none-match': known.etagBehind })
    if (answer.status === 304 && known !== undefined) {
      known.freshUntilMs = monotonicMs() + limits.freshMs
      return known.file
    }
    if (answer.status === 200 && answer.headers.etag !== undefined && answer.body.length <= limits.fileBytesMax) return keep(path, answer)
    drop(path)
    return undefined
  }
  return {
    look: (path) => {
      const entry = entries.get(path)
      return entry !== undefined && monotonicMs() < entry.freshUntilMs ? entry.file : undefined
    },
    fetch: (path) => {
      const joined = underWay.get(path) ?? fetch(path).finally(() => underWay.delete(path))
      underWay.set(path, joined)
      return joined
    },
    state: () => ({ files: entries.size, bytes }),
  }
}

function entryOf({ headers, body }: Answer, freshUntilMs: number): Entry {
  const isImmutable = headers['cache-control']?.includes('immutable') === true
  const isText = /^(?:text\/|image\/svg|application\/(?:javascript|json|wasm|manifest\+json))/.test(headers['content-type'] ?? '')
  const isCompressed = isText && body.length >= worthCompressingBytes
  const lines = Object.entries(headers).filter(([name]) => !ownHeaders.has(name) && !name.startsWith('x-evergate-'))
  if (isCompressed) lines.push(['vary', 'accept-encoding'])
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 22) // of the content: every server of a region says the same
  const file: HeldFile = { plain: represent(lines, body, `"${tag}"`) }
  if (isCompressed) void addEncodings(file, lines, tag)
  return {
    file,
    bytes: body.length * (isCompressed ? 2 : 1),
    etagBehind: headers.etag!,
    freshUntilMs: isImmutable ? Infinity : freshUntilMs,
  }
}

/** A page of a megabyte from one exit was a third of what fell: nothing leaves uncompressed that a caller can read compressed. */
async function addEncodings(file: HeldFile, lines: readonly (readonly [string, string])[], tag: string): Promise<void> {
  const body = file.plain.body
  const [br, zip] = await Promise.all([
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
    promisify(gzip)(body),
  ])
  if (br.length < body.length) file.br = represent([...lines, ['content-encoding', 'br']], br, `"${tag}-br"`)
  if (zip.length < body.length) file.gzip = represent([...lines, ['content-encoding', 'gzip']], zip, `"${tag}-gzip"`)
}

function represent(lines: readonly (readonly [string, string])[], body: Buffer, etag: string): Representation {
  const headersUnchanged = [...lines.filter(([name]) => !name.startsWith('content-type')).flat(), 'etag', etag]
  return {
    etag,
    body,
    headersUnchanged,
    headers: [...lines.flat(), 'etag', etag, 'content-length', String(body.length)],
  }
}
