/**
 * Kept-open connections to one server: an exchange takes a free one, opens another where none is free, and waits where as many are open as may be.
 * One exchange a connection at a time, no pipelining, as browsers do. Knows nothing of what is asked.
 */
import { createConnection, type Socket } from 'node:net'
import { type Reply, readReply } from './http-reply.ts'

/** Why there was no answer: nobody listens there, or the connection broke under way. */
export type Broken = 'unreachable' | 'broken'

export interface Exchange {
  /** Stops waiting; the connection is closed, as a browser closes it. `done` is not called any more. */
  abandon(): void
}

export interface Connections {
  /** Sends these bytes (latin1; made when a connection is there to send them) and calls `done` once, with the answer or with why there is none. */
  exchange(wire: () => string, done: (answer: Reply | Broken) => void): Exchange
  open(): number
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

/** What is open and what waits. */
interface Lines {
  readonly port: number
  readonly all: Set<Line>
  readonly free: Line[]
  readonly queue: Waiting[]
}

/** Connections to a loopback port, at most `linesMax` at a time. */
export function createConnections(port: number, linesMax: number): Connections {
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
          waiting.done = undefined
          waiting.line?.socket.destroy()
        },
      }
    },
    open: () => lines.all.size,
    close: () => {
      lines.queue.length = 0
      for (const line of lines.all) line.socket.destroy()
    },
  }
}

function openLine(lines: Lines, waiting: Waiting): void {
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
  serve(line, waiting)
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
