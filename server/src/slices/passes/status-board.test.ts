/**
 * Goal: whatever the order of statuses and lists, every entry of every live list is the status of its serial number, and only changed shards are told.
 * Method: properties against a plain map.
 */
import { getStatus, type StatusValue, shardOf } from '@evergate/pass'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPermutations } from './region.ts'
import { createStatusBoard } from './status-board.ts'

const capacity = 150_000
const permutationOf = createPermutations(new Uint8Array(32).fill(7), capacity)

test('entries follow statuses in every list', () => {
  const change = fc.record({ number: fc.nat(capacity - 1), status: fc.constantFrom<StatusValue>(0, 1, 2, 3) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.nat(40), (changes, listAt) => {
      const board = createStatusBoard(capacity, permutationOf)
      const model = new Map<number, StatusValue>()
      changes.forEach(({ number, status }, i) => {
        if (i === listAt) board.addList({ family: 0, epoch: 5 })
        board.set(0, number, status)
        model.set(number, status)
      })
      board.addList({ family: 0, epoch: 5 })
      board.addList({ family: 0, epoch: 6 })
      const shards = new Map(board.changed().map((one) => [`${one.epoch}/${one.shard}`, one.bits]))
      for (const [number, status] of model) {
        for (const epoch of [5, 6]) {
          const { shard, offset } = shardOf(permutationOf(0, epoch).indexOf(number))
          expect(getStatus(shards.get(`${epoch}/${shard}`)!, offset)).toBe(status)
        }
      }
    }),
    { numRuns: 25 },
  )
})

test('only a shard with another entry is told again', () => {
  const board = createStatusBoard(capacity, permutationOf)
  board.set(0, 3, 2)
  board.addList({ family: 0, epoch: 1 })
  for (const one of board.changed()) board.clean(one, one.shard)
  board.set(0, 3, 2)
  expect(board.changed()).toEqual([])
  board.set(0, 3, 3)
  expect(board.changed().map((one) => one.shard)).toEqual([shardOf(permutationOf(0, 1).indexOf(3)).shard])
})
