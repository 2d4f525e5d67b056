// Goal: the page never calls a round settled that is not, and tells a fault from a wait.
// Method: each way a round can stand; the server's word against what is listed.
import { describe, expect, it } from 'vitest'
import { differenceWords, wordsForDifference } from './difference-texts.ts'
import { standingCodes, vanishingCodes } from './reconciliation.query.ts'
import { judge } from './verdict.ts'

const row = { key: 'r', name: 'R', registered: 10, inTube: 10, boxed: 10, received: 10, tested: 10, released: 10, onCode: 10 }
const waiting = { code: 'not_tested', count: 4, tubes: 1 }
const fault = { code: 'swab_not_taken', count: 1, tubes: 1 }

describe('judge', () => {
  it.each([
    ['reconciled', { rows: [row], differences: [], reconciled: true }],
    ['nothing_yet', { rows: [], differences: [], reconciled: true }],
    ['nothing_yet', { rows: [{ ...row, inTube: 0, onCode: 0 }], differences: [], reconciled: true }],
    ['on_the_way', { rows: [{ ...row, onCode: 6 }], differences: [waiting], reconciled: false }],
    ['faults', { rows: [{ ...row, onCode: 6 }], differences: [waiting, fault], reconciled: false }],
    ['faults_only', { rows: [row], differences: [fault], reconciled: false }],
    ['on_the_way', { rows: [row], differences: [], reconciled: false }],
    ['on_the_way', { rows: [row], differences: [{ ...fault, count: 0, tubes: 0 }], reconciled: false }],
    ['on_the_way', { rows: [], differences: [{ code: 'device_silent', count: 0, tubes: 1 }], reconciled: false }],
  ] as const)('%s', (verdict, round) => {
    expect(judge(round).verdict).toBe(verdict)
  })

  it('counts what stands and what needs a person', () => {
    expect(judge({ rows: [{ ...row, onCode: 5 }], differences: [waiting, fault], reconciled: false })).toMatchObject({
      outstanding: 5,
      vanished: 1,
      standing: 1,
    })
  })
})

it('has words for every difference, and for one it does not know', () => {
  for (const code of [...vanishingCodes, ...standingCodes]) expect(Object.keys(differenceWords)).toContain(code)
  expect(wordsForDifference('new_code').name).toEqual(['new_code', 'new_code'])
})
