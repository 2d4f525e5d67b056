/**
 * Goal: a proof is new once within its life, and the memory never grows beyond its bound.
 * Method: hashes of numbers, a clock moved by hand.
 */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeenProofs } from './seen-proofs.ts'

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

test('new once, also across the change of generations, until its life has passed', () => {
  const seen = createSeenProofs(1_000, 100)
  expect(seen.add(hash('a'), 0)).toBe(true)
  for (const at of [0, 500, 999, 1_001, 1_900]) expect(seen.add(hash('a'), at), `at ${at}`).toBe(false)
  expect(seen.add(hash('a'), 10_000)).toBe(true)
})

test('where too many come, the oldest half is forgotten and the newest half is not', () => {
  const seen = createSeenProofs(1_000, 100)
  for (let i = 0; i < 120; i++) expect(seen.add(hash(String(i)), i)).toBe(true)
  expect(seen.add(hash('0'), 121)).toBe(true)
  for (let i = 60; i < 120; i++) expect(seen.add(hash(String(i)), 122)).toBe(false)
})
