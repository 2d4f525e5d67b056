/**
 * A process that answers every request with the same bytes and does nothing else, to measure the generator against. Tells its port and ends with its parent.
 */
import { createServer } from 'node:net'

const answer = Buffer.from('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}', 'latin1')

const server = createServer((socket) => {
  socket.on('data', () => socket.write(answer))
  socket.on('error', () => socket.destroy())
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: address !== null && typeof address !== 'string' ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
