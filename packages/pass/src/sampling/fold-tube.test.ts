// Goal: a tube comes out the same for every order of arrival, repetition and split of its records; nobody in it is dropped; each thing that should not
// happen is named.
// Method: a table of small stories with their outcome; properties over random logs of three devices, shuffled and repeated.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldBox, foldTube, type RecordFields, type RecordKind, type TubeEntry } from './index.ts'

const site = '01890000-0000-7000-8000-0000000000aa'
const otherSite = '01890000-0000-7000-8000-0000000000bb'
const tubeCode = 'TUBE-0001'
const idOf = (n: number): string => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const start = Date.parse('2021-12-27T04:00:00.000Z')

interface Said {
  readonly device?: string
  readonly atMs?: number
  readonly siteId?: string
  readonly person?: string
}

/** Builds a log: sequences per device, ids by position, a second between records. */
function log() {
  const entries: TubeEntry[] = []
  const sequences = new Map<string, number>()
  return {
    entries,
    say<Kind extends RecordKind>(
      kind: Kind,
      fields: RecordFields[Kind],
      { device = 'one', atMs, siteId = site, person }: Said = {},
    ): string {
      const sequence = (sequences.get(device) ?? 0) + 1
      sequences.set(device, sequence)
      const recordId = idOf(entries.length + 1)
      const time = atMs ?? start + entries.length * 1_000
      const record = { recordId, sequence, at: new Date(time).toISOString(), siteId, kind, ...fields } as unknown as TubeEntry['record']
      entries.push({ record, deviceId: device, atMs: time, subjectKey: person ?? null })
      return recordId
    },
    open(said?: Said) {
      return this.say('open_tube', { tubeCode, pool: 'ten', roundId: null }, said)
    },
    swab(person: string, said?: Said) {
      return this.say('add_swab', { tubeCode, subject: { provisional: { description: person } }, movedFrom: null }, { ...said, person })
    },
    close(said?: Said) {
      return this.say('close_tube', { tubeCode, swabsCounted: null }, said)
    },
  }
}
const people = (entries: readonly TubeEntry[]) => foldTube(tubeCode, entries).swabs.map(({ subjectKey }) => subjectKey)
const codes = (entries: readonly TubeEntry[]) => foldTube(tubeCode, entries).conflicts.map(({ code }) => code)

