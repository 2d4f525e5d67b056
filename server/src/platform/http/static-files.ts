/**
 * Files over HTTP: the apps and the signed public files. No session, no cookie, no database: this plane stands when the others do not.
 */
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

export interface StaticApp {
  /** First path segment: `/name/`. */
  readonly name: string
  /** Folder with the built app: index.html and assets/. */
  readonly folder: string
}

const yearSeconds = 31_536_000

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
        const immutable = path.startsWith(join(folder, 'assets'))
        reply.setHeader('cache-control', immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
        if (path.endsWith('sw.js')) reply.setHeader('service-worker-allowed', `/${name}/`)
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
