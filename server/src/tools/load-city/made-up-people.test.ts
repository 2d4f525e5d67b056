// Goal: a made-up city is the same for the same seed, nobody's number is anybody else's, every number is well formed, households live together.
// Method: a few thousand people of three streets; another seed. (A birthday step that shares a factor with the number of days turns this red.)
import { checkResidentIdNumber } from '@evergate/pass'
import { expect, test } from 'vitest'
import { madeUpPeople } from './made-up-people.ts'
import { seededChance } from './seeded-chance.ts'

const streetCodes = ['610102003', '610113001', '610113002']
const cityOf = (seed: number, residents = 60_000) => [
  ...madeUpPeople({ residents, phonesPerMille: 300, streetCodes, chance: seededChance(seed) }),
]

test('everybody has a number of their own, rightly formed, of the district they live in', () => {
  const people = cityOf(1)
  expect(people).toHaveLength(60_000)
  expect(new Set(people.map(({ document }) => document.number)).size).toBe(60_000)
  for (const { document, streetCode } of people.slice(0, 3_000))
    expect(checkResidentIdNumber(document.number)).toMatchObject({ ok: true, value: { division: streetCode.slice(0, 6) } })
  expect(new Set(people.map(({ streetCode }) => streetCode))).toEqual(new Set(streetCodes))
})

test('a household lives in one street, and has 2.6 people in the mean', () => {
  const people = cityOf(2)
  const streetOf = new Map(people.map((one) => [one.household, one.streetCode]))
  expect(people.every((one) => streetOf.get(one.household) === one.streetCode)).toBe(true)
  expect(people.length / streetOf.size).toBeCloseTo(2.6, 0)
})

test('the share of adults with a phone is as asked, and no child has one', () => {
  const people = cityOf(3)
  const isChild = (number: string): boolean => number.slice(6, 10) >= '2003'
  const adults = people.filter(({ document }) => !isChild(document.number))
  expect(adults.filter(({ phoneNumber }) => phoneNumber !== null).length / adults.length).toBeCloseTo(0.3, 1)
  expect(people.filter(({ document, phoneNumber }) => isChild(document.number) && phoneNumber !== null)).toEqual([])
  const numbers = people.flatMap(({ phoneNumber }) => (phoneNumber === null ? [] : [phoneNumber]))
  expect(new Set(numbers).size).toBe(numbers.length)
})

test('the same seed makes the same city, another one another', () => {
  expect(cityOf(4, 500)).toEqual(cityOf(4, 500))
  expect(cityOf(5, 500)).not.toEqual(cityOf(4, 500))
})
