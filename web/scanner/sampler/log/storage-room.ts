// How much room the browser leaves this app, and from when on a person must know.
import { estimateRoom } from '../../../shared/database.ts'
import { DESK_DATABASE } from './desk-database.ts'

export interface StorageRoom {
  readonly freeBytes: number
  readonly level: 'ample' | 'scarce'
}

const FREE_BYTES_MIN = 200_000_000
const FREE_SHARE_MIN = 0.1

/** Pure. A record needs about 1 kB: 200 MB are the records of a desk for years, but the photos of a phone fill them in a day. */
export function judgeRoom(quotaBytes: number, usedBytes: number): StorageRoom {
  const freeBytes = Math.max(0, quotaBytes - usedBytes)
  return { freeBytes, level: freeBytes < FREE_BYTES_MIN || freeBytes < quotaBytes * FREE_SHARE_MIN ? 'scarce' : 'ample' }
}

/** Null where the browser does not say. Chromium tells every site of some 10 GiB whatever the disk holds; what it refuses at the end is told by the log. */
export async function measureRoom(): Promise<StorageRoom | null> {
  const estimates = await estimateRoom(DESK_DATABASE).catch(() => [])
  const rooms = estimates.flatMap(({ quota, usage }) => (quota === undefined || usage === undefined ? [] : [judgeRoom(quota, usage)]))
  return rooms.sort((one, other) => one.freeBytes - other.freeBytes)[0] ?? null
}
