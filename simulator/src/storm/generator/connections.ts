/**
 * Kept-open connections to one server: an exchange takes a free one, opens another where none is free, and waits where as many are open as may be.
 * One exchange a connection at a time, no pipelining, as browsers do. Knows nothing of what is asked.
 */
import { createConnection, type Socket } from 'node:net'
import { type Reply, readReply } from './http-reply.ts'

/** Why there was no answer: nobody listens there, or the connection broke under way. */
export type Broken = 'unreachable' | 'broken'

export interface Exchange {
  /** Stops waiting; the connection is closed, as a browser closes it, unless a proxy goes on. `done` is not called any more. */
  abandon(): void
}

export interface Connections {
  /** Sends these bytes (latin1; made when a connection is there to send them) and calls `done` once, with the answer or with why there is none. */
  exchange(wire: () => string, done: (answer: Reply | Broken) => void): Exchange
  open(): number
  /** Opens as many as may be, before anybody asks; resolves when they stand. */
  warm(): Promise<void>
  close(): void
}

interface Waiting {
  readonly wire: () => string
  done: ((answer: Reply | Broken) => void) | undefined
  line: Line | undefined
}

interface Line {
  readonly socket: Socket
  isUp: boolean
  part: Buffer | undefined
  serving: Waiting | undefined
}

/** Fewer than a server's kernel lets wait for it (511 in Node). */
const warmAtOnce = 200

/** Hears an answer that its asker does not wait for any more. */
const nobody = (): void => undefined

/** What is open and what waits. */
interface Lines {
  readonly port: number
  readonly all: Set<Line>
  readonly free: Line[]
  readonly queue: Waiting[]
}

/**
 * Connections to a loopback port, at most `linesMax` at a time. With `goesOn` a proxy stands in between that does not notice when a client has gone, as
 * HAProxy without abortonclose: what was asked is passed on all the same, and its connection is taken until it is answered.
 */
export function createConnections(port: number, linesMax: number, goesOn = false): Connections {
  const lines: Lines = { port, all: new Set(), free: [], queue: [] }
  return {
    exchange: (wire, done) => {
      const waiting: Waiting = { wire, done, line: undefined }
      const line = lines.free.pop()
      if (line !== undefined) serve(line, waiting)
      else if (lines.all.size < linesMax) openLine(lines, waiting)
      else lines.queue.push(waiting)
      return {
        abandon: () => {
          waiting.done = goesOn ? nobody : undefined
          if (!goesOn) waiting.line?.socket.destroy()
        },
      }
    },
    open: () => lines.all.size,
    warm: async () => {
      for (let left = linesMax; left > 0; left -= warmAtOnce)
        await Promise.all(Array.from({ length: Math.min(left, warmAtOnce) }, () => openIdle(lines)))
    },
    close: () => {
      lines.queue.length = 0
      for (const line of lines.all) line.socket.destroy()
    },
  }
}

function openLine(lines: Lines, waiting: Waiting): void {
  serve(connect(lines), waiting)
}

/** A line for whoever comes; resolves when it stands. One that cannot be opened is opened again when it is needed. */
function openIdle(lines: Lines): Promise<void> {
  const line = connect(lines)
  return new Promise((resolve) => {
    line.socket.once('close', resolve)
    line.socket.once('connect', () => {
      lines.free.push(line)
      resolve()
    })
  })
}

function connect(lines: Lines): Line {
  const socket = createConnection({ port: lines.port, host: '127.0.0.1', noDelay: true })
  const line: Line = { socket, isUp: false, part: undefined, serving: undefined }
  lines.all.add(line)
  socket.on('connect', () => {
    line.isUp = true
  })
  socket.on('data', (data: Buffer) => receive(lines, line, data))
  socket.on('error', () => undefined) // told by the close that follows
  socket.on('close', () => {
    lines.all.delete(line)
    const at = lines.free.indexOf(line)
    if (at !== -1) lines.free.splice(at, 1)
    settle(line, line.isUp ? 'broken' : 'unreachable')
    const left = nextWaiting(lines)
    if (left !== undefined) openLine(lines, left)
  })
  return line
}

function serve(line: Line, waiting: Waiting): void {
  line.serving = waiting
  waiting.line = line
  line.socket.write(waiting.wire(), 'latin1')
}

function receive(lines: Lines, line: Line, data: Buffer): void {
  const bytes = line.part === undefined ? data : Buffer.concat([line.part, data])
  const reply = readReply(bytes)
  if (reply === undefined) {
    line.part = bytes
    return
  }
  if (reply.closes) line.socket.destroy()
  settle(line, reply)
  if (reply.closes) return
  const waiting = nextWaiting(lines)
  if (waiting === undefined) lines.free.push(line)
  else serve(line, waiting)
}

function settle(line: Line, answer: Reply | Broken): void {
  const { serving } = line
  line.serving = undefined
  line.part = undefined
  if (serving === undefined) return
  serving.line = undefined
  serving.done?.(answer)
}

/** The first in the queue that has not given up. */
function nextWaiting({ queue }: Lines): Waiting | undefined {
  for (;;) {
    const waiting = queue.shift()
    if (waiting === undefined || waiting.done !== undefined) return waiting
  }
}
