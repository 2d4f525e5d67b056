// Goal: streets are named with their district, and an unknown code stays readable. Method: one small city.
import { expect, it } from 'vitest'
import { streetChoices, streetName } from './divisions.ts'

const districts = [{ code: '610113', name: '雁塔区', streets: [{ code: '610113001', name: '小寨路街道' }] }]

it('names a street with its district', () => {
  expect(streetName(districts, '610113001')).toBe('雁塔区 · 小寨路街道')
  expect(streetName(districts, '999')).toBe('999')
})

it('groups the choices by district', () => {
  expect(streetChoices(districts)).toEqual([{ group: '雁塔区', items: [{ value: '610113001', label: '小寨路街道' }] }])
})
