// Goal: every serial number has exactly one place, for every capacity a region can have, and places of two epochs have nothing in common.
// Method: whole permutations of small capacities, samples of random capacities up to the limit, and counts against chance.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHex } from './bytes.ts'
import { CAPACITY_MAX } from './limits.ts'
import { createPermutation, deriveEpochKey, permute, unpermute } from './permutation.ts'

const master = new Uint8Array(32).fill(7)
const key = deriveEpochKey(master, 1, 18_988)

test('a bijection for every capacity from 1 to 300, place by place', () => {
  for (let capacity = 1; capacity <= 300; capacity++) {
    const permutation = createPermutation(key, capacity)
    const places = Array.from({ length: capacity }, (_, serial) => permutation.indexOf(serial))
    expect(new Set(places).size, `capacity ${capacity}`).toBe(capacity)
    expect(Math.min(...places)).toBe(0)
    expect(Math.max(...places)).toBe(capacity - 1)
    expect(places.map((place) => permutation.serialOf(place))).toEqual(places.map((_, serial) => serial))
  }
})

test('a bijection for capacities up to 10^8: there and back again, and never outside', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: CAPACITY_MAX }), fc.constantFrom(1, 2, 3, 9_999 ** 2, 10_000 * 9_999, CAPACITY_MAX)),
      fc.uint8Array({ minLength: 16, maxLength: 32 }),
      fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 5 }),
      (capacity, anyKey, fractions) => {
        const permutation = createPermutation(anyKey, capacity)
        for (const serial of [0, capacity - 1, ...fractions.map((fraction) => Math.floor(fraction * capacity))]) {
          const index = permutation.indexOf(serial)
          expect(Number.isInteger(index) && index >= 0 && index < capacity).toBe(true)
          expect(permutation.serialOf(index)).toBe(serial)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('two epochs, two families, two capacities: no more places in common than by chance', () => {
  const capacity = 10_000
  const own = createPermutation(key, capacity)
  for (const other of [
    createPermutation(deriveEpochKey(master, 1, 18_989), capacity),
    createPermutation(deriveEpochKey(master, 2, 18_988), capacity),
  ]) {
    let same = 0
    for (let serial = 0; serial < capacity; serial++) if (own.indexOf(serial) === other.indexOf(serial)) same++
    // One is expected; more than ten has a chance of one in a hundred million.
    expect(same).toBeLessThan(11)
  }
})

test('neighbours are scattered: serial numbers in order land evenly over the whole list', () => {
  const capacity = 1_000_000
  const permutation = createPermutation(key, capacity)
  const tenths = new Array<number>(10).fill(0)
  for (let serial = 0; serial < 10_000; serial++) tenths[Math.floor((permutation.indexOf(serial) * 10) / capacity)]!++
  // 1,000 each are expected with a standard deviation of 30; 200 is more than six of them.
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(200)
})

test('single places agree with the whole', () => {
  expect(unpermute(key, 12_952_907, permute(key, 12_952_907, 4_711))).toBe(4_711)
  expect(createPermutation(key, 12_952_907).indexOf(4_711)).toBe(permute(key, 12_952_907, 4_711))
})

test('epoch keys differ by master, family and epoch', () => {
  const keys = [key, deriveEpochKey(master, 1, 18_989), deriveEpochKey(master, 2, 18_988), deriveEpochKey(new Uint8Array(32), 1, 18_988)]
  expect(new Set(keys.map(toHex)).size).toBe(4)
})

test.each([
  [() => createPermutation(key, 0)],
  [() => createPermutation(key, CAPACITY_MAX + 1)],
  [() => createPermutation(key, 1.5)],
  [() => createPermutation(new Uint8Array(15), 10)],
  [() => createPermutation(key, 10).indexOf(10)],
  [() => createPermutation(key, 10).serialOf(-1)],
])('the caller must keep to the range: %s', (call) => {
  expect(call).toThrow(RangeError)
})
