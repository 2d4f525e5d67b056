// Which user PostgreSQL runs as. PostgreSQL refuses to run as root, so root must lend it an unprivileged user;
// anybody else runs it as himself. Must not change files: whoever uses the answer gives the folders away.
import { execFileSync } from 'node:child_process'
import { StartError } from '../unavailable.ts'

/** An unprivileged user, by numbers, as child_process wants them. */
export type RunAs = { uid: number; gid: number }

const SYSTEM_USER = 'evergate'

/**
 * The user to run PostgreSQL as, or undefined for the current one. `clusterOwner` is who owns an existing database folder: he keeps it,
 * so that a folder made by an ordinary user still works when root starts it later.
 */
export function chooseRunAs(clusterOwner?: RunAs): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  if (clusterOwner !== undefined && clusterOwner.uid !== 0) return clusterOwner
  const found = lookUp('postgres') ?? lookUp(SYSTEM_USER) ?? createSystemUser() ?? lookUp('nobody')
  if (found === undefined) {
    throw new StartError('PostgreSQL refuses to run as root and this machine has no other user; create one, or set DATABASE_URL.')
  }
  return found
}

function lookUp(name: string): RunAs | undefined {
  const uid = numberFrom('id', ['-u', name])
  const gid = numberFrom('id', ['-g', name])
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid }
}

function createSystemUser(): RunAs | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER], {
      stdio: 'ignore',
    })
  } catch {
    // No useradd, or two processes created the user at once: the look-up decides.
  }
  return lookUp(SYSTEM_USER)
}

function numberFrom(command: string, args: string[]): number | undefined {
  try {
    return Number.parseInt(execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }), 10)
  } catch {
    return undefined
  }
}
