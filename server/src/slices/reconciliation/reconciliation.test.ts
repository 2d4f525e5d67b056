/**
 * Goal: a clean round ends reconciled without a false alarm at any step; each place where swabs vanish is found under its right name and no other, with the
 * tube and the person behind it.
 * Method: real PostgreSQL and all slices; desks, couriers and a laboratory work as they do, with one thing going wrong in each round.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import { idNumber } from '../residents/testing.ts'
import { createRoundCity, type RoundCity, type RoundUnderTest } from './testing/round.ts'

let city: RoundCity
beforeAll(async () => {
  city = await createRoundCity()
})

const minutes = (n: number) => city.ground.clock.advance(n * 60_000)
const codesOf = (tubes: readonly { tubeCode: string }[]) => tubes.map((tube) => tube.tubeCode)
const unknownDocument = (n: number) => ({ document: { kind: 'resident_id' as const, number: idNumber(n, '19550101') } })

test('a clean round: at each step everything stands in one place only, and at the end it is reconciled', async () => {
  const round = await city.nextRound()
  const desk = await round.desk()
  expect(await round.differences()).toEqual({})
  expect((await round.read()).reconciled).toBe(false)
  const open = round.fill(desk, [0, 1, 2], { open: true })
  await desk.send(open.records)
  await city.settle()
  expect(await round.differences()).toEqual({ not_closed: 3 })
  const other = round.fill(desk, [3, 4], { counted: 2 })
  await desk.send([desk.write('close_tube', { tubeCode: open.tubeCode, swabsCounted: 3 }), ...other.records])
  await city.settle()
  expect(await round.differences()).toEqual({ not_boxed: 5 })
  const { boxCode, records } = round.pack(desk, [open, other])
  await desk.send(records)
  await city.settle()
  expect(await round.differences()).toEqual({ not_received: 5 })
  await round.receiveBox(boxCode)
  await round.receive([open.tubeCode], { boxCode, counted: 3 })
  await city.settle()
  expect(await round.differences()).toEqual({ not_received: 2, not_tested: 3 })
  await round.receive([other.tubeCode], { boxCode })
  const { batchId } = (await round.report(codesOf([open, other]))).body
  await city.settle()
  expect(await round.differences()).toEqual({ not_released: 5 })
  await round.release(batchId)
  await city.settle()
  const { rows, tubes, differences, delays, reconciled } = await round.read()
  expect({ differences, reconciled }).toEqual({ differences: [], reconciled: true })
  expect(rows).toMatchObject([{ key: round.roundId, inTube: 5, boxed: 5, received: 5, tested: 5, released: 5, onCode: 5 }])
  expect(tubes).toEqual({ registered: null, inTube: 2, boxed: 2, received: 2, tested: 2, released: 2, onCode: 2 })
  expect(delays.map((delay: { hop: string; n: number }) => [delay.hop, delay.n])).toContainEqual(['released_on_code', 2])
})

test('positive and invalid tubes come to their end too; a rejected batch takes its tubes a step back; a swab taken out afterwards leaves nothing over', async () => {
  const { round, desk, odd, sound, boxCode } = await roundWith([0, 1, 2], { counted: 3 })
  await round.receiveBox(boxCode)
  await round.receive(codesOf([odd, sound]), { boxCode })
  const rejected = (await round.report(codesOf([odd, sound]))).body.batchId
  await city.settle()
  expect(await round.differences()).toEqual({ not_released: 6 })
  const releaser = await round.as('releaser')
  expect((await releaser.call('POST', `/v1/results/batches/${rejected}/reject`, { reason: 'controls failed' })).status).toBe(204)
  await city.settle()
  expect(await round.differences()).toEqual({ not_tested: 6 })
  await round.release((await round.report([odd.tubeCode], 'positive')).body.batchId)
  await round.release((await round.report([sound.tubeCode], 'invalid')).body.batchId)
  await city.settle()
  expect(await round.read()).toMatchObject({ differences: [], reconciled: true })
  const swab = odd.records.find((record) => record.kind === 'add_swab')!
  await desk.send([
    desk.write('remove_swab', { tubeCode: odd.tubeCode, swabId: swab.recordId }),
    desk.write('close_tube', { tubeCode: odd.tubeCode, swabsCounted: 2 }),
  ])
  await city.settle()
  expect(await round.read()).toMatchObject({ rows: [{ inTube: 5, onCode: 5 }], differences: [], reconciled: true })
})

/** One box of two tubes from one desk, brought to the end as it should be but for what `change` does. */
async function roundWith(who: Parameters<RoundUnderTest['fill']>[1], change: object = {}, other: object = { counted: 3 }) {
  const round = await city.nextRound()
  const desk = await round.desk()
  const odd = round.fill(desk, who, change)
  const sound = round.fill(desk, [6, 7, 8], other)
  const { boxCode, records } = round.pack(desk, [odd, sound])
  await desk.send([...odd.records, ...sound.records, ...records])
  await city.settle()
  return { round, desk, odd, sound, boxCode }
}

