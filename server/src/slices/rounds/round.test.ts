/**
 * Goal: what a plan lets expect, and every limit it is held to.
 * Method: tables of hours and codes; a property: whatever the plan, nobody of its areas is expected nowhere.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectLoad } from './expected-load.ts'
import { areaOfStreet, openHours, stateOf } from './round.ts'

const at = (text: string): Date => new Date(text)
const china = 480

test.each([
  ['one day, eight to eight', '2021-12-27T04:00Z', '2021-12-28T04:00Z', '08:00', '20:00', 12],
  ['a morning that begins after opening', '2021-12-27T02:00Z', '2021-12-27T04:00Z', '08:00', '20:00', 2],
  ['over midnight', '2021-12-27T04:00Z', '2021-12-28T04:00Z', '22:00', '02:00', 4],
  ['opened the evening before', '2021-12-26T17:00Z', '2021-12-26T20:00Z', '22:00', '02:00', 1],
  ['round the clock', '2021-12-27T04:00Z', '2021-12-28T04:00Z', '00:00', '00:00', 24],
  ['never', '2021-12-27T13:00Z', '2021-12-27T14:00Z', '08:00', '20:00', 0],
])('hours: %s', (_name, startsAt, endsAt, opensAt, closesAt, hours) => {
  expect(openHours({ startsAt: at(startsAt), endsAt: at(endsAt) }, { opensAt, closesAt }, china)).toBe(hours)
})

test('a street goes before its district, and other districts are in neither', () => {
  const areas = [
    { code: '610113', pool: 'ten' },
    { code: '610113002', pool: 'household' },
  ] as const
  expect(areaOfStreet(areas, '610113002')?.pool).toBe('household')
  expect(areaOfStreet(areas, '610113001')?.pool).toBe('ten')
  expect(areaOfStreet(areas, '610104001')).toBeUndefined()
})

test('the state follows from time, and a cancelled round has no other', () => {
  const round = { startsAt: at('2021-12-27T04:00Z'), endsAt: at('2021-12-27T16:00Z'), cancelledAt: null }
  expect(stateOf(round, at('2021-12-27T03:59:59.999Z'))).toBe('planned')
  expect(stateOf(round, at('2021-12-27T04:00Z'))).toBe('running')
  expect(stateOf(round, at('2021-12-27T16:00Z'))).toBe('ended')
  expect(stateOf({ ...round, cancelledAt: at('2021-12-27T05:00Z') }, at('2021-12-28T04:00Z'))).toBe('cancelled')
})

const day = { startsAt: at('2021-12-27T00:00Z'), endsAt: at('2021-12-27T12:00Z') } // eight to twenty, Beijing time
const site = (siteId: string, desks: number) => ({ siteId, desks, opensAt: '08:00', closesAt: '20:00' })

test('people go to their street’s sites, else to their district’s, else to all, shared by desks', () => {
  const residents = new Map([
    ['610113001', 3_000],
    ['610113002', 900],
    ['610104001', 100],
    ['610112001', 7],
  ])
  const streets = new Map([
    ['a', '610113001'],
    ['b', '610113001'],
    ['c', '610113005'],
  ])
  const plan = {
    ...day,
    buildings: [],
    areas: [
      { code: '610113', pool: 'ten' as const },
      { code: '610104001', pool: 'single' as const },
    ],
    sites: [site('a', 1), site('b', 2), site('c', 3)],
  }
  const load = expectLoad(plan, residents, streets, china)
  expect(load.expected).toBe(4_000)
  expect([...load.byArea]).toEqual([
    ['610113', 3_900],
    ['610104001', 100],
  ])
  // street 001: 1000 and 2000; 900 of the district by 1:2:3 desks; 100 from elsewhere by 1:2:3
  expect(load.sites.map((one) => one.expected)).toEqual([1_167, 2_333, 500])
  expect(load.sites.map((one) => one.perDeskPerHour)).toEqual([97.3, 97.2, 13.9])
  expect(load.sites.some((one) => one.overloaded)).toBe(false)
  const doubled = new Map([...residents].map(([street, people]) => [street, people * 2]))
  expect(expectLoad(plan, doubled, streets, china).sites.map((one) => one.overloaded)).toEqual([true, true, false])
})

test('nobody of the areas is expected nowhere', () => {
  const street = fc.constantFrom('610113001', '610113002', '610104001', '610104002', '610112001')
  fc.assert(
    fc.property(
      fc.dictionary(street, fc.nat(5_000)),
      fc.array(fc.tuple(street, fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 12 }),
      (residents, given) => {
        const sites = given.map(([, desks], n) => site(`s${n}`, desks))
        const streets = new Map(given.map(([code], n) => [`s${n}`, code]))
        const plan = {
          ...day,
          buildings: [],
          areas: [
            { code: '610113', pool: 'ten' as const },
            { code: '610104001', pool: 'ten' as const },
          ],
          sites,
        }
        const load = expectLoad(plan, new Map(Object.entries(residents)), streets, china)
        const atSites = load.sites.reduce((sum, one) => sum + one.expected, 0)
        expect(Math.abs(atSites - load.expected)).toBeLessThanOrEqual(sites.length)
      },
    ),
  )
})
