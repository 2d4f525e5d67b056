/**
 * Reads one HTTP/1.1 answer off a kept-open connection, as little of it as a storm needs. Trusts its server: it is ours, on this machine. Knows
 * no sockets.
 */

export interface Reply {
  readonly status: number
  /** Names in lower case. */
  readonly head: string
  readonly body: Buffer
  readonly closes: boolean
}

const headEnd = '\r\n\r\n'

/** The answer at the beginning of these bytes, or undefined where it is not all there yet. */
export function readReply(bytes: Buffer): Reply | undefined {
  const end = bytes.indexOf(headEnd)
  if (end === -1) return undefined
  const head = bytes.toString('latin1', 0, end).toLowerCase()
  const status = Number(head.slice(9, 12))
  const body = status === 204 || status === 304 ? bytes.subarray(0, 0) : readBody(head, bytes.subarray(end + headEnd.length))
  return body === undefined ? undefined : { status, head, body, closes: headerOf(head, 'connection') === 'close' }
}

function readBody(head: string, bytes: Buffer): Buffer | undefined {
  const length = headerOf(head, 'content-length')
  if (length !== undefined) return bytes.length >= Number(length) ? bytes.subarray(0, Number(length)) : undefined
  return headerOf(head, 'transfer-encoding') === 'chunked' ? readChunks(bytes) : bytes.subarray(0, 0)
}

function readChunks(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const next = lineEnd + 2 + size + 2
    if (bytes.length < next) return undefined
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = next
  }
}

/** The value of a header in a head whose names are in lower case. */
export function headerOf(head: string, name: string): string | undefined {
  const at = head.indexOf(`\r\n${name}:`)
  if (at === -1) return undefined
  const from = at + name.length + 3
  const to = head.indexOf('\r\n', from)
  return (to === -1 ? head.slice(from) : head.slice(from, to)).trim()
}

/** A header that is a number, where there is one. */
export function numberOf(head: string, name: string): number | undefined {
  const text = headerOf(head, name)
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}
