/** What the enrolment form asks of an entry before the server is asked. Pure. */
import type { scannerTexts } from './scanner-texts.ts'
import type { NewEnrolment } from './scanners.query.ts'

export type EnrolmentFaults = Partial<Record<'label' | 'purposes' | 'siteId', keyof typeof scannerTexts>>

/** The fault of each field, as the key of its words; empty when the entry may be sent. */
export function enrolmentFaults(entry: NewEnrolment): EnrolmentFaults {
  const faults: EnrolmentFaults = {}
  if (entry.label.trim() === '') faults.label = 'labelMissing'
  if (entry.purposes.length === 0) faults.purposes = 'purposesMissing'
  if (entry.purposes.includes('sampler') && entry.siteId === null) faults.siteId = 'siteMissing'
  return faults
}
