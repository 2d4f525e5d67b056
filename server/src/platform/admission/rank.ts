/**
 * The order in which requests matter: by load class, and within a class by the caller's bucket. Pure arithmetic on 0..511.
 */
import { bucketCount } from './bucket.ts'
import { type LoadClass, loadClasses } from './load-class.ts'

/** How many ranks there are; a cursor that stands here refuses nobody. */
export const rankCount = loadClasses.length * bucketCount

const firstRank = Object.fromEntries(loadClasses.map((name, index) => [name, index * bucketCount])) as Record<LoadClass, number>

/** The rank 0..511 of a request; 0 matters most. */
export function rankOf(loadClass: LoadClass, bucket: number): number {
  return firstRank[loadClass] + bucket
}

/** The load level 0..4 of a cursor: classes refused whole, and the refused part of the next one's buckets. */
export function levelOfCursor(cursor: number): number {
  return (rankCount - cursor) / bucketCount
}

/** How open a class is under a cursor. */
export function gateOf(loadClass: LoadClass, cursor: number): 'open' | 'part' | 'shut' {
  if (cursor >= firstRank[loadClass] + bucketCount) return 'open'
  return cursor > firstRank[loadClass] ? 'part' : 'shut'
}