describe('the seven vanishing places', () => {
  test('swab not taken: the desk counts one less than it bound', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1, 2], { counted: 2 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ swab_not_taken: 1 })
    expect((await round.list('swab_not_taken')).items).toMatchObject([{ tubeCode: odd.tubeCode, boxCode, swabs: 1, residents: [] }])
    expect((await round.read()).reconciled).toBe(true)
  })

  test('swab not taken: the desk did not count, the laboratory did', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1, 2])
    await round.receive([odd.tubeCode], { boxCode, counted: 1 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ swab_not_taken: 2 })
  })

  test('person not bound to the tube: one more is counted than was bound', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1], { counted: 3 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ person_not_bound: 1 })
  })

  test('wrong number typed: nobody has it, until somebody registers with it', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, { ...unknownDocument(1), name: '赵钱' }], { counted: 2 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ wrong_number_typed: 1 })
    const { items } = await round.list('wrong_number_typed')
    expect(items).toMatchObject([{ tubeCode: odd.tubeCode, residents: [{ nameMasked: '赵*' }] }])
    expect((await round.read()).reconciled).toBe(true)
  })

  test('somebody else’s code shown: one resident in two tubes of the round', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 6], { counted: 2 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ others_code_shown: 1 })
    const { items } = await round.list('others_code_shown')
    expect(items).toMatchObject([{ tubeCode: sound.tubeCode, suggestion: odd.tubeCode, residents: [{ residentId: city.people[6] }] }])
  })

  test('a single tube after a positive pool is what was asked for, no other’s code; before the result is known it looks like one', async () => {
    const { round, desk, odd, sound, boxCode } = await roundWith([0, 1], { counted: 2 })
    const again = round.fill(desk, [0], { counted: 1, pool: 'single' })
    const second = round.pack(desk, [again])
    await desk.send([...again.records, ...second.records])
    await round.finish(boxCode, [sound.tubeCode])
    await round.finish(second.boxCode, [again.tubeCode])
    expect(await round.differences()).toMatchObject({ others_code_shown: 1 })
    await round.receive([odd.tubeCode], { boxCode })
    await round.release((await round.report([odd.tubeCode], 'positive')).body.batchId)
    await city.settle()
    expect(await round.read()).toMatchObject({ differences: [], reconciled: true })
  })

  test('no document: somebody described', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, { provisional: { description: '老人，灰色外套' } }], { counted: 2 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ no_document: 1 })
  })

  test('delayed in transport: while it lasts, and after it has ended', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1], { counted: 2 })
    minutes(239)
    expect(await round.differences()).toEqual({ not_received: 5 })
    minutes(2)
    expect(await round.differences()).toEqual({ transport_delayed: 5, not_received: 5 })
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ transport_delayed: 5 })
    expect((await round.list('transport_delayed')).items).toHaveLength(2)
    expect((await round.read()).reconciled).toBe(true)
  })

  test('tube number wrong at the laboratory: led back to the tube it was meant for, neighbours left alone', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1], { counted: 2, tubeCode: 'W1234567' })
    await round.finish(boxCode, ['W1234657', sound.tubeCode])
    expect(await round.differences()).toEqual({ tube_number_wrong: 2 })
    expect((await round.list('tube_number_wrong')).items).toMatchObject([
      { tubeCode: 'W1234657', boxCode, suggestion: odd.tubeCode, swabs: 2 },
    ])
    expect((await round.read()).reconciled).toBe(true)
  })

  test('tube number wrong in the result alone', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1], { counted: 2, tubeCode: 'W2234567' })
    await round.receiveBox(boxCode)
    await round.receive(codesOf([odd, sound]), { boxCode })
    await round.release((await round.report(['W2234568', sound.tubeCode])).body.batchId)
    await city.settle()
    expect(await round.differences()).toEqual({ tube_number_wrong: 2 })
  })

  test('tube number wrong: one number reported with two outcomes, the tube it stands for is missing', async () => {
    const { round, odd, sound, boxCode } = await roundWith(
      [0, 1],
      { counted: 2, tubeCode: 'W4234576' },
      { counted: 3, tubeCode: 'W4234567' },
    )
    await round.finish(boxCode, [sound.tubeCode])
    await round.report([sound.tubeCode], 'positive')
    await city.settle()
    const { items } = await round.list('tube_number_wrong')
    expect(items).toMatchObject([{ tubeCode: sound.tubeCode, suggestion: odd.tubeCode }])
  })

  test('tube number used at two sites', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 1], { counted: 2, tubeCode: 'W3234567' })
    const elsewhere = await round.desk(1)
    await elsewhere.send(round.fill(elsewhere, [3], { tubeCode: 'W3234567' }).records)
    await round.finish(boxCode, codesOf([odd, sound]))
    expect(await round.differences()).toEqual({ tube_number_wrong: 3 })
    expect((await round.read()).reconciled).toBe(true)
  })
})

