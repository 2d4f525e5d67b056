/**
 * The bucket of a caller: when only a part of a load class can be served, it is the same callers for an hour, and others the hour after.
 * Serving everybody a little would serve nobody whole: one intent of a person takes several requests (DAGOR section 4.2).
 */

/** How many buckets a load class has; 0 is served longest. */
export const bucketCount = 128

/** The bucket 0..127 of a caller in this hour (hours since 1970), from what tells callers apart: a token, a cookie, an address. FNV-1a, 32 bits. */
export function bucketOf(identity: string, hour: number): number {
  let hash = Math.imul(0x811c9dc5 ^ (hour & 0xffff), 0x01000193)
  for (let i = 0; i < identity.length; i++) hash = Math.imul(hash ^ identity.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15 // the low bits of FNV-1a alone hardly mix the last characters
  return ((hash >>> 8) ^ hash) & (bucketCount - 1)
}
