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
  /** Sends these bytes (latin1) and calls `done` once, with the answer or with why there is none. */
  exchange(wire: string, done: (answer: Reply | Broken) => void): Exchange
  open(): number
  close(): void
}

interface Waiting {
  readonly wire: string
  done: ((answer: Reply | Broken) => void) | undefined
  line: Line | undefined
}

interface Line {
  readonly socket: Socket
  isUp: boolean
  part: Buffer | undefined
  serving: Waiting | undefined
}

/** Connections to a loopback port, at most `linesMax` at a time. */
export function createConnections(port: number, linesMax: number): Connections {
  const free: Line[] = []
  const queue: Waiting[] = []
  const lines = new Set<Line>()

  const settle = (line: Line, answer: Reply | Broken): void => {
    const serving = line.serving
    line.serving = undefined
    line.part = undefined
    serving?.done?.(answer)
  }
  const serve = (line: Line, waiting: Waiting): void => {
    line.serving = waiting
    waiting.line = line
    line.socket.write(waiting.wire, 'latin1')
  }
  const next = (): Waiting | undefined => {
    for (;;) {
      const waiting = queue.shift()
      if (waiting === undefined || waiting.done !== undefined) return waiting
    }
  }
  const onData = (line: Line, data: Buffer): void => {
    const bytes = line.part === undefined ? data : Buffer.concat([line.part, data])
    const reply = readReply(bytes)
    if (reply === undefined) {
      line.part = bytes
      return
    }
    if (reply.closes) line.socket.destroy()
    settle(line, reply)
    if (reply.closes) return
    const waiting = next()
    if (waiting === undefined) free.push(line)
    else serve(line, waiting)
  }
  const openLine = (waiting: Waiting): void => {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
    const line: Line = { socket, isUp: false, part: undefined, serving: undefined }
    lines.add(line)
    socket.on('connect', () => {
      line.isUp = true
    })
    socket.on('data', (data: Buffer) => onData(line, data))
    socket.on('error', () => undefined) // told by the close that follows
    socket.on('close', () => {
      lines.delete(line)
      const at = free.indexOf(line)
      if (at !== -1) free.splice(at, 1)
      settle(line, line.isUp ? 'broken' : 'unreachable')
      const left = next()
      if (left !== undefined) openLine(left)
    })
    serve(line, waiting)
  }
  return {
    exchange: (wire, done) => {
      const waiting: Waiting = { wire, done, line: undefined }
      const line = free.pop()
      if (line !== undefined) serve(line, waiting)
      else if (lines.size < linesMax) openLine(waiting)
      else queue.push(waiting)
      return {
        abandon: () => {
          waiting.done = undefined
          waiting.line?.socket.destroy()
        },
      }
    },
    open: () => lines.size,
    close: () => {
      queue.length = 0
      for (const line of lines) line.socket.destroy()
    },
  }
}
