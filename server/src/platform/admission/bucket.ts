/**
 * The bucket of a caller: when only a part of a load class can be served, it is the same callers for an hour, and others the hour after.
 * Serving everybody a little would serve nobody whole: one intent of a person takes several requests (DAGOR section 4.2).
 * A proxy in front works it out in the same way, so the hash is one that HAProxy has: `djb2(1),and(127)` of the identity, a full stop and the hour.
 */

/** How many buckets a load class has; 0 is served longest. */
export const bucketCount = 128

/** The bucket 0..127 of a caller in this hour (whole hours since 1970), from what tells callers apart: a token, a cookie, an address. Bytes, not letters, are meant. */
export function bucketOf(identity: string, hour: number): number {
  const text = `${identity}.${hour}`
  let hash = 5381 // D. J. Bernstein's: times 33 and the next byte, 32 bits
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) + text.charCodeAt(i)) | 0
  return spread(hash) & (bucketCount - 1)
}

/** Robert Jenkins' 32 bit mix, in which every bit of the input moves every bit of the output. */
function spread(hash: number): number {
  let mixed = (hash + 0x7ed5_5d16 + (hash << 12)) | 0
  mixed = mixed ^ 0xc761_c23c ^ (mixed >>> 19)
  mixed = (mixed + 0x1656_67b1 + (mixed << 5)) | 0
  mixed = (mixed + 0xd3a2_646c) ^ (mixed << 9)
  mixed = (mixed + 0xfd70_46c5 + (mixed << 3)) | 0
  return mixed ^ 0xb55a_4f09 ^ (mixed >>> 16)
}
