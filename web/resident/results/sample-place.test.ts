// Goal: each sample shows where it is, also one from an answer that an older server gave.
// Method: a sample at every place, and one without any.
import { expect, test } from 'vitest'
import { places, type Sample } from '../state/wire.ts'
import { isAnswered, isPooled, placeOf } from './sample-place.ts'

const sample: Sample = {
  sampleId: 's',
  tubeCode: 'XA-0001',
  siteName: '',
  sampledAt: '2021-12-27T01:00:00.000Z',
  state: 'taken',
  outcome: null,
  testedAt: null,
  releasedAt: null,
  corrected: false,
}

test('every place is a step further', () => {
  expect(places.map((place) => placeOf({ ...sample, place, placeAt: null }).step)).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(placeOf({ ...sample, place: 'boxed', placeAt: '2021-12-27T02:00:00.000Z' })).toEqual({
    place: 'boxed',
    step: 3,
    steps: 7,
    at: '2021-12-27T02:00:00.000Z',
  })
})

test('without a place the two ends of the way are known', () => {
  expect(placeOf(sample)).toMatchObject({ place: 'desk', at: sample.sampledAt })
  const releasedAt = '2021-12-27T09:00:00.000Z'
  expect(placeOf({ ...sample, state: 'released', outcome: 'negative', releasedAt })).toMatchObject({ place: 'released', at: releasedAt })
})

test('a tube of one’s own is no pool, one nobody has described is', () => {
  expect(isPooled({ ...sample, pool: 'single' })).toBe(false)
  expect(isPooled({ ...sample, pool: 'household' })).toBe(true)
  expect(isPooled({ ...sample, pool: null })).toBe(true)
  expect(isPooled(sample)).toBe(false)
})

test('a pool is answered by a single result of a swab at or after its own, and by nothing else', () => {
  const single = { ...sample, pool: 'single', outcome: 'negative' } as const
  expect(isAnswered(sample, [single])).toBe(true)
  expect(isAnswered(sample, [{ ...single, sampledAt: '2021-12-27T00:59:59.000Z' }])).toBe(false)
  expect(isAnswered(sample, [{ ...single, outcome: 'invalid' }])).toBe(false)
  expect(isAnswered(sample, [{ ...single, outcome: null }])).toBe(false)
  expect(isAnswered(sample, [{ ...single, pool: 'ten' }])).toBe(false)
})
