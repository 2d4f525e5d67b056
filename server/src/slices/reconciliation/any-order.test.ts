/**
 * Goal: what reconciliation says of a tube does not depend on who spoke first, how often, or in how many portions its rows were folded.
 * Method: the same shift brought in by random orders of desks, boxes, laboratory and releases, with repetitions and pauses; then every tube folded again in
 * random portions. Chance comes from fixed seeds, named where a run fails.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { checkRows, touchTubes } from './index.ts'
import { createRoundCity, type RoundCity, type RoundUnderTest } from './testing/round.ts'

let city: RoundCity
beforeAll(async () => {
  city = await createRoundCity()
})

/** A shift with something of everything: counts that do not agree, nobody's number, one person twice, a mistaken number, a tube left open. */
async function prepareShift(round: RoundUnderTest) {
  const [here, there] = [await round.desk(), await round.desk(1)]
  const tubes = [
    round.fill(here, [0, 1, 2], { counted: 2 }),
    round.fill(here, [3, { provisional: { description: '没带证件' } }], { counted: 2 }),
    round.fill(there, [3, 4], { counted: 3 }),
    round.fill(there, [5], { open: true }),
    round.fill(there, [6, 7], { counted: 2 }),
  ] as const
  const [first, second] = [round.pack(here, tubes.slice(0, 2)), round.pack(there, tubes.slice(2, 5))]
  const codes = tubes.map((tube) => tube.tubeCode)
  const mistaken = codes[4]!.replace(/^T/, 'X')
  const seen = [...codes.slice(0, 4), mistaken]
  const atHere = [...tubes.slice(0, 2).flatMap((tube) => tube.records), ...first.records]
  const atThere = [...tubes.slice(2).flatMap((tube) => tube.records), ...second.records]
  const acts = [
    () => here.send(atHere.slice(0, 5)),
    () => here.send(atHere.slice(3)),
    () => there.send(atThere.slice(0, 4)),
    () => there.send(atThere.slice(4)),
    () => round.receiveBox(first.boxCode),
    () => round.receiveBox(second.boxCode),
    () => round.receive(seen.slice(0, 2), { boxCode: first.boxCode, counted: 2 }),
    () => round.receive(seen.slice(2), { boxCode: second.boxCode }),
    async () => {
      const { batchId } = (await round.report(seen.slice(0, 3))).body
      if (typeof batchId === 'string') await round.release(batchId) // a file handed in again brings none
    },
    () => round.report(seen.slice(3)),
  ]
  return { acts, codes: [...codes, mistaken] }
}

/** What must be the same: where each tube stands and what does not add up in it; by place in the shift, for numbers differ from run to run. */
async function readShift(codes: readonly string[]) {
  const { rows } = await sql<{ tube_code: string; step: number; swabs: number; found: string | null }>`
    select tube_code, step, swabs, by_phone_pass, by_provisional, counted_desk, counted_laboratory, known, site_id, laboratory_id,
      box_code is not null as boxed, on_code_swabs, (select string_agg(code || swabs, ' ' order by code, sample_id)
        from reconciliation.difference where difference.tube_code = tube_progress.tube_code) as found
    from reconciliation.tube_progress where tube_code = any(${codes})`.execute(city.ground.db.read)
  return rows.map(({ tube_code, ...row }) => ({ place: codes.indexOf(tube_code), ...row })).toSorted((a, b) => a.place - b.place)
}

test('any order of arrival, any repetition and any pause give the same rows, and the same differences', async () => {
  const expected = await bringIn((acts) => acts.map((act) => [act]))
  expect(expected.differences).toMatchObject({
    swab_not_taken: 1,
    no_document: 1,
    person_not_bound: 1,
    others_code_shown: 1,
    tube_number_wrong: 2,
  })
  expect(expected.check.differing).toEqual([])
  const order = fc.shuffledSubarray(
    Array.from({ length: 10 }, (_, at) => at),
    { minLength: 10 },
  )
  const repeated = fc.array(fc.nat(9), { maxLength: 3 })
  const pauses = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 13, maxLength: 13 })
  await fc.assert(
    fc.asyncProperty(order, repeated, pauses, async (shuffled, again, lengths) => {
      const brought = await bringIn((acts) =>
        portions(
          [...shuffled, ...again].map((at) => acts[at]!),
          lengths,
        ),
      )
      expect(brought.rows).toEqual(expected.rows)
      expect(brought.differences).toEqual(expected.differences)
      expect(brought.check.differing).toEqual([])
    }),
    { numRuns: 6, seed: 20211227, endOnFailure: true },
  )
}, 240_000)

type Act = () => Promise<unknown>

async function bringIn(inOrder: (acts: readonly Act[]) => Act[][]) {
  const round = await city.nextRound()
  const { acts, codes } = await prepareShift(round)
  for (const some of inOrder(acts)) {
    for (const act of some) await act()
    await city.settle()
  }
  return { rows: await readShift(codes), differences: await round.differences(), check: await checkRows(city.ground.db) }
}

function portions<T>(values: readonly T[], lengths: readonly number[]): T[][] {
  const parts: T[][] = []
  for (let at = 0, n = 0; at < values.length; n++) {
    parts.push(values.slice(at, at + lengths[n]!))
    at += lengths[n]!
  }
  return parts
}

test('folding again, in whatever portions and however often, changes nothing; what is wrong is seen and mended', async () => {
  const round = await city.nextRound()
  const { acts, codes } = await prepareShift(round)
  for (const act of acts) await act()
  await city.settle()
  const before = await readShift(codes)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.shuffledSubarray([...codes], { minLength: 1 }), { minLength: 1, maxLength: 3 }), async (parts) => {
      for (const part of parts) await city.ground.db.transaction((tx) => touchTubes(tx, part))
      await city.settle()
      expect(await readShift(codes)).toEqual(before)
    }),
    { numRuns: 5, seed: 20211228, endOnFailure: true },
  )
  const { read } = city.ground.db
  await sql`update reconciliation.tube_progress set counted_desk = 99 where tube_code = ${codes[0]}`.execute(read)
  await sql`delete from reconciliation.difference where tube_code = ${codes[1]}`.execute(read)
  await sql`delete from reconciliation.tube_progress where tube_code = ${codes[5]}`.execute(read)
  await sql`insert into reconciliation.tube_progress (tube_code, known, ambiguous, differing, swabs, by_phone_pass, by_paper_pass, by_document, by_provisional, on_code_swabs)
    values ('INVENTED', false, false, false, 0, 0, 0, 0, 0, 0)`.execute(read)
  const { differing } = await checkRows(city.ground.db)
  expect(differing.toSorted()).toEqual([codes[0], codes[1], codes[5], 'INVENTED'].toSorted())
  await city.ground.db.transaction((tx) => touchTubes(tx, differing))
  await city.settle()
  expect((await checkRows(city.ground.db)).differing).toEqual([])
  expect(await readShift(codes)).toEqual(before)
}, 120_000)
