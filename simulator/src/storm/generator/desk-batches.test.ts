/** Goal: storm after storm the server gets what real desks would hand in: numbers that go on, and nobody sampled twice within twelve hours. Method: many batches of a small cast. */
import { expect, test } from 'vitest'
import { createDeskBatches } from './desk-batches.ts'

interface Batch {
  readonly records: readonly {
    readonly sequence: number
    readonly at: string
    readonly tubeCode: string
    readonly subject?: { readonly document: { readonly number: string } }
  }[]
}

const desks = ['one', 'other'].map((siteId) => ({ siteId })) as never
const documents = Array.from({ length: 25 }, (_, at) => `person ${at}`)

test('the numbers of a device go on, whatever the others hand in', () => {
  const batches = createDeskBatches({ desks, documents }, 'a')
  const handedIn = [0, 1, 0, 0, 1].map((desk) => ({ desk, ...(JSON.parse(batches.next(desk)) as Batch) }))
  const sequencesOf = (wanted: number): number[] =>
    handedIn.filter(({ desk }) => desk === wanted).flatMap(({ records }) => records.map(({ sequence }) => sequence))
  expect(sequencesOf(0)).toEqual(Array.from({ length: 36 }, (_, at) => at + 1))
  expect(sequencesOf(1)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1))
  expect(new Set(handedIn.map(({ records }) => records[0]!.tubeCode)).size).toBe(5)
})

test('nobody is sampled twice within twelve hours, up to the 24th time that all have been', () => {
  const batches = createDeskBatches({ desks, documents }, 'a')
  const last = new Map<string, number>()
  for (let batch = 0; batch < 48; batch++) {
    for (const { subject, at } of (JSON.parse(batches.next(0)) as Batch).records) {
      if (subject === undefined) continue
      const { number } = subject.document
      expect(Date.parse(at) - (last.get(number) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(12 * 3_600_000)
      last.set(number, Date.parse(at))
    }
  }
  expect(last.size).toBe(20)
})
