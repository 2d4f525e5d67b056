/**
 * Files over HTTP: the apps and the signed public files. No session, no cookie, no database: this plane stands when the others do not.
 */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { platformProblem } from './problem.ts'
import { sendProblem } from './send-problem.ts'

/** A built app to serve. */
export interface StaticApp {
  /** First path segment: `/name/`. */
  readonly name: string
  /** Folder with the built app: index.html and assets/. */
  readonly folder: string
}

const yearSeconds = 31_536_000
const daySeconds = 86_400

/** A service worker is kept for a day, so that opening an app from its cache asks for nothing at all; browsers never keep one longer. */
function cacheControlOf(path: string, folder: string): string {
  if (path.startsWith(join(folder, 'assets'))) return `public, max-age=${yearSeconds}, immutable`
  return path === join(folder, 'sw.js') ? `public, max-age=${daySeconds}` : 'no-cache'
}

/** Serves each built app under its own path. A path below it that names no file is a page of the app: it gets index.html. */
export async function serveApps(app: FastifyInstance, apps: readonly StaticApp[], startApp: string): Promise<void> {
  for (const served of apps) {
    await app.register((scope) => serveApp(scope, served), { prefix: `/${served.name}` })
  }
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(`/${startApp}/`))
}

async function serveApp(scope: FastifyInstance, { name, folder }: StaticApp): Promise<void> {
  await scope.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    decorateReply: false,
    wildcard: true,
    index: 'index.html',
    redirect: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader('cache-control', cacheControlOf(path, folder))
    },
  })
  scope.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?', 1)[0]!
    if (path === `/${name}`) return reply.redirect(`/${name}/`) // without the slash it lies outside the service worker's scope
    if (!['GET', 'HEAD'].includes(request.method) || extname(path) !== '') return sendProblem(reply, platformProblem('request.not_found'))
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8')
    return reply.send(await readFile(join(folder, 'index.html')))
  })
}

/** What only a page needs: 800 bytes that would be longer than most of the signed files. */
const pageHeaders = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]

/** Serves the signed public files: versioned ones for ever, the few named ones with revalidation, all of them to any origin. */
export async function servePublicFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register((scope) => servePublicFolder(scope, folder))
}

async function servePublicFolder(scope: FastifyInstance, folder: string): Promise<void> {
  scope.addHook('onSend', async (_request, reply) => {
    for (const name of pageHeaders) reply.removeHeader(name)
    reply.header('cross-origin-resource-policy', 'cross-origin')
    if (reply.statusCode === 200) reply.type('application/cwt')
  })
  await scope.register(fastifyStatic, {
    root: folder,
    prefix: '/public/',
    decorateReply: false,
    wildcard: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader('access-control-allow-origin', '*')
      reply.setHeader(
        'cache-control',
        /\.\d+\.cwt$/.test(path) ? `public, max-age=${yearSeconds}, immutable` : 'public, max-age=5, stale-if-error=86400',
      )
    },
  })
}
