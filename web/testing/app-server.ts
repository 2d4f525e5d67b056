/**
 * Serves built apps as the real server does (paths, cache lifetimes, content security policy) and notes every request, so that a test can count them
 * and break single files. Holds no data of a city: routes come from the test.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Replacement {
  /** Default 200. */
  readonly status?: number
  readonly body: string
  readonly type: string
  /** In place of the lifetime such a file has. */
  readonly cacheControl?: string
}

export interface AppServer {
  readonly origin: string
  /** `GET /resident/sw.js`, in order of arrival. */
  readonly requests: string[]
  /** Answers in place of the file or route: the body and its content type. */
  readonly replaced: Map<string, Replacement>
  /** Refuses all connections, as a dead server does; `true` serves again on the same port. */
  setUp(up: boolean): Promise<void>
  close(): Promise<void>
}

export type Route = (request: IncomingMessage, response: ServerResponse, body: string) => boolean | Promise<boolean>

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'"

export async function startAppServer(route: Route = () => false): Promise<AppServer> {
  const requests: string[] = []
  const replaced = new Map<string, Replacement>()
  const server = createServer((request, response) => void answer(request, response))
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    requests.push(`${request.method} ${path}`)
    let body = ''
    for await (const part of request) body += String(part)
    const instead = replaced.get(path)
    if (instead !== undefined)
      response.writeHead(instead.status ?? 200, headersFor(path, instead.type, instead.cacheControl)).end(instead.body)
    else if (!(await route(request, response, body))) serveFile(path, response)
  }
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = (): Promise<void> => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    replaced,
    setUp: (up) => (up ? listen(port) : stop()),
    close: async () => (server.listening ? stop() : undefined),
  }
}

function serveFile(path: string, response: ServerResponse): void {
  const app = path.split('/')[1] ?? ''
  const wanted = join(dist, normalize(path))
  const isFile = extname(path) !== ''
  const file = isFile ? wanted : join(dist, app, 'index.html')
  if (!existsSync(file)) return void response.writeHead(404).end()
  response
    .writeHead(200, headersFor(isFile ? path : '/index.html', types[extname(file)] ?? 'application/octet-stream'))
    .end(readFileSync(file))
}

function headersFor(path: string, type: string, cacheControl: string = lifetimeOf(path)): Record<string, string> {
  return { 'content-type': type, 'cache-control': cacheControl, 'content-security-policy': policy }
}

function lifetimeOf(path: string): string {
  if (path.endsWith('/sw.js')) return 'public, max-age=86400'
  return path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}
