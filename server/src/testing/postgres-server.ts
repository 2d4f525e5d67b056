// A program for the tests of the embedded PostgreSQL: starts it, writes one row after another and says so, stops when its input ends.
// Started by postgres-process.ts; must not be imported.
import pg from 'pg'
import { startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts'

const dataDir = process.argv[2]
if (dataDir === undefined) throw new Error('usage: postgres-server.ts DATA_FOLDER')

const say = (event: string, fields: object = {}): void => void process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`)

try {
  const log = { info: () => undefined }
  const postgres = await startEmbeddedPostgres({ dataDir, log, onLost: (error) => say('lost', { message: error.message }) })
  say('ready', { url: postgres.url, owner: postgres.owner })
  let ending = false
  process.stdin.on('end', () => {
    ending = true
  })
  process.stdin.resume()
  const client = new pg.Client(postgres.url)
  client.on('error', () => undefined)
  await client.connect()
  await client.query('CREATE TABLE IF NOT EXISTS written (n bigint GENERATED ALWAYS AS IDENTITY)')
  while (!ending) {
    const { rows } = await client.query<{ n: string }>('INSERT INTO written DEFAULT VALUES RETURNING n')
    say('written', { n: Number(rows[0]?.n) })
  }
  await client.end()
  await postgres.stop()
  say('stopped')
} catch (error) {
  say('failed', { name: (error as Error).name, message: (error as Error).message })
  process.exitCode = 1
}
