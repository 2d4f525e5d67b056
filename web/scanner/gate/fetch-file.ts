// One conditional request for one signed file (RFC 9110 section 13). Bytes are handed on as they came: trusting them is the pass library's work.
import { readServerSays } from '@evergate/pass/contact'
import { after, now } from '../../shared/clock.ts'
import { hearRung } from '../../shared/rung/heard-rung.ts'

export type Fetched =
  | { readonly kind: 'new'; readonly bytes: Uint8Array; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'absent' }
  /** `retryAfterMs`: for how long the server wishes to be left alone, 0 where it does not say how long; null where it wishes nothing. */
  | { readonly kind: 'failed'; readonly retryAfterMs: number | null }

export type FetchFile = (path: string, etag: string | null) => Promise<Fetched>

const TIMEOUT_MS = 8000
/** A shard is 32 kB, the largest index of a big city some 20 kB: anything near this is not ours. */
const BYTES_MAX = 2 * 1024 * 1024

/** `base` ends without a slash. Never throws. */
export function makeFetchFile(base: string, fetchIt: typeof fetch = (...call) => fetch(...call)): FetchFile {
  return async (path, etag) => {
    const controller = new AbortController()
    const stopTimer = after(TIMEOUT_MS, () => controller.abort())
    try {
      const headers = etag === null ? {} : { 'if-none-match': etag }
      // no-store: the browser's own cache would otherwise answer 200 for the server's 304 and hide what changed.
      const response = await fetchIt(`${base}/${path}`, { headers, signal: controller.signal, cache: 'no-store', credentials: 'omit' })
      hearRung((name) => response.headers.get(name))
      return await readFile(response)
    } catch {
      return { kind: 'failed', retryAfterMs: null }
    } finally {
      stopTimer()
    }
  }
}

async function readFile(response: Response): Promise<Fetched> {
  if (response.status === 304) return { kind: 'unchanged' }
  if (response.status === 404) return { kind: 'absent' }
  if (!response.ok) {
    const { retryAfterMs } = readServerSays((name) => response.headers.get(name), now())
    const isRefused = response.status === 429 || response.status === 503
    return { kind: 'failed', retryAfterMs: retryAfterMs ?? (isRefused ? 0 : null) }
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > BYTES_MAX) return { kind: 'failed', retryAfterMs: null }
  return { kind: 'new', bytes, etag: response.headers.get('etag') }
}
