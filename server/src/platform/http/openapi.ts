/**
 * The head of the OpenAPI 3.1 document; paths and schemas come from the routes.
 */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'

/** Options for @fastify/swagger. */
export function openApiDocument(version: string): FastifyDynamicSwaggerOptions {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evergate',
        version,
        description:
          'Refusals are problem details (RFC 9457) with a permanent `code`. Residents and scanner devices prove possession of their key (RFC 9449).',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
  }
}
