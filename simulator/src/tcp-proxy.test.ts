// Goal: the proxy carries bytes unchanged, and is late, silent, short or cut exactly when told.
// Method: an echo server behind it, on real sockets. (Forgetting to break open connections, or mending without letting bytes pass, turns these red.)
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { monotonicMs } from './clock.ts'
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts'

let echo: Server
let proxy: TcpProxy
let heard: string

beforeEach(async () => {
  heard = ''
  echo = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      heard += String(chunk)
      socket.write(chunk)
    })
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  proxy = await openTcpProxy((echo.address() as AddressInfo).port)
})
afterEach(async () => {
  await proxy.close()
  echo.close()
})

async function dial(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function say(socket: Socket, text: string): Promise<string> {
  socket.write(text)
  return String((await once(socket, 'data'))[0])
}

test('passes bytes on, and is late by as much as told', async () => {
  const socket = await dial()
  expect(await say(socket, 'one')).toBe('one')
  proxy.delay(60)
  const startedMs = monotonicMs()
  expect(await say(socket, 'two')).toBe('two')
  expect(monotonicMs() - startedMs).toBeGreaterThanOrEqual(110) // there and back
})

test('cut: open connections break, new ones are refused, until mended', async () => {
  const socket = await dial()
  const closed = once(socket, 'close')
  proxy.cut()
  await closed
  const refused = await dial()
  await once(refused, 'close')
  expect(heard).toBe('')
  proxy.mend()
  expect(await say(await dial(), 'again')).toBe('again')
})

test('drop: the line stays open and carries nothing, until mended', async () => {
  const socket = await dial()
  expect(await say(socket, 'before')).toBe('before')
  proxy.drop()
  await new Promise((resolve) => socket.write('lost', resolve))
  for (let turns = 0; turns < 3; turns++) await setImmediate() // on the loopback it has arrived; the proxy reads it in the next turn of the event loop
  proxy.mend()
  expect(await say(await dial(), 'after')).toBe('after')
  expect(socket.destroyed).toBe(false)
  expect(heard).not.toContain('lost')
})

test('ends an answer in its middle, and lets it pass again after mending', async () => {
  proxy.truncate(4)
  const socket = await dial()
  let got = ''
  socket.on('data', (chunk) => {
    got += String(chunk)
  })
  socket.write('a long answer')
  await once(socket, 'close')
  expect(got).toBe('a lo')
  expect(heard).toBe('a long answer')
  proxy.mend()
  expect(await say(await dial(), 'whole')).toBe('whole')
})
