/**
 * Goal: the server ends in order whoever still hangs on it.
 * Method: a caller that sent half a request and waits; the server is told to stop.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { readConfig } from './config.ts'
import { startServer } from './server.ts'
import { createTestDatabase } from './testing/test-database.ts'

test('a caller that never finishes its request is cut off, and the server has stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evergate-server-'))
  const config = readConfig(['--data', folder, '--port', '0', '--log', 'silent'], {})
  const { url: databaseUrl } = await createTestDatabase()
  const server = await startServer({ config, databaseUrl, appsFolder: undefined, print: () => undefined })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined).resume()
  await once(socket, 'connect')
  const came = once(server.app.server, 'request')
  socket.write(
    'POST /v1/registrations HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"name":',
  )
  await came
  const cutOff = once(socket, 'close')
  await server.stop()
  await cutOff
  await rm(folder, { recursive: true })
}, 20_000)
