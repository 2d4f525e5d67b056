/**
 * What pages of this origin may load and do. The apps bring everything themselves; nothing comes from another host.
 */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import helmet, { type HelmetOptions } from 'helmet'

/** Options for helmet (CSP level 3). */
const options: HelmetOptions = {
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

/**
 * The headers that helmet writes for these options, by name in lower case. They are the same for every answer, so it is asked once: asked for each, it made all of
 * its functions anew, and V8 kept what they knew of, the whole request, until the next full collection.
 */
export const securityHeaders: Readonly<Record<string, string>> = headersOfHelmet()

function headersOfHelmet(): Record<string, string> {
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  helmet(options)(request, response, () => undefined)
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]))
}
