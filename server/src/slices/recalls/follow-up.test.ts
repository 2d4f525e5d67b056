/**
 * Goal: who is asked again, how that ends and what they are told follows from what is known, never from the order in which it became known.
 * Method: the table of pool cases, each in all orders. The function sees what is known at each step; what is said in the end must be the same.
 * (Compare the sampling times the other way round, or forget corrections, and cases go red.)
 */
import { describe, expect, test } from 'vitest'
import { hour, knownTubes, orders, poolCases, resident } from '../decisions/testing.ts'
import { followUp, type OwnTube } from './follow-up.ts'

function ownTubes(arrivals: (typeof poolCases)[number]['arrivals']): OwnTube[] {
  return knownTubes(arrivals).flatMap(({ swabs, ...tube }) =>
    swabs.filter((swab) => swab.residentId === resident).map(({ removed: _, residentId: __, ...swab }) => ({ ...tube, ...swab })),
  )
}

describe.each(poolCases)('$name', ({ arrivals, expect: { recalls, messages } }) => {
  test('asks and tells what it should, the same in every order', () => {
    const said = orders(arrivals).map((order) => followUp(ownTubes(order)))
    expect(said[0]!.recalls.map(({ tubeCode, state }) => `${tubeCode} ${state}`)).toEqual(recalls)
    expect(said[0]!.messages.map(({ at, kind }) => `${(at.getTime() - hour(0).getTime()) / 3_600_000} ${kind}`).sort()).toEqual(
      messages.toSorted(),
    )
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1)
  })
})

test('a recall ends when it ended, not when that was found out', () => {
  const find = (name: string) => followUp(ownTubes(poolCases.find((one) => one.name.startsWith(name))!.arrivals)).recalls[0]
  expect(find('the single negative resolves')).toMatchObject({ askedAt: hour(5), endedAt: hour(12) })
  expect(find('pool result after single')).toMatchObject({ askedAt: hour(9), endedAt: hour(9) })
  expect(find('correction of a released positive')).toMatchObject({ askedAt: hour(5), endedAt: hour(7) })
})

test('ids are the same every time and differ between swabs and kinds', () => {
  const [one] = poolCases.filter(({ name }) => name.startsWith('two positive pools'))
  const [first, second] = [followUp(ownTubes(one!.arrivals)), followUp(ownTubes(one!.arrivals))]
  expect(first).toEqual(second)
  const ids = [...first.recalls.map((recall) => recall.recallId), ...first.messages.map((message) => message.messageId)]
  expect(new Set(ids).size).toBe(ids.length)
})
