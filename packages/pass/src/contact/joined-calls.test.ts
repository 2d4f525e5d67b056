// Goal: any number of people pressing the same button are one request, and the next press after its end is a new one.
// Method: calls that end when the test says. (Not joining turns the first test red, never forgetting the second.)
import { expect, test } from 'vitest'
import { createJoinedCalls } from './joined-calls.ts'

test('everybody who asks while it is under way gets the one answer', async () => {
  const calls = createJoinedCalls()
  let started = 0
  let finish = (_value: string): void => undefined
  const start = () => {
    started += 1
    return new Promise<string>((resolve) => {
      finish = resolve
    })
  }
  const asked = [calls.join('passes', start), calls.join('passes', start), calls.join('passes', start)]
  expect(calls.isUnderWay('passes')).toBe(true)
  expect(calls.isUnderWay('messages')).toBe(false)
  finish('one')
  expect(await Promise.all(asked)).toEqual(['one', 'one', 'one'])
  expect(started).toBe(1)
})

test('after its end, good or bad, the next one starts anew', async () => {
  const calls = createJoinedCalls()
  await expect(calls.join('passes', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  expect(calls.isUnderWay('passes')).toBe(false)
  expect(await calls.join('passes', async () => 2)).toBe(2)
})
