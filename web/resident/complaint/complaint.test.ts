// Goal: what is sent is what the resident meant: the city's clock, a tube code as desks write it, nothing in place of nothing.
// Method: a few complaints as typed. (Reading the time in the phone's own zone turns the first test red anywhere but in China.)
import { expect, test } from 'vitest'
import { createComplaint, fieldMoment, problemWith } from './complaint.ts'

const said = { sampledOn: '2021-12-27T09:30', tubeCode: '', note: '' }
const now = Date.UTC(2021, 11, 28)

test('the time is the city’s', () => {
  expect(createComplaint(said, 'c', 480)).toEqual({
    complaintId: 'c',
    sampledAt: '2021-12-27T01:30:00.000Z',
    siteId: null,
    tubeCode: null,
    note: '',
  })
  expect(fieldMoment(Date.UTC(2021, 11, 27, 1, 30), 480)).toBe(said.sampledOn)
})

test('a tube code is taken as it is meant', () => {
  expect(createComplaint({ ...said, tubeCode: ' ｘa-2021-0042 ' }, 'c', 480).tubeCode).toBe('XA-2021-0042')
})

test('what cannot be is said before anybody is asked', () => {
  expect(problemWith(said, now, 480)).toBeNull()
  expect(problemWith({ ...said, sampledOn: '' }, now, 480)).toBe('timeMissing')
  expect(problemWith({ ...said, sampledOn: 'T' }, now, 480)).toBe('timeMissing')
  expect(problemWith({ ...said, sampledOn: '2021-12-29T00:00' }, now, 480)).toBe('timeAhead')
  expect(problemWith({ ...said, sampledOn: '2021-11-27T00:00' }, now, 480)).toBe('timeLongAgo')
  expect(problemWith({ ...said, tubeCode: '管12345' }, now, 480)).toBe('tubeWrong')
})
