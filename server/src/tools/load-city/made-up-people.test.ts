// Goal: a made-up city is the same for the same seed, nobody's number is anybody else's, every number is well formed, households live together, ages and phones
// come out as the census says.
// Method: the plan of the whole of Xi'an, a few of its parts made up; another seed. (Parts that share document numbers, or a phone number's step that
// shares a factor with 10^8, turn this red.)
import { checkResidentIdNumber } from '@evergate/pass'
import { expect, test } from 'vitest'
import { normalisePhone } from '../../slices/residents/person.ts'
import { residentsOfDistrict } from './census.ts'
import { planCity } from './city-plan.ts'
import { peopleOfPart } from './made-up-people.ts'

const streets = Object.keys(residentsOfDistrict).flatMap((district) =>
  Array.from({ length: 12 }, (_, at) => ({ code: `${district}${String(at + 1).padStart(3, '0')}`, name: `Street ${at + 1}` })),
)
const whole = planCity(12_952_907, 1, streets)
const people = whole.parts.slice(0, 24).flatMap((part) => peopleOfPart(1, part))
const yearsOld = (least: number, most: number): number => people.filter(({ age }) => age >= least && age <= most).length / people.length

test('the whole of Xi’an is planned to the last resident, district by district', () => {
  expect(Object.values(residentsOfDistrict).reduce((sum, one) => sum + one, 0)).toBe(12_952_907)
  for (const [district, count] of Object.entries(residentsOfDistrict)) {
    const parts = whole.parts.filter(({ streetCode }) => streetCode.startsWith(district))
    expect(parts.reduce((sum, { residents }) => sum + residents, 0)).toBe(count)
  }
  const last = whole.parts.at(-1)!
  expect(last.first + last.residents).toBe(12_952_907)
  expect(Math.max(...whole.parts.map(({ residents }) => residents))).toBeLessThanOrEqual(16_000)
})

test('everybody has a document number of their own, rightly formed, of their district and their age', () => {
  expect(new Set(people.map(({ document }) => document.number)).size).toBe(people.length)
  for (const { document, streetCode, age } of people.slice(0, 5_000)) {
    const checked = checkResidentIdNumber(document.number)
    if (!checked.ok) throw new Error(`${document.number}: ${checked.reason}`)
    expect(checked.value.division).toBe(streetCode.slice(0, 6))
    const birthDate = checked.value.birthDate
    expect(birthDate <= `${2020 - age}-11-01` && birthDate > `${2019 - age}-10-31`, `${birthDate} at ${age}`).toBe(true)
  }
})

test('ages are those of the census, within two of a hundred', () => {
  expect(yearsOld(0, 14)).toBeCloseTo(0.157, 1)
  expect(Math.abs(yearsOld(60, 200) - 0.16)).toBeLessThan(0.02)
  expect(Math.abs(yearsOld(0, 14) - 0.157)).toBeLessThan(0.02)
})

test('a household lives in one street, has 2.6 people in the mean, and one of its grown-ups carries those without a phone', () => {
  const byNumber = new Map(people.map((one) => [one.number, one]))
  const streetOf = new Map(people.map((one) => [one.household, one.streetCode]))
  expect(people.every((one) => streetOf.get(one.household) === one.streetCode)).toBe(true)
  expect(people.length / streetOf.size).toBeCloseTo(2.6, 1)
  const carried = people.filter(({ carriedBy }) => carriedBy !== null)
  expect(carried.length / people.length).toBeGreaterThan(0.15)
  for (const one of carried.slice(0, 2_000)) {
    const carrier = byNumber.get(one.carriedBy!)!
    expect(one.phoneNumber).toBeNull()
    expect(carrier).toMatchObject({ household: one.household })
    expect(carrier.age).toBeGreaterThanOrEqual(18)
    expect(carrier.phoneNumber).not.toBeNull()
  }
})

test('phones: most grown-ups, few of the old, no small child; numbers are valid and each its own', () => {
  const share = (least: number, most: number): number => {
    const those = people.filter(({ age }) => age >= least && age <= most)
    return those.filter(({ phoneNumber }) => phoneNumber !== null).length / those.length
  }
  expect(share(0, 11)).toBe(0)
  expect(share(18, 59)).toBeCloseTo(0.97, 1)
  expect(share(80, 120)).toBeLessThan(0.3)
  const numbers = people.flatMap(({ phoneNumber }) => (phoneNumber === null ? [] : [phoneNumber]))
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers.slice(0, 2_000)) expect(normalisePhone(number)).toEqual({ ok: true, value: number })
})

test('the same seed makes the same city, in whatever order its parts are made; another seed another one', () => {
  const [first, second] = whole.parts as [(typeof whole.parts)[0], (typeof whole.parts)[0]]
  const backwards = [second, first].map((part) => peopleOfPart(1, part))
  expect([backwards[1], backwards[0]]).toEqual([peopleOfPart(1, first), peopleOfPart(1, second)])
  expect(planCity(5_000, 1, streets)).toEqual(planCity(5_000, 1, streets.toReversed()))
  expect(peopleOfPart(2, first)).not.toEqual(peopleOfPart(1, first))
})
