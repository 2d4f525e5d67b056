// Goal: the round one works on stands first. Method: one of each state, two planned and two ended.
import { expect, it } from 'vitest'
import { inOrderOfWork } from './round-order.ts'

it('puts running before planned before past, the next and the latest first', () => {
  const rounds = [
    { state: 'cancelled', startsAt: '2021-12-30' },
    { state: 'ended', startsAt: '2021-12-20' },
    { state: 'planned', startsAt: '2022-01-04' },
    { state: 'ended', startsAt: '2021-12-22' },
    { state: 'running', startsAt: '2021-12-27' },
    { state: 'planned', startsAt: '2022-01-01' },
  ] as const
  expect(inOrderOfWork(rounds).map(({ startsAt }) => startsAt)).toEqual([
    '2021-12-27',
    '2022-01-01',
    '2022-01-04',
    '2021-12-22',
    '2021-12-20',
    '2021-12-30',
  ])
})
