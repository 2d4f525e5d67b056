/**
 * Processor time of a PostgreSQL on this machine, for tools that say what something cost. Linux only (proc(5)); undefined elsewhere, and where the database is on
 * another machine.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

interface Times {
  readonly parent: number
  /** Of the process itself, in seconds. */
  readonly own: number
  /** Of those of its children that have ended. */
  readonly children: number
}

/** Seconds that all processes of the PostgreSQL behind this connection have used since it was started. */
export async function postgresSeconds(client: pg.ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number; address: string | null }>(
    'select pg_backend_pid() as pid, host(inet_server_addr()) as address',
  )
  const { pid, address } = rows[0]!
  if (address !== null && address !== '127.0.0.1' && address !== '::1') return undefined
  const postmaster = timesOf(String(pid))?.parent
  if (postmaster === undefined || timesOf(String(postmaster)) === undefined) return undefined
  const { own, children } = timesOf(String(postmaster))!
  const living = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [timesOf(name)] : []))
  return living.reduce((sum, one) => sum + (one?.parent === postmaster ? one.own : 0), own + children)
}

/** Fields 4 and 14 to 17, the times in hundredths of a second. */
function timesOf(pid: string): Times | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1]!, own: (fields[11]! + fields[12]!) / 100, children: (fields[13]! + fields[14]!) / 100 }
  } catch {
    return undefined // it has just ended, or there is no /proc
  }
}
