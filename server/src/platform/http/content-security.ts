/**
 * What pages of this origin may load and do. The apps bring everything themselves; nothing comes from another host.
 */
import type { FastifyHelmetOptions } from '@fastify/helmet'

/** Options for @fastify/helmet (CSP level 3). */
export const contentSecurityPolicy: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'media-src': ["'self'", 'blob:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'"],
      'manifest-src': ["'self'"],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  strictTransportSecurity: false, // the TLS proxy's to say; on plain loopback it would lock people out
  crossOriginEmbedderPolicy: false,
}
