// Goal: whatever the day and wherever it is spoilt, the checker finds it and names it rightly, and the order of events does not matter.
// Method: random days of three desks by fast-check, held by a server as they should be; then one thing spoilt at a random place.
// (A class that is found only in the hand-made histories, or a false alarm on an odd day, turns these red.)
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHistory } from './check-history.ts'
import type { FaultClass } from './fault.ts'
import type { HistoryEvent, Member } from './history.ts'
import { add, close, open, remove, tellStory } from './testing.ts'

/** A day: each step is a scan of one person into one of the desk's tubes, every fifth or so taken back. */
const steps = fc.array(fc.record({ desk: fc.nat(2), tube: fc.nat(2), person: fc.nat(400), takeBack: fc.nat(4) }), {
  minLength: 4,
  maxLength: 60,
})
type Step = typeof steps extends fc.Arbitrary<readonly (infer T)[]> ? T : never

/** What the day left behind. Nobody is scanned twice and no tube is too full: contradictions have tests of their own. */
function goodDay(day: readonly Step[]): HistoryEvent[] {
  const story = tellStory()
  const inTube = new Map<string, number>()
  const scanned = new Set<number>()
  const desks = new Map<string, string>()
  for (const { desk, tube, person, takeBack } of day) {
    const [deviceId, tubeCode] = [`desk ${desk}`, `T${desk}${tube}`]
    if (scanned.has(person) || (inTube.get(tubeCode) ?? 0) >= 10) continue
    if (!desks.has(tubeCode)) story.say(deviceId, open(tubeCode))
    desks.set(tubeCode, deviceId)
    scanned.add(person)
    const swab = story.say(deviceId, add(tubeCode, `person ${person}`))
    if (takeBack === 0) story.say(deviceId, remove(tubeCode, swab))
    else inTube.set(tubeCode, (inTube.get(tubeCode) ?? 0) + 1)
  }
  for (const [tubeCode, deviceId] of desks) story.say(deviceId, close(tubeCode))
  return story.end()
}

const isMember = (event: HistoryEvent): event is Member => event.type === 'member'

/** Spoils a day at the `at`-th place that fits; undefined where none does. Returns what must be found. */
type Spoil = (day: readonly HistoryEvent[], at: number) => { readonly events: HistoryEvent[]; readonly fault: string } | undefined

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)]
}

const onMember =
  (name: FaultClass, change: (member: Member) => readonly Member[]): Spoil =>
  (day, at) => {
    const target = pick(day.filter(isMember), at)
    if (target === undefined) return undefined
    return {
      events: day.flatMap((one): readonly HistoryEvent[] => (one === target ? change(target) : [one])),
      fault: `${name} ${target.swabId}`,
    }
  }

const onRecord =
  (name: FaultClass, isAnswered: boolean): Spoil =>
  (day, at) => {
    const id = pick(
      day.flatMap((one) => (one.type === 'received' ? [one.recordId] : [])),
      at,
    )
    const isGone = (one: HistoryEvent): boolean =>
      (one.type === 'received' && one.recordId === id) ||
      (isMember(one) && one.swabId === id) ||
      (!isAnswered && one.type === 'acknowledged' && one.recordId === id)
    return id === undefined ? undefined : { events: day.filter((one) => !isGone(one)), fault: `${name} ${id}` }
  }

const spoilers: [name: string, spoil: Spoil][] = [
  ['a record is dropped', onRecord('lost', false)],
  ['an answered record is dropped', onRecord('acknowledged_missing', true)],
  ['a swab is dropped', onMember('lost', () => [])],
  ['a swab is doubled', onMember('duplicated', (one) => [one, one])],
  ['a swab is doubled into another tube', onMember('duplicated', (one) => [one, { ...one, tubeCode: 'T99' }])],
  ['a swab is moved', onMember('misplaced', (one) => [{ ...one, tubeCode: `${one.tubeCode}0` }])],
  ['a swab changes its person', onMember('wrong_person', (one) => [{ ...one, personKey: 'nobody' }])],
  [
    'a swab is made up',
    (day, at) => ({
      events: [...day, { type: 'member', tubeCode: `T${at % 3}0`, swabId: `x${at}`, personKey: `person ${at}` }],
      fault: `invented x${at}`,
    }),
  ],
  [
    'a swab comes back',
    (day, at) => {
      const gone = pick(
        day.flatMap((one) => (one.type === 'intended' && one.meant.kind === 'remove_swab' ? [one.meant] : [])),
        at,
      )
      if (gone === undefined) return undefined
      const back: Member = { type: 'member', tubeCode: gone.tubeCode, swabId: gone.swabId, personKey: 'whoever' }
      return { events: [...day, back], fault: `not_removed ${gone.swabId}` }
    },
  ],
  [
    'a record is logged twice',
    (day, at) => {
      const twice = pick(
        day.filter((one) => one.type === 'received'),
        at,
      )
      return twice === undefined ? undefined : { events: [...day, twice], fault: `duplicated ${twice.recordId}` }
    },
  ],
]

test('a good day has no fault, in whatever order it is told', () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat(1_000)), (day, chance) => {
      const events = goodDay(day)
      const shuffled = events
        .map((event) => ({ event, at: chance.next().value as number }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ event }) => event)
      expect(checkHistory(shuffled)).toEqual({ ...checkHistory(events), faults: [] })
    }),
  )
})

test.each(spoilers)('%s: found, and rightly named', (_name, spoil) => {
  let spoiled = 0
  fc.assert(
    fc.property(steps, fc.nat(1_000), (day, at) => {
      const spoilt = spoil(goodDay(day), at)
      if (spoilt === undefined) return
      spoiled += 1
      expect(checkHistory(spoilt.events).faults.map(({ fault, about }) => `${fault} ${about}`)).toEqual([spoilt.fault])
    }),
  )
  expect(spoiled).toBeGreaterThan(20)
})
