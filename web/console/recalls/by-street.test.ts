// Goal: a printed list can be walked street by street and nobody is left off it. Method: recalls of two streets and of none, mixed.
import { expect, it } from 'vitest'
import { byStreet } from './by-street.ts'
import type { Recall } from './recall.query.ts'

const recall = (recallId: string, streetCode: string | null, tubeCode: string, askedAt = '2021-12-27T08:00:00.000Z'): Recall => ({
  recallId,
  residentId: recallId,
  nameMasked: '王*',
  streetCode,
  tubeCode,
  askedAt,
  state: 'open',
  endedAt: null,
})

it('keeps everybody, by street, then tube, then time; those without a street last', () => {
  const streets = byStreet([
    recall('a', null, 'T1'),
    recall('b', '610113002', 'T2'),
    recall('c', '610113001', 'T2', '2021-12-27T09:00:00.000Z'),
    recall('d', '610113001', 'T2', '2021-12-27T07:00:00.000Z'),
    recall('e', '610113001', 'T1'),
  ])
  expect(streets.map(({ streetCode, recalls }) => [streetCode, recalls.map(({ recallId }) => recallId).join('')])).toEqual([
    ['610113001', 'edc'],
    ['610113002', 'b'],
    [null, 'a'],
  ])
})
