/**
 * Asks one server for one file as fast as it answers, over connections that stay open: `generator.ts ORIGIN PATH SECONDS`. Raw sockets, because a client library
 * costs more than the server does. Every answer must be as long as the first one, which is looked at. Prints how many were answered a second.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { monotonicMs, sleep } from '../../src/platform/clock.ts'

const connections = 32
const [origin, path, seconds] = process.argv.slice(2)
const { hostname, port, host } = new URL(origin!)
const question = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: */*\r\n\r\n`)

async function open(): Promise<Socket> {
  const socket = connect(Number(port), hostname).setNoDelay()
  await once(socket, 'connect')
  return socket
}

/** The length of one whole answer, once it is a good one. */
async function measureAnswer(): Promise<number> {
  const socket = await open()
  socket.write(question)
  let got = Buffer.alloc(0)
  for await (const part of socket) {
    got = Buffer.concat([got, part as Buffer])
    const head = got.indexOf('\r\n\r\n')
    const length = /\r\ncontent-length: (\d+)/i.exec(got.subarray(0, head).toString('latin1'))?.[1]
    if (head !== -1 && got.length >= head + 4 + Number(length)) break
  }
  if (!got.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200'))) throw new Error(`no file at ${path}: ${got.subarray(0, 200)}`)
  return got.length
}

let answered = 0

function keepAsking(socket: Socket, answerBytes: number): void {
  let bytes = 0
  socket.on('data', (part) => {
    bytes += part.length
    if (bytes > answerBytes) throw new Error('an answer is longer than the first one')
    if (bytes < answerBytes) return
    bytes = 0
    answered += 1
    socket.write(question)
  })
  socket.write(question)
}

const answerBytes = await measureAnswer()
const sockets = await Promise.all(Array.from({ length: connections }, open))
const startedMs = monotonicMs()
for (const socket of sockets) keepAsking(socket, answerBytes)
await sleep(Number(seconds) * 1000)
process.stdout.write(`${((answered * 1000) / (monotonicMs() - startedMs)).toFixed(0)}\n`)
process.exit(0)
