/**
 * Goal: whatever order things happen in, places never leak, bounds are never exceeded, nobody is settled twice, who was refused never runs, and nobody
 * is let in before somebody more important who could have been. Method: random scripts of coming, leaving, giving up and time passing.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Core, createCore } from './core.ts'
import { type LoadClass, loadClasses } from './load-class.ts'
import { planes } from './plane.ts'
import { rankCount, rankOf } from './rank.ts'
import { type AdmissionSettings, admissionSettings } from './settings.ts'
import type { Ticket } from './ticket.ts'

/** So small that random scripts reach every bound; and the scripts are long, which they are not by default. */
const lengthMax = 5
const small: AdmissionSettings = {
  ...admissionSettings,
  limit: { ...admissionSettings.limit, algorithm: 'fixed', start: 6, max: 6 },
  lines: Object.fromEntries(
    loadClasses.map((name) => [name, { ...admissionSettings.lines[name], lengthMax }]),
  ) as AdmissionSettings['lines'],
}

const ignored = { admitted: () => undefined, refused: () => undefined }

type Act =
  | {
      readonly do: 'ask'
      readonly class: number
      readonly bucket: number
      readonly plane: number
      readonly patienceMs: number
      readonly isReturning: boolean
    }
  | { readonly do: 'leave' | 'withdraw'; readonly which: number }
  | { readonly do: 'wait'; readonly ms: number }

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('ask' as const),
        class: fc.nat(3),
        bucket: fc.nat(127),
        plane: fc.nat(1),
        patienceMs: fc.integer({ min: 0, max: 3_000 }),
        isReturning: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'withdraw' as const), which: fc.nat(1_000) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400 }) }) },
  ),
  { maxLength: 200, size: 'max' },
)

interface Seen {
  readonly ticket: Ticket
  readonly settled: boolean[]
}

/** Plays a script; `look` is called after every act. */
function play(script: readonly Act[], look: (core: Core, seen: readonly Seen[], nowMs: number) => void): { core: Core; seen: Seen[] } {
  const core = createCore(ignored, small)
  const seen: Seen[] = []
  let nowMs = 0
  for (const act of script) {
    if (act.do === 'wait') {
      nowMs += act.ms
      core.tick(nowMs)
    } else if (act.do === 'ask') {
      const settled: boolean[] = []
      const asked = {
        loadClass: loadClasses[act.class]!,
        bucket: act.bucket,
        plane: planes[act.plane]!,
        kind: 'x',
        arrivedAtMs: nowMs,
        deadlineAtMs: nowMs + act.patienceMs,
        isReturning: act.isReturning,
      }
      seen.push({ settled, ticket: core.ask(asked, nowMs, (hasPlace) => settled.push(hasPlace)) })
    } else if (seen.length > 0) core[act.do](seen[act.which % seen.length]!.ticket, nowMs)
    look(core, seen, nowMs)
  }
  return { core, seen }
}

const taken = (core: Core): number => core.inFlight('intake') + core.inFlight('control')

test('there are never more in place or in line than there may be, and control leaves half to intake', () => {
  fc.assert(
    fc.property(acts, (script) => {
      play(script, (core) => {
        expect(taken(core)).toBeLessThanOrEqual(6)
        expect(core.inFlight('control')).toBeLessThanOrEqual(3)
        for (const name of loadClasses) expect(core.queued(name)).toBeLessThanOrEqual(lengthMax)
      })
    }),
  )
})

test('everybody is settled once; who was refused has no place; when all have left every place is free', () => {
  fc.assert(
    fc.property(acts, (script) => {
      const { core, seen } = play(script, (_core, all) => {
        for (const { ticket, settled } of all) {
          expect(settled.length).toBe(ticket.state === 'waiting' ? 0 : 1)
          if (settled[0] === false) expect(ticket.placedAtMs).toBeUndefined()
        }
      })
      const muchLater = 1_000_000
      core.tick(muchLater)
      for (const { ticket } of seen) {
        core.leave(ticket, muchLater)
        core.leave(ticket, muchLater) // giving a place back twice gives it back once
      }
      expect([taken(core), ...loadClasses.map(core.queued)]).toEqual([0, 0, 0, 0, 0])
      expect(seen.every(({ settled }) => settled.length === 1)).toBe(true)
    }),
  )
})

