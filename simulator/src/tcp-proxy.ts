/**
 * A bad network between a client and a server: bytes pass, are late, are swallowed, an answer ends in its middle, or the line is cut. Knows nothing of what they mean.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sleep } from './clock.ts'

export interface TcpProxy {
  readonly port: number
  /** Every chunk from now on is this late, in either direction. */
  delay(ms: number): void
  /** Breaks open connections and refuses new ones until `mend`. */
  cut(): void
  /** Keeps connections open but swallows what is sent, as a phone in a tunnel sees it. */
  drop(): void
  /** Every connection is broken as soon as so many bytes of answers have passed on it, counted from now on. */
  truncate(bytesMax: number): void
  /** Everything passes again; the delay is 0. */
  mend(): void
  close(): Promise<void>
}

type State = 'passing' | 'cut' | 'dropping'

/** Opens a proxy on a free loopback port in front of `targetPort`. */
export async function openTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let state: State = 'passing'
  let delayMs = 0
  let scissors = makeScissors(Number.POSITIVE_INFINITY)

  const carry = (from: Socket, to: Socket, pass: (chunk: Buffer) => void): void => {
    let last: Promise<void> = Promise.resolve()
    const later = (work: () => void): void => {
      last = last.then(() => (delayMs > 0 ? sleep(delayMs) : undefined)).then(work)
    }
    from.on('data', (chunk) => later(() => void (state === 'passing' && !to.destroyed && pass(chunk))))
    from.on('end', () => later(() => to.end()))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      later(() => to.destroy())
    })
    sockets.add(from)
  }

  const server = createServer((client) => {
    if (state === 'cut') return client.destroy()
    const target = connect(targetPort, '127.0.0.1')
    carry(client, target, (chunk) => target.write(chunk))
    carry(target, client, (chunk) => scissors(chunk, client))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => {
      delayMs = ms
    },
    cut: () => {
      state = 'cut'
      breakAll()
    },
    drop: () => {
      state = 'dropping'
    },
    truncate: (bytesMax) => {
      scissors = makeScissors(bytesMax)
    },
    mend: () => {
      state = 'passing'
      delayMs = 0
      scissors = makeScissors(Number.POSITIVE_INFINITY)
    },
    close: () => {
      breakAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Lets as much of the answers on a connection pass as may, and breaks it after that. */
function makeScissors(bytesMax: number): (chunk: Buffer, client: Socket) => void {
  const passed = new WeakMap<Socket, number>()
  return (chunk, client) => {
    const before = passed.get(client) ?? 0
    const part = chunk.subarray(0, Math.max(0, bytesMax - before))
    passed.set(client, before + part.length)
    if (part.length === chunk.length) client.write(part)
    else client.write(part, () => client.destroy())
  }
}