describe('desks that are not heard', () => {
  test('a silent desk: what it has nobody knows', async () => {
    const round = await city.nextRound()
    const desk = await round.desk()
    await desk.send(round.fill(desk, [0, 1], { open: true }).records)
    await city.settle()
    expect(await round.differences()).toEqual({ not_closed: 2 })
    minutes(31)
    expect(await round.differences()).toEqual({ device_silent: 2 })
    minutes(3 * 60)
    expect(await round.differences()).toEqual({ device_silent: 2 })
    expect((await round.list('device_silent')).items).toMatchObject([{ deviceId: desk.device.scannerId, deviceLabel: 'Test', swabs: 2 }])
  })

  test('a hole in a desk’s log, and records it said it still has', async () => {
    const round = await city.nextRound()
    const desk = await round.desk()
    const { records, tubeCode } = round.fill(desk, [0, 1])
    await desk.send(records.toSpliced(1, 1))
    await city.settle()
    expect(await round.differences()).toEqual({ not_boxed: 1, not_synced: 0 })
    await desk.send(records.slice(1, 2), { queued: 7 })
    await city.settle()
    expect(await round.differences()).toEqual({ not_boxed: 2, not_synced: 0 })
    minutes(40)
    expect((await round.list('device_silent')).items).toMatchObject([{ tubeCode }, { tubeCode: null, deviceId: desk.device.scannerId }])
  })

  test('a neighbouring number on its way is not taken for a mistake', async () => {
    const round = await city.nextRound()
    const [synced, offline] = [await round.desk(), await round.desk(1)]
    const onItsWay = round.fill(synced, [0], { counted: 1, tubeCode: 'N1234567' })
    const here = round.fill(offline, [1], { counted: 1, tubeCode: 'N1234568' })
    await synced.send([...onItsWay.records, ...round.pack(synced, [onItsWay]).records])
    const { boxCode } = round.pack(offline, [here])
    await round.receiveBox(boxCode)
    await round.receive([here.tubeCode], { boxCode })
    await city.settle()
    expect(await round.differences()).toEqual({ not_received: 1, not_synced: 1 }) // a tube in its hands, no swabs known
  })

  test('a tube received before its desk has synced is waited for, kept, and matched', async () => {
    const round = await city.nextRound()
    const desk = await round.desk()
    const [first, second] = [round.fill(desk, [0, 1], { counted: 2 }), round.fill(desk, [2], { counted: 1 })]
    const { boxCode, records } = round.pack(desk, [first, second])
    await round.finish(boxCode, codesOf([first, second]))
    expect(await round.differences()).toEqual({ not_synced: 2 })
    await desk.send([...first.records, ...second.records, ...records])
    await city.settle()
    expect(await round.differences()).toEqual({})
    expect((await round.read()).reconciled).toBe(true)
  })
})