test('while somebody more important of the same plane waits, nobody less important is given a place', () => {
  fc.assert(
    fc.property(acts, (script) => {
      let known = new Set<Ticket>()
      play(script, (core, seen) => {
        const placed = seen.filter(({ ticket }) => ticket.state === 'placed').map(({ ticket }) => ticket)
        for (const fresh of placed.filter((ticket) => !known.has(ticket))) {
          const passedOver = seen.filter(
            ({ ticket }) =>
              ticket.state === 'waiting' &&
              ticket.plane === fresh.plane &&
              loadClasses.indexOf(ticket.loadClass) < loadClasses.indexOf(fresh.loadClass),
          )
          expect(passedOver).toEqual([])
        }
        known = new Set(placed)
        expect(core.places()).toBeGreaterThan(0)
      })
    }),
  )
})

test('a class is never refused whole while a less important one is let pass', () => {
  const core = createCore(ignored)
  let nowMs = 0
  for (let round = 0; round < 400; round++) {
    nowMs += 5
    const passes = loadClasses.map(
      (name) => Array.from({ length: 128 }, (_, bucket) => core.pass(name, bucket, nowMs)).filter(Boolean).length,
    )
    for (let i = 1; i < passes.length; i++) if (passes[i]! > 0) expect(passes[i - 1]).toBe(128)
    for (const name of loadClasses)
      core.ask(
        { loadClass: name, bucket: 1, plane: 'intake', kind: 'x', arrivedAtMs: nowMs, deadlineAtMs: nowMs + 500, isReturning: false },
        nowMs,
        () => undefined,
      )
    core.tick(nowMs) // nobody ever leaves: the database stands still
  }
  expect(core.cursor()).toBeLessThan(128)
})

test.each([
  ['no desk', 'critical_plus', 'critical'],
  ['nothing critical', 'critical', 'sheddable'],
] as const)('a stall of less than a second sends %s away, whatever less important wants in; a longer one does', (_what, first, other) => {
  for (const [stallMs, sendsAway] of [
    [700, false],
    [4_000, true],
  ] as const) {
    const refused: LoadClass[] = []
    const core = createCore({ admitted: () => undefined, refused: (loadClass) => void refused.push(loadClass) })
    let there: Ticket[] = []
    let nowMs = 0
    for (let round = 0; round < 1_200; round++) {
      nowMs += 5
      const isStalled = nowMs > 1_000 && nowMs <= 1_000 + stallMs
      if (!isStalled) for (const one of there) core.leave(one, nowMs)
      there = there.filter(({ state }) => state !== 'gone')
      const bucket = round % 128
      for (const loadClass of [...(round % 4 === 0 ? [first] : []), other, other, other, other]) {
        if (!core.pass(loadClass, bucket, nowMs)) continue
        const times = { arrivedAtMs: nowMs, deadlineAtMs: nowMs + 10_000 }
        there.push(core.ask({ loadClass, bucket, plane: 'intake', kind: 'x', isReturning: false, ...times }, nowMs, () => undefined))
      }
      core.tick(nowMs)
    }
    expect(refused.includes(first)).toBe(sendsAway)
    expect(refused).toContain(other)
  }
})

