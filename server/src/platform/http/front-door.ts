/**
 * What stands before Fastify: files from memory, the few answers that cost nothing, and the cheap refusal. A request that is answered here is neither parsed
 * nor routed nor signed in. Everything else goes through unchanged. Must not use the database, and must not wait for anything but a file.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { monotonicMs } from '../clock.ts'
import type { HeldFile, HeldFiles, Representation } from './held-files.ts'
import type { Problem } from './problem.ts'

/** An answer made once and written as it is, any number of times. */
export interface Prebuilt {
  readonly status: number
  readonly contentType: string
  /** Text, so that head and body leave in one piece. */
  readonly body: string
  /** Seconds a cache may keep it; 0: nobody keeps it. */
  readonly cacheSeconds: number
}

/** A refusal before anything was looked at but the request line and headers. */
export interface Shed {
  readonly answer: Prebuilt
  readonly retryAfterSeconds: number
}

/** What the front door is told by others. */
export interface FrontDoorOptions {
  /** Path prefixes below which there are files and nothing else, as `/public/`. */
  readonly filePrefixes: readonly string[]
  readonly files: HeldFiles
  /** The values of x-evergate-load and x-evergate-rung now, and of x-evergate-edge where proxies stand in front. Asked for every answer written here. */
  standing(): { readonly load: string; readonly rung: string; readonly edge?: string | undefined }
  /** Whether a request is refused for load, before anything is done for it. Never asked for files and quick answers. */
  shed?(request: IncomingMessage): Shed | undefined
  /** Answers to GET of these paths; a path that ends in `/` stands for all below it and is given the rest. Undefined: let it through. */
  readonly quick: Readonly<Record<string, (rest: string) => Prebuilt | undefined>>
}

/** The front door. */
export interface FrontDoor {
  /** A server with this door before `inside`; for Fastify's serverFactory. */
  serve(inside: RequestListener, options?: ServerOptions): Server
  /** How many requests were answered here. */
  counts(): Readonly<Record<'file' | 'quick' | 'shed', number>>
}

/** A problem document that is written often. */
export function prebuilt(problem: Problem): Prebuilt {
  return { status: problem.status, contentType: 'application/problem+json', body: JSON.stringify(problem), cacheSeconds: 0 }
}

/** Path segments that mean themselves: nothing encoded, hidden or climbing. Others go to the server behind, which knows how to refuse them. */
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+\/?$/

const standingKeptMs = 10

/** The standing as it was a moment ago: it is told in every answer, and worked out a hundred times a second. */
function keepStanding(read: () => Standing): () => Standing {
  let kept = read()
  let untilMs = 0
  return () => {
    const nowMs = monotonicMs()
    if (nowMs >= untilMs) {
      kept = read()
      untilMs = nowMs + standingKeptMs
    }
    return kept
  }
}

/** A front door. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const standing = keepStanding(options.standing)
  const counts = { file: 0, quick: 0, shed: 0 }
  const quickBelow = Object.keys(options.quick).filter((path) => path.endsWith('/'))

  const findQuick = (path: string): Prebuilt | undefined => {
    const exact = options.quick[path]
    if (exact !== undefined) return exact('')
    const below = quickBelow.find((prefix) => path.startsWith(prefix))
    return below === undefined ? undefined : options.quick[below]!(path.slice(below.length))
  }
  const sendHeld = (request: IncomingMessage, response: ServerResponse, file: HeldFile): void => {
    counts.file += 1
    sendFile(request, response, file, standing())
  }
  const isFilePath = (path: string): boolean => options.filePrefixes.some((prefix) => path.startsWith(prefix)) && plainPath.test(path)

  /** Whether it was answered here, or will be. */
  const take = (request: IncomingMessage, response: ServerResponse, inside: RequestListener): boolean => {
    const path = pathOf(request.url!)
    if (request.method === 'GET' || request.method === 'HEAD') {
      if (rawHeader(request, 'range') === undefined) {
        const held = options.files.look(path)
        if (held !== undefined) {
          sendHeld(request, response, held)
          return true
        }
        if (isFilePath(path)) {
          options.files.fetch(path).then(
            (file) => (file === undefined ? inside(request, response) : sendHeld(request, response, file)),
            () => inside(request, response),
          )
          return true
        }
      } else if (isFilePath(path)) return false
      const quick = findQuick(path)
      if (quick !== undefined) {
        counts.quick += 1
        sendPrebuilt(request, response, quick, standing())
        return true
      }
    }
    const shed = options.shed?.(request)
    if (shed === undefined) return false
    counts.shed += 1
    sendPrebuilt(request, response, shed.answer, standing(), shed.retryAfterSeconds)
    return true
  }
  return {
    counts: () => ({ ...counts }),
    serve: (inside, serverOptions = {}) => {
      const server: Server = createServer(serverOptions, (request, response) => {
        if (!server.listening) response.shouldKeepAlive = false // it is being closed; the caller comes back to whoever listens then
        if (!take(request, response, inside)) inside(request, response)
      })
      return server
    },
  }
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}

/** One header as it came. The object of all headers is made when it is first looked at: that is dearer than a look at a few names. */
export function rawHeader({ rawHeaders }: IncomingMessage, name: string): string | undefined {
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]!.length === name.length && rawHeaders[at]!.toLowerCase() === name) return rawHeaders[at + 1]
  return undefined
}

type Standing = ReturnType<FrontDoorOptions['standing']>

function sendFile(request: IncomingMessage, response: ServerResponse, file: HeldFile, standing: Standing): void {
  const shown = choose(file, rawHeader(request, 'accept-encoding'))
  if (matches(rawHeader(request, 'if-none-match'), shown.etag)) {
    response.writeHead(304, withStanding(shown.headersUnchanged, standing))
    response.end()
    return
  }
  response.writeHead(200, withStanding(shown.headers, standing))
  response.end(request.method === 'HEAD' ? undefined : shown.body)
}

function withStanding(headers: readonly string[], { load, rung, edge }: Standing): string[] {
  if (edge === undefined) return headers.concat('x-evergate-load', load, 'x-evergate-rung', rung)
  return headers.concat('x-evergate-load', load, 'x-evergate-rung', rung, 'x-evergate-edge', edge)
}

/** Accept-Encoding (RFC 9110, section 12.5.3) names it, and not with a weight of nought. */
const takes = (name: string): RegExp => new RegExp(`(?:^|,)\\s*${name}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*(?:,|$))|,|$)`)
const [takesBrotli, takesGzip] = [takes('br'), takes('gzip')]

function choose(file: HeldFile, accepted: string | undefined): Representation {
  if (accepted === undefined) return file.plain
  if (file.br !== undefined && takesBrotli.test(accepted)) return file.br
  return file.gzip !== undefined && takesGzip.test(accepted) ? file.gzip : file.plain
}

/** Weak comparison (RFC 9110, section 13.1.2): a proxy that compressed it again marks it weak. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch === etag || ifNoneMatch === '*' || ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

function sendPrebuilt(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, body, cacheSeconds }: Prebuilt,
  standing: Standing,
  retryAfterSeconds?: number,
): void {
  const headers = [
    'content-type',
    contentType,
    'content-length',
    String(Buffer.byteLength(body)),
    'cache-control',
    cacheSeconds === 0 ? 'no-store' : `public, max-age=${cacheSeconds}`,
  ]
  if (retryAfterSeconds !== undefined) {
    const seconds = String(retryAfterSeconds)
    headers.push('retry-after', seconds, 'x-evergate-next-contact', seconds)
  }
  response.writeHead(status, withStanding(headers, standing))
  response.end(request.method === 'HEAD' ? undefined : body)
}
