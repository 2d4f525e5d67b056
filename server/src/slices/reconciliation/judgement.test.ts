/**
 * Goal: one tube's facts always give the same row and the same differences under their right names; a number mistaken at the laboratory leads to the tube
 * it was meant for.
 * Method: a table of tubes, each with what must be found and nothing else; properties over generated facts and over numbers with a planted slip.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSlipAway, type MissingTube, matchNumbers, type OddNumber } from './near-numbers.ts'
import { findRepeated, type SampleOfRound } from './repeated-residents.ts'
import { differencesOfTube } from './tube-differences.ts'
import { type Identification, progressOf, type SwabFacts, type TubeFacts } from './tube-progress.ts'

const at = (minutes: number) => new Date(Date.parse('2021-12-27T04:00:00Z') + minutes * 60_000)
const swab = (n: number, change: Partial<SwabFacts> = {}): SwabFacts => ({
  sampleId: `sample ${n}`,
  residentId: `resident ${n}`,
  sampledAt: at(n),
  identifiedBy: 'phone_pass',
  provisional: false,
  removed: false,
  ...change,
})
const desk: NonNullable<TubeFacts['desk']> = {
  roundId: 'round',
  siteId: 'site',
  deviceId: 'device',
  openedAt: at(0),
  closedAt: at(20),
  swabsCounted: null,
  boxCode: 'BOX-01',
  boxedAt: at(30),
  ambiguous: false,
}
const tube = (change: Partial<TubeFacts> = {}): TubeFacts => ({
  tubeCode: 'TUBE-01',
  desk,
  swabs: [swab(1), swab(2), swab(3)],
  handedOverAt: null,
  boxReceipt: null,
  accession: null,
  reported: null,
  releasedAt: null,
  onCode: null,
  ...change,
})
const counted = (swabsCounted: number | null) => ({ desk: { ...desk, swabsCounted } })
const accession = (swabsCounted: number | null) => ({
  accession: { laboratoryId: 'laboratory', receivedAt: at(60), swabsCounted, boxCode: null },
})
const nobody = (identifiedBy: Identification) => ({ swabs: [swab(1), swab(2, { identifiedBy, provisional: true })] })

describe('differences of one tube', () => {
  test.each<[string, Partial<TubeFacts>, [string, number][]]>([
    ['everything adds up, counted by nobody', {}, []],
    ['counted rightly by both', { ...counted(3), ...accession(3) }, []],
    ['the desk counted one less', counted(2), [['swab_not_taken', 1]]],
    ['the laboratory counted two less', accession(1), [['swab_not_taken', 2]]],
    ['the desk counted one more', counted(4), [['person_not_bound', 1]]],
    ['the laboratory counted one more, the desk rightly', { ...counted(3), ...accession(4) }, [['person_not_bound', 1]]],
    ['both counted otherwise: the desk goes first', { ...counted(4), ...accession(2) }, [['person_not_bound', 1]]],
    ['counted less, but not closed yet', { desk: { ...desk, closedAt: null }, ...accession(1) }, []],
    ['counted less, but the number was used for two tubes', { desk: { ...desk, swabsCounted: 1, ambiguous: true } }, []],
    ['a removed swab is neither bound nor taken', { ...counted(2), swabs: [swab(1), swab(2), swab(3, { removed: true })] }, []],
    ['a typed number that is nobody’s', nobody('document'), [['wrong_number_typed', 1]]],
    ['somebody without any document', nobody('provisional'), [['no_document', 1]]],
    ['a pass that could not be resolved', nobody('phone_pass'), [['person_not_bound', 1]]],
    ['a tube that no desk told of', { desk: null, swabs: [], ...accession(4) }, []],
  ])('%s', (_name, change, expected) => {
    expect(differencesOfTube(tube(change)).map(({ code, swabs }) => [code, swabs])).toEqual(expected)
  })

  const anySwab = fc.record({
    n: fc.nat(30),
    identifiedBy: fc.constantFrom<Identification>('phone_pass', 'paper_pass', 'document', 'provisional'),
    provisional: fc.boolean(),
    removed: fc.boolean(),
  })
  test('whatever the facts and their order, swabs, count and differences are in balance', () => {
    const count = fc.option(fc.nat(12))
    fc.assert(
      fc.property(fc.array(anySwab, { maxLength: 12 }), count, count, (some, byDesk, byLaboratory) => {
        const swabs = some.map(({ n, ...change }, index) => swab(index + n * 100, change))
        const facts = tube({ ...counted(byDesk), ...accession(byLaboratory), swabs })
        const differences = differencesOfTube(facts)
        const bound = progressOf(facts)!.swabs
        const sum = (code: string) =>
          differences.filter((one) => one.code === code && one.sampleId === null).reduce((total, one) => total + one.swabs, 0)
        const held = byDesk !== null && byDesk !== bound ? byDesk : (byLaboratory ?? bound)
        expect(bound - sum('swab_not_taken') + sum('person_not_bound')).toBe(held)
        const inOrder = (list: typeof differences) => list.map((one) => JSON.stringify(one)).toSorted()
        const turned = tube({ ...counted(byDesk), ...accession(byLaboratory), swabs: swabs.toReversed() })
        expect(inOrder(differencesOfTube(turned))).toEqual(inOrder(differences))
        expect(progressOf(turned)).toEqual(progressOf(facts))
      }),
    )
  })
})

test('a tube that nobody says anything of has no row; one that only a laboratory knows belongs nowhere', () => {
  expect(progressOf(tube({ desk: null, swabs: [] }))).toBeUndefined()
  const unknown = progressOf(tube({ desk: null, swabs: [swab(1)], ...accession(3) }))
  expect(unknown).toMatchObject({ known: false, round_id: null, swabs: 0, laboratory_id: 'laboratory', counted_laboratory: 3 })
})

describe('one resident in two tubes', () => {
  const sample = (sampleId: string, tubeCode: string, minute: number, roundId: string | null = 'round'): SampleOfRound => ({
    sampleId,
    tubeCode,
    sampledAt: at(minute),
    roundId,
    residentId: 'resident',
  })
  const three = [sample('a', 'TUBE-01', 1), sample('b', 'TUBE-02', 2), sample('c', 'TUBE-03', 2)]
  test('every swab but the first is listed, whatever the order of arrival', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(three, { minLength: 3 }), (shuffled) => {
        expect(findRepeated(shuffled).map((one) => [one.sampleId, one.firstTubeCode])).toEqual([
          ['b', 'TUBE-01'],
          ['c', 'TUBE-01'],
        ])
      }),
    )
  })
  test('another round, no round, and the same tube are no repetition', () => {
    expect(findRepeated([sample('a', 'TUBE-01', 1), sample('b', 'TUBE-02', 2, 'other round')])).toEqual([])
    expect(findRepeated([sample('a', 'TUBE-01', 1, null), sample('b', 'TUBE-02', 2, null)])).toEqual([])
    expect(findRepeated([sample('a', 'TUBE-01', 1), sample('b', 'TUBE-01', 2)])).toEqual([])
  })
})

describe('numbers a slip apart', () => {
  test.each([
    ['T00123', 'T00123', false],
    ['T00123', 'T00124', true],
    ['T00123', 'T00132', true],
    ['T00123', 'T0123', true],
    ['T0123', 'T00123', true],
    ['T00123', 'T00321', false],
    ['T00123', 'T01023', true],
    ['T00123', 'T00145', false],
    ['T00123', 'T001234', true],
    ['T00123', 'T0012345', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(isSlipAway(a, b)).toBe(expected)
  })

  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 10 })
  const slip = fc.record({ kind: fc.constantFrom('wrong', 'missing', 'added', 'swapped'), place: fc.nat(7), digit: fc.nat(9) })
  const slipped = (code: string, { kind, place, digit }: { kind: string; place: number; digit: number }): string => {
    const [before, rest] = [code.slice(0, place), code.slice(place)]
    if (kind === 'wrong') return before + digit + rest.slice(1)
    if (kind === 'missing') return before + rest.slice(1)
    if (kind === 'added') return before + digit + rest
    return before + (rest[1] ?? '') + (rest[0] ?? '') + rest.slice(2)
  }

  test('a planted slip always leads back to its tube, among many others', () => {
    fc.assert(
      fc.property(digits, slip, fc.array(digits, { maxLength: 30 }), (code, how, others) => {
        const odd = slipped(code, how)
        fc.pre(odd !== code)
        const far = others.filter((other) => !isSlipAway(odd, other) && other !== code && other !== odd)
        const missing = [...far, code].map((tubeCode) => ({ tubeCode, boxCode: null, received: false, takenAt: at(0) }))
        expect([...matchNumbers([{ tubeCode: odd, boxCode: null, received: true, since: at(60) }], missing)]).toEqual([[odd, code]])
      }),
    )
  })

  test('the order of asking does not matter, and a tube explains one number only', () => {
    const number = fc.record({
      tubeCode: fc.string({ unit: fc.constantFrom(...'012'), minLength: 3, maxLength: 4 }),
      boxCode: fc.constantFrom(null, 'A', 'B'),
      received: fc.boolean(),
      since: fc.constant(at(60)),
      takenAt: fc.constant(at(0)),
    })
    const numbers = fc.uniqueArray(number, { selector: (one) => one.tubeCode, maxLength: 8 })
    fc.assert(
      fc.property(numbers, numbers, (odd, missing) => {
        const matched = matchNumbers(odd, missing)
        expect(new Set(matched.values()).size).toBe(matched.size)
        for (const [number, meant] of matched) expect(isSlipAway(number, meant)).toBe(true)
        expect([...matchNumbers(odd.toReversed(), missing.toReversed())].toSorted()).toEqual([...matched].toSorted())
      }),
    )
  })

  test('the same box goes before another', () => {
    const missing = [
      { tubeCode: 'T00121', boxCode: 'A', received: false, takenAt: at(0) },
      { tubeCode: 'T00124', boxCode: 'B', received: false, takenAt: at(0) },
    ]
    expect(matchNumbers([odd('T00123', { boxCode: 'B' })], missing).get('T00123')).toBe('T00124')
  })

  const odd = (tubeCode: string, change: Partial<OddNumber> = {}): OddNumber => ({
    tubeCode,
    boxCode: null,
    received: true,
    since: at(60),
    ...change,
  })
  const absent = (tubeCode: string, change: Partial<MissingTube> = {}): MissingTube => ({
    tubeCode,
    boxCode: null,
    received: false,
    takenAt: at(0),
    ...change,
  })

  test('a number entered on receipt is not meant for a tube entered on receipt; a number of a result may be', () => {
    const missing = [absent('T00124', { received: true })]
    expect(matchNumbers([odd('T00123')], missing).size).toBe(0)
    expect(matchNumbers([odd('T00123', { received: false })], missing).size).toBe(1)
  })

  test.each([
    ['before the tube was filled', -62, 0],
    ['before it was filled, as far as clocks differ', -58, 1],
    ['three days later', 3 * 24 * 60, 1],
    ['more than three days later', 3 * 24 * 60 + 1, 0],
  ])('a number seen %s', (_name, minute, matches) => {
    expect(matchNumbers([odd('T00123', { since: at(minute) })], [absent('T00124')]).size).toBe(matches)
  })

  test('a tube is given up for one that has no other', () => {
    // T00100 may mean both and comes first, T10101 only the one that T00100 would take
    const matched = matchNumbers([odd('T00100'), odd('T10101')], [absent('T00101'), absent('T00102')])
    expect([...matched].toSorted()).toEqual([
      ['T00100', 'T00102'],
      ['T10101', 'T00101'],
    ])
  })
})