describe('stories', () => {
  test('a tube of ten, opened, filled, closed, boxed', () => {
    const desk = log()
    desk.open()
    for (let n = 0; n < 10; n++) desk.swab(`person ${n}`)
    desk.say('close_tube', { tubeCode, swabsCounted: 9 })
    desk.say('box_tube', { boxCode: 'BOX-01', tubeCode })
    const tube = foldTube(tubeCode, desk.entries)
    expect(tube).toMatchObject({
      pool: 'ten',
      swabsMax: 10,
      siteId: site,
      openedBy: 'one',
      swabsCounted: 9,
      boxCode: 'BOX-01',
      conflicts: [],
    })
    expect(tube.swabs).toHaveLength(10)
    expect(tube.closedAtMs).toBe(start + 11_000)
  })

  test('the same person twice is in it once, by the first scan', () => {
    const desk = log()
    desk.open()
    const first = desk.swab('a')
    desk.swab('a', { device: 'two' })
    expect(foldTube(tubeCode, desk.entries).swabs).toMatchObject([{ swabId: first }])
    expect(codes(desk.entries)).toEqual([])
  })

  test('one of two scans of a person undone leaves the other', () => {
    const desk = log()
    desk.open()
    const first = desk.swab('a')
    const second = desk.swab('a', { device: 'two' })
    desk.say('remove_swab', { tubeCode, swabId: first })
    expect(foldTube(tubeCode, desk.entries)).toMatchObject({ swabs: [{ swabId: second }], removed: [first], conflicts: [] })
  })

  test('an eleventh swab and one after closing count, and are named', () => {
    const desk = log()
    desk.open()
    for (let n = 0; n < 10; n++) desk.swab(`person ${n}`)
    const eleventh = desk.swab('late')
    desk.close()
    const after = desk.swab('later')
    const tube = foldTube(tubeCode, desk.entries)
    expect(tube.swabs).toHaveLength(12)
    expect(tube.conflicts).toEqual([
      { code: 'swab_after_close', recordIds: [after], deviceIds: ['one'] },
      { code: 'tube_overfull', recordIds: [eleventh, after], deviceIds: ['one'] },
    ])
  })

  test('two desks of a site may share a tube; another site, or a closed tube, is a number used twice', () => {
    const shared = log()
    shared.open()
    shared.open({ device: 'two' })
    expect(codes(shared.entries)).toEqual(['opened_twice'])
    const elsewhere = log()
    elsewhere.open()
    elsewhere.open({ device: 'two', siteId: otherSite })
    expect(codes(elsewhere.entries)).toEqual(['number_reused', 'opened_twice'])
    const again = log()
    again.open()
    again.close()
    again.open()
    expect(codes(again.entries)).toEqual(['number_reused'])
    const mixed = (entries: readonly TubeEntry[]) => foldTube(tubeCode, entries).mixed
    expect([shared, elsewhere, again].map(({ entries }) => mixed(entries))).toEqual([false, false, false]) // an opening mixes up nobody
    elsewhere.swab('a')
    elsewhere.swab('b', { device: 'two', siteId: otherSite })
    again.swab('a')
    expect([elsewhere, again].map(({ entries }) => mixed(entries))).toEqual([true, true])
  })

  test('a tube nobody opened, an undo of nothing, two kinds, two boxes', () => {
    const stray = log()
    stray.swab('a')
    stray.say('remove_swab', { tubeCode, swabId: idOf(99) })
    expect(codes(stray.entries)).toEqual(['never_opened', 'swab_unknown'])
    const kinds = log()
    kinds.open()
    kinds.say('open_tube', { tubeCode, pool: 'twenty', roundId: null })
    expect(codes(kinds.entries)).toEqual(['pool_differs'])
    const boxes = log()
    boxes.open()
    boxes.say('box_tube', { boxCode: 'BOX-01', tubeCode })
    boxes.say('box_tube', { boxCode: 'BOX-02', tubeCode })
    expect(foldTube(tubeCode, boxes.entries)).toMatchObject({ boxCode: 'BOX-02', conflicts: [{ code: 'boxed_twice' }] })
    boxes.say('unbox_tube', { boxCode: 'BOX-02', tubeCode })
    expect(foldTube(tubeCode, boxes.entries).boxCode).toBe(null)
  })

  test('a clock that is set back in the middle does not turn a device’s log around', () => {
    const desk = log()
    desk.open()
    desk.close({ atMs: start + 60_000 })
    desk.swab('late', { atMs: start + 1_000 }) // written after closing, whatever the clock says
    expect(codes(desk.entries)).toEqual(['swab_after_close'])
  })

  test('a box', () => {
    const desk = log()
    desk.say('box_tube', { boxCode: 'BOX-01', tubeCode })
    desk.say('box_tube', { boxCode: 'BOX-01', tubeCode: 'TUBE-0002' })
    desk.say('unbox_tube', { boxCode: 'BOX-01', tubeCode })
    desk.say('close_box', { boxCode: 'BOX-01', tubesCounted: 1 })
    desk.say('hand_over', { boxCode: 'BOX-01', courier: 'Zhao' })
    expect(foldBox('BOX-01', desk.entries)).toMatchObject({
      tubeCodes: ['TUBE-0002'],
      tubesCounted: 1,
      courier: 'Zhao',
      closedAtMs: start + 3_000,
    })
  })
})

describe('properties', () => {
  const step = fc.record({
    device: fc.constantFrom('one', 'two', 'three'),
    kind: fc.constantFrom('open_tube', 'add_swab', 'add_swab', 'add_swab', 'remove_swab', 'close_tube', 'box_tube', 'unbox_tube'),
    person: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    target: fc.nat(20),
    atMs: fc.integer({ min: start, max: start + 60_000 }),
    siteId: fc.constantFrom(site, site, site, otherSite),
  })
  const story = fc.array(step, { maxLength: 25 }).map((steps) => {
    const desk = log()
    for (const { kind, person, target, ...said } of steps) {
      if (kind === 'open_tube') desk.open(said)
      else if (kind === 'add_swab') desk.swab(person, said)
      else if (kind === 'remove_swab') desk.say('remove_swab', { tubeCode, swabId: idOf(target) }, said)
      else if (kind === 'close_tube') desk.close(said)
      else desk.say(kind as 'box_tube', { boxCode: `BOX-0${target % 3}`, tubeCode }, said)
    }
    return desk.entries
  })

  test('order, repetition and split change nothing', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat(1_000)), (entries, chance) => {
        const shuffled = [...entries, ...entries.slice(0, 5)]
          .map((entry) => ({ entry, at: chance.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ entry }) => entry)
        expect(foldTube(tubeCode, shuffled)).toEqual(foldTube(tubeCode, entries))
        expect(foldBox('BOX-01', shuffled)).toEqual(foldBox('BOX-01', entries))
      }),
    )
  })

  test('whoever was scanned and not taken back is in the tube, once, and nobody else', () => {
    fc.assert(
      fc.property(story, (entries) => {
        const takenBack = new Set(entries.flatMap(({ record }) => (record.kind === 'remove_swab' ? [record.swabId] : [])))
        const standing = entries.filter(({ record }) => record.kind === 'add_swab' && !takenBack.has(record.recordId))
        expect([...people(entries)].sort()).toEqual([...new Set(standing.map(({ subjectKey }) => subjectKey))].sort())
      }),
    )
  })
})
