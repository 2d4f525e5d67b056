/**
 * Files over HTTP: the apps and the signed public files. No session, no cookie, no database: this plane stands when the others do not.
 */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

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

/** Serves each built app under its own path; unknown paths below it get its index.html. */
export async function serveApps(app: FastifyInstance, apps: readonly StaticApp[], startApp: string): Promise<void> {
  for (const { name, folder } of apps) {
    await app.register(fastifyStatic, {
      root: folder,
      prefix: `/${name}/`,
      decorateReply: false,
      wildcard: true,
      index: 'index.html',
      redirect: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.setHeader('cache-control', cacheControlOf(path, folder))
      },
    })
  }
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(`/${startApp}/`))
}

/** Serves the signed public files: versioned ones for ever, the few named ones with revalidation, all of them to any origin. */
export async function servePublicFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/public/',
    decorateReply: false,
    wildcard: true,
    index: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader('content-type', 'application/cwt')
      reply.setHeader('access-control-allow-origin', '*')
      reply.setHeader('cross-origin-resource-policy', 'cross-origin')
      reply.setHeader(
        'cache-control',
        /\.\d+\.cwt$/.test(path) ? `public, max-age=${yearSeconds}, immutable` : 'public, max-age=5, stale-if-error=86400',
      )
    },
  })
}
