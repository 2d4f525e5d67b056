// Goal: a scanner gun's keys become one code; a person's idle keys and what is typed into a field do not.
// Method: key events on a bare EventTarget, with vitest's timers for the pause. (Not dropping after the pause turns the third test red.)
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listenForGun } from './typed-code.ts'

let codes: string[]
let target: EventTarget
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  codes = []
  target = new EventTarget()
  stop = listenForGun(target, (text) => codes.push(text))
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

function press(key: string, more: object = {}): Event {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ctrlKey: false, altKey: false, metaKey: false, ...more })
  target.dispatchEvent(event)
  return event
}

test('characters and Enter make a code, spaces and capitals included', () => {
  for (const key of ['Shift', ...'EG1:AB C+$%']) press(key)
  expect(press('Enter').defaultPrevented).toBe(true)
  expect(codes).toEqual(['EG1:AB C+$%'])
})

test('Enter alone, or after too little, stays what it was', () => {
  expect(press('Enter').defaultPrevented).toBe(false)
  for (const key of 'abc') press(key)
  expect(press('Enter').defaultPrevented).toBe(false)
  expect(codes).toEqual([])
})

test('what was typed before a pause is dropped', () => {
  for (const key of 'hello') press(key)
  vi.advanceTimersByTime(1501)
  for (const key of 'EG1:ABCDEF') press(key)
  press('Enter')
  expect(codes).toEqual(['EG1:ABCDEF'])
})

test('keys with a modifier are not part of a code', () => {
  for (const key of 'EG1:ABC') press(key)
  press('r', { ctrlKey: true })
  press('Enter')
  expect(codes).toEqual(['EG1:ABC'])
})

test('a code does not grow without end', () => {
  for (let count = 0; count < 2000; count++) press('A')
  press('Enter')
  expect(codes[0]?.length).toBe(600)
})