test('the door says who would be refused: at every moment of an overload, the next one to come is, and no other', () => {
  const core = createCore(ignored)
  const heldMs = 20
  let there: Ticket[] = []
  const [agreed, doors] = [new Map<boolean, number>(), new Set<number>()]
  for (let nowMs = 0; nowMs < 6_000; nowMs++) {
    const isHiccup = nowMs % 1_000 < 150
    const over = there.filter(({ placedAtMs }) => placedAtMs !== undefined && nowMs - placedAtMs >= heldMs)
    if (!isHiccup) for (const one of over) core.leave(one, nowMs)
    there = there.filter(({ state }) => state !== 'gone')
    const loadClass = loadClasses[[1, 2, 3, 2][nowMs % 4]!]!
    const bucket = (nowMs * 31) % 128
    const door = core.door(nowMs)
    const isFull = door < core.cursor() && rankOf(loadClass, bucket) >= door
    const passes = core.pass(loadClass, bucket, nowMs)
    if (passes) {
      const times = { arrivedAtMs: nowMs, deadlineAtMs: nowMs + 10_000 }
      const ticket = core.ask(
        { loadClass, bucket, plane: loadClass === 'sheddable' ? 'control' : 'intake', kind: 'x', isReturning: false, ...times },
        nowMs,
        () => undefined,
      )
      expect(ticket.state === 'gone').toBe(isFull)
      agreed.set(isFull, (agreed.get(isFull) ?? 0) + 1)
      there.push(ticket)
    }
    doors.add(door)
    core.tick(nowMs)
  }
  expect(doors).toContain(rankOf('sheddable_plus', 0))
  expect(agreed.get(true)).toBeGreaterThan(50)
  expect(agreed.get(false)).toBeGreaterThan(1_000)
})

test('while many are refused, sheddable is shut for a moment after sheddable_plus was refused, also by a proxy in front', () => {
  const core = createCore(ignored)
  for (let nowMs = 0; nowMs <= 500; nowMs += 100) {
    core.refusedInFront('sheddable_plus', 100, nowMs)
    core.tick(nowMs)
  }
  expect(core.door(700)).toBe(rankOf('sheddable', 0))
  expect(core.door(850)).toBe(rankCount)
})

test('where few are refused here, the door of another process is none of ours', () => {
  const core = createCore(ignored)
  for (let nowMs = 0; nowMs <= 2_000; nowMs += 10) {
    core.turnedAwayInFront('sheddable_plus', 100, nowMs)
    core.tick(nowMs)
  }
  expect(core.cursor()).toBe(rankCount)
})

test.each([
  { what: 'for a moment', workMs: 20, afterMs: undefined },
  { what: 'for good, because work takes long', workMs: 150, afterMs: 650 },
  { what: 'because all stands still', workMs: Number.POSITIVE_INFINITY, afterMs: 500 },
])('who waits when the cursor shuts its class $what is sent away before its patience ends: $afterMs', ({ workMs, afterMs }) => {
  const lateAtMs: number[] = []
  let nowMs = 0
  const core = createCore({ ...ignored, refused: (_class, why) => void (why === 'late' && lateAtMs.push(nowMs)) }, small)
  const there: Ticket[] = []
  const come = (loadClass: LoadClass, bucket: number): void => {
    if (!core.pass(loadClass, bucket, nowMs)) return
    const times = { arrivedAtMs: nowMs, deadlineAtMs: nowMs + 10_000 }
    there.push(core.ask({ loadClass, bucket, plane: 'intake', kind: 'x', isReturning: false, ...times }, nowMs, () => undefined))
  }
  let cursorMin = rankCount
  for (; nowMs < 1_400; nowMs++) {
    const over = there.filter(({ state, placedAtMs }) => state === 'placed' && nowMs - placedAtMs! >= workMs)
    for (const one of over) core.leave(one, nowMs)
    if (nowMs < 8) come('sheddable_plus', nowMs)
    if (nowMs % 2 === 0) come('critical', (nowMs * 31) % 128)
    core.tick(nowMs)
    cursorMin = Math.min(cursorMin, core.cursor())
  }
  expect(cursorMin).toBeLessThanOrEqual(rankOf('sheddable_plus', 0))
  expect(lateAtMs.length > 0).toBe(afterMs !== undefined)
  for (const atMs of lateAtMs) expect(Math.abs(atMs - afterMs!)).toBeLessThan(100)
})

test('what was refused in front is counted as refused, each class for itself', () => {
  const refused: unknown[] = []
  const core = createCore({ ...ignored, refused: (...told) => void refused.push(told) })
  core.refusedInFront('sheddable_plus', 40, 0)
  core.refusedInFront('sheddable', 0, 0)
  core.turnedAwayInFront('sheddable_plus', 3, 0)
  expect(refused).toEqual([
    ['sheddable_plus', 'cursor', 40],
    ['sheddable', 'cursor', 0],
    ['sheddable_plus', 'full', 3],
  ])
})
