// Goal: what desks recorded is on the server exactly once, whatever fails: the line, the server, PostgreSQL, the desks, all at once.
// Method: real servers, desks as processes with logs on disk, every kind of fault at least once by seed (SIM_SEED plays another day); the history checker
// judges. The full size is `npm run sim -- exactly-once`. (An answer before the commit, or ids claimed outside the transaction, turn this red.)
import { expect, test } from 'vitest'
import { exactlyOnceTable } from '../exactly-once/exactly-once-table.ts'
import { faultKinds } from '../exactly-once/faults.ts'
import { playExactlyOnce } from '../exactly-once/play-exactly-once.ts'

const seed = Number(process.env.SIM_SEED ?? 20211227)

test('nothing lost, nothing twice, nothing made up', { timeout: 600_000 }, async () => {
  const report = await playExactlyOnce({ devices: 40, samples: 4_000, seed, hosts: 2, faultEveryMs: 1_500, paceMs: 1_500 })
  const { verdict, faultsDone, failures } = report
  expect(verdict.faults, exactlyOnceTable(report)).toEqual([])
  expect(failures).toEqual([])
  expect(faultKinds.filter((kind) => faultsDone[kind] === 0)).toEqual([])
  expect(verdict.counts.members).toBeGreaterThan(3_900)
  expect(verdict.counts.conflicts).toBeGreaterThan(20)
  expect(verdict.counts.refused).toBeGreaterThan(0)
})