describe('reading a round', () => {
  test('by site, box, desk and laboratory, each row by its name', async () => {
    const round = await city.nextRound()
    const [here, there] = [await round.desk(), await round.desk(1)]
    const mine = round.fill(here, [0, 1], { counted: 2 })
    const theirs = round.fill(there, [2], { counted: 1 })
    const { boxCode, records } = round.pack(here, [mine])
    await here.send([...mine.records, ...records])
    await there.send(theirs.records)
    await round.finish(boxCode, [mine.tubeCode])
    const rowsBy = async (by: string) => (await round.read(by)).rows
    const bySite = await rowsBy('site')
    expect(bySite).toHaveLength(2)
    expect(bySite.find((row: { key: string }) => row.key === here.siteId)).toMatchObject({
      inTube: 2,
      onCode: 2,
      registered: expect.any(Number),
    })
    expect(bySite.every((row: { key: string; name: string }) => row.name !== row.key)).toBe(true)
    expect(await rowsBy('box')).toMatchObject([
      { key: '', inTube: 1, boxed: 0 },
      { key: boxCode, name: boxCode, inTube: 2, onCode: 2, registered: null },
    ])
    expect((await rowsBy('device')).map((row: { name: string }) => row.name)).toEqual(['Test', 'Test'])
    expect(await rowsBy('laboratory')).toMatchObject([
      { key: '', inTube: 1 },
      { key: city.laboratoryIds[0], inTube: 2 },
    ])
    expect((await round.list('not_boxed', `&siteId=${here.siteId}`)).items).toEqual([])
    expect((await round.list('not_boxed', `&siteId=${there.siteId}`)).items).toMatchObject([{ tubeCode: theirs.tubeCode }])
    expect((await round.list('not_boxed', `&deviceId=${here.device.scannerId}`)).items).toEqual([])
  })

  test('the answer is kept for five seconds and says of when it is', async () => {
    const round = await city.nextRound()
    const desk = await round.desk()
    const first = await round.read()
    await desk.send(round.fill(desk, [0], { counted: 1 }).records)
    await city.settle()
    const commander = await round.as('commander')
    const read = async () => (await commander.call('GET', `/v1/reconciliation/${round.roundId}?by=round`)).body
    const fresh = await read()
    expect(fresh.asOf > first.asOf).toBe(true)
    city.ground.clock.advance(4_000)
    await desk.send(round.fill(desk, [], { counted: 0 }).records)
    expect((await read()).asOf).toBe(fresh.asOf)
  })

  test('a laboratory sees tubes, not people; looking and taking along are recorded', async () => {
    const { round, odd, sound, boxCode } = await roundWith([0, 6, { provisional: { description: '老人', name: '孙李' } }], { counted: 3 })
    await round.finish(boxCode, [...codesOf([sound]), 'X7654321'])
    const path = `/v1/reconciliation/${round.roundId}`
    const [laboratory, auditor] = [await round.as('laboratory'), await round.as('auditor')]
    expect((await laboratory.call('GET', `${path}/differences?code=no_document`)).body.items).toMatchObject([{ residents: [] }])
    expect((await round.list('no_document')).items).toMatchObject([{ residents: [{ nameMasked: '孙*' }] }])
    const file = await auditor.call('GET', `${path}/export.csv`)
    const text = file.bytes.toString('utf8')
    const line = (code: string) => text.split('\r\n').find((one) => one.startsWith(`"${code}"`))
    expect(line(odd.tubeCode)).toContain(`"${boxCode}"`)
    expect(line(odd.tubeCode)).toContain('"not_received"')
    expect(line(sound.tubeCode)).toContain(`"others_code_shown","${odd.tubeCode}"`)
    expect(line('X7654321')).toContain('"tube_number_wrong"')
    expect(text).not.toContain('孙')
    const acts = await city.ground.db.read.selectFrom('audit.entry').select('action').where('subject', '=', round.roundId).execute()
    expect(acts.map((act) => act.action)).toEqual(
      expect.arrayContaining(['reconciliation.list_differences', 'reconciliation.export_round']),
    )
  })

  test('a list longer than a page goes on where it ended, each item once', async () => {
    const round = await city.nextRound()
    const desk = await round.desk()
    const tubes = Array.from({ length: 203 }, () => round.fill(desk, [0, 1], { counted: 1 }))
    for (let at = 0; at < tubes.length; at += 100) await desk.send(tubes.slice(at, at + 100).flatMap((tube) => tube.records))
    await city.settle()
    for (const code of ['swab_not_taken', 'not_boxed']) {
      const first = await round.list(code)
      const second = await round.list(code, `&cursor=${encodeURIComponent(first.nextCursor)}`)
      expect([first.items.length, second.items.length, second.nextCursor]).toEqual([200, 3, null])
      expect(codesOf([...first.items, ...second.items])).toEqual(codesOf(tubes).toSorted())
    }
  })
})
