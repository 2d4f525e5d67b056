// Goal: an enrolment is sent only when a device could work with it. Method: one missing thing at a time.
import { expect, it } from 'vitest'
import { enrolmentFaults } from './enrolment-entry.ts'
import type { NewEnrolment } from './scanners.query.ts'

const entry: NewEnrolment = { label: 'Gate 3', purposes: ['guard'], siteId: null, venueId: null }

it.each<[Partial<NewEnrolment>, object]>([
  [{}, {}],
  [{ label: ' ' }, { label: 'labelMissing' }],
  [{ purposes: [] }, { purposes: 'purposesMissing' }],
  [{ purposes: ['sampler'] }, { siteId: 'siteMissing' }],
  [{ purposes: ['guard', 'sampler'], siteId: 's' }, {}],
])('%j', (changes, faults) => {
  expect(enrolmentFaults({ ...entry, ...changes })).toEqual(faults)
})
