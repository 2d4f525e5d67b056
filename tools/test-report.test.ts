// Goal: the closing line never claims more than what ran and passed.
// Method: reports in the shape vitest writes, with each way a run can fail.
import { expect, test } from 'vitest'
import { closingLine, countTests, isGood } from './steps/test-report.mjs'

const file = (status: string, ...tests: string[]) => ({ name: 'a.test.ts', status, assertionResults: tests.map((of) => ({ status: of })) })
const lineFor = (exitCode: number, ...files: ReturnType<typeof file>[]) => closingLine(countTests({ testResults: files }, exitCode))

test('tests are counted over all files', () => {
  expect(lineFor(0, file('passed', 'passed', 'passed'), file('passed', 'passed', 'pending', 'todo'))).toBe('3 passed, 0 failed, 2 skipped')
  expect(lineFor(1, file('failed', 'passed', 'failed', 'failed'))).toBe('1 passed, 2 failed')
})

test('a file that fails outside its tests is one failure', () => {
  expect(lineFor(1, file('failed'), file('passed', 'passed'))).toBe('1 passed, 1 failed')
  expect(lineFor(1, file('failed', 'passed', 'passed'))).toBe('2 passed, 1 failed')
})

test('a run that fails although every test passed is one failure', () => {
  expect(lineFor(1, file('passed', 'passed'))).toBe('1 passed, 1 failed')
})

test('a run that wrote no report is one failure', () => {
  expect(closingLine(countTests(undefined, 1))).toBe('0 passed, 1 failed')
})

test('a run of no test at all is not good', () => {
  expect(isGood(countTests({ testResults: [] }, 0))).toBe(false)
  expect(isGood({ passed: 1, failed: 0, skipped: 3 })).toBe(true)
  expect(isGood({ passed: 1, failed: 1, skipped: 0 })).toBe(false)
})
