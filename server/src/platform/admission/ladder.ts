/**
 * The degradation ladder: how much of the service is offered when not all of it can be. Pure: time and readings come in, a rung comes out.
 *
 * State machine. Each trigger of `triggers` watches one reading and is a switch of its own:
 *   off -> on   when the reading has been at or above `enter` for `enterMs`;
 *   on -> off   when it has been at or below `leave` for `leaveMs`, and last called for the rung at least `stayMs` ago. A trigger that is needed
 *               again soon after it went off stays twice as long each time (at most `stayFactorMax` times): refusing takes the pressure away that
 *               called for refusing, so coming down is a trial, and failed trials must become rare.
 * The rung rises at once to the highest trigger that is on, and falls one rung at a time, `stepDownMs` apart: what matters most comes back first.
 * An override by a person stands above all of it while it lasts.
 * It must not be fed the level it publishes itself (`levelOfRung`), or no rung would ever be left.
 */
import type { LoadClass } from './load-class.ts'

/**
 * 0 everything; 1 no dashboards or exports; 2 history from what clients hold; 3 passes from static files only; 4 writes to the journal only;
 * 5 devices alone.
 */
export type Rung = 0 | 1 | 2 | 3 | 4 | 5

/** All rungs, lowest first. */
export const rungs: readonly Rung[] = [0, 1, 2, 3, 4, 5]

/** What the ladder looks at, every tick. */
export interface LadderReadings {
  /** The admission cursor's own level, 0..4 (DAGOR: how much is refused for load); without what the ladder adds. */
  readonly level: number
  /** How long the database has been silent, ms; 0 while it answers. */
  readonly databaseSilentMs: number
  /** How old the oldest event is that the decisions have not handled, seconds; 0 where there is none. */
  readonly behindSeconds: number
}

/** When one rung is called for by one reading, and when no longer. */
export interface Trigger {
  readonly rung: Rung
  readonly reading: keyof LadderReadings
  readonly enter: number
  readonly enterMs: number
  readonly leave: number
  readonly leaveMs: number
  readonly stayMs: number
}

/**
 * Entry and exit of every rung. By load they are slow to enter and quick to leave: the cursor refuses within a second, and more finely; a rung of load says that
 * this is no moment's matter.  docs/how-to/the-degradation-ladder.md explains the numbers.
 */
export const triggers: readonly Trigger[] = [
  { rung: 1, reading: 'level', enter: 1, enterMs: 3_000, leave: 0.5, leaveMs: 3_000, stayMs: 5_000 },
  { rung: 1, reading: 'behindSeconds', enter: 300, enterMs: 2_000, leave: 60, leaveMs: 10_000, stayMs: 30_000 },
  { rung: 2, reading: 'level', enter: 2.25, enterMs: 5_000, leave: 1, leaveMs: 3_000, stayMs: 5_000 },
  { rung: 2, reading: 'behindSeconds', enter: 1_800, enterMs: 2_000, leave: 300, leaveMs: 10_000, stayMs: 30_000 },
  { rung: 3, reading: 'level', enter: 2.9, enterMs: 15_000, leave: 1.5, leaveMs: 3_000, stayMs: 5_000 },
  { rung: 4, reading: 'level', enter: 3.5, enterMs: 15_000, leave: 2, leaveMs: 3_000, stayMs: 5_000 },
  { rung: 4, reading: 'databaseSilentMs', enter: 2_000, enterMs: 0, leave: 500, leaveMs: 1_000, stayMs: 1_000 },
  { rung: 5, reading: 'databaseSilentMs', enter: 8_000, enterMs: 0, leave: 500, leaveMs: 1_000, stayMs: 1_000 },
]

const stepDownMs = 750
const stayFactorMax = 32
/** A process that stood still for longer has seen nothing in between: one tick counts for no more than this. */
const tickMsMax = 500

/** One trigger's switch. Durations in ms, of ticks as counted. */
interface Switch {
  readonly on: boolean
  /** How long the reading has called for the rung without a break. */
  readonly calledMs: number
  /** How long it has been calm without a break. */
  readonly calmMs: number
  /** How long ago it last called for the rung for as long as it takes. */
  readonly uncalledMs: number
  /** How many times the usual stay. */
  readonly stayFactor: number
}

/** Where the ladder stands by its readings alone; an override is not in it. */
export interface Ladder {
  readonly rung: Rung
  readonly switches: readonly Switch[]
  /** How long a lower rung would have done. */
  readonly restMs: number
  readonly atMs: number | undefined
}

/** The ladder at the start of a process: everything is offered. */
export const bottom: Ladder = {
  rung: 0,
  switches: triggers.map(() => ({ on: false, calledMs: 0, calmMs: 0, uncalledMs: Number.POSITIVE_INFINITY, stayFactor: 1 })),
  restMs: 0,
  atMs: undefined,
}

/** The ladder after one more look, at `nowMs` of a monotonic clock. Meant for every 250 ms; ticks may come late, which counts for little. */
export function stepLadder(ladder: Ladder, readings: LadderReadings, nowMs: number): Ladder {
  const passedMs = ladder.atMs === undefined ? 0 : Math.min(tickMsMax, Math.max(0, nowMs - ladder.atMs))
  const switches = ladder.switches.map((one, index) => stepSwitch(one, triggers[index]!, readings[triggers[index]!.reading], passedMs))
  const wanted = Math.max(0, ...switches.map((one, index) => (one.on ? triggers[index]!.rung : 0))) as Rung
  if (wanted >= ladder.rung) return { rung: wanted, switches, restMs: 0, atMs: nowMs }
  const restMs = ladder.restMs + passedMs
  if (restMs < stepDownMs) return { rung: ladder.rung, switches, restMs, atMs: nowMs }
  return { rung: (ladder.rung - 1) as Rung, switches, restMs: 0, atMs: nowMs }
}

function stepSwitch(before: Switch, trigger: Trigger, value: number, passedMs: number): Switch {
  const calling = value >= trigger.enter
  const calledMs = calling ? before.calledMs + passedMs : 0
  const calls = calling && calledMs >= trigger.enterMs
  const calmMs = value <= trigger.leave ? before.calmMs + passedMs : 0
  const uncalledMs = calls ? 0 : before.uncalledMs + passedMs
  const stayMs = trigger.stayMs * before.stayFactor
  if (before.on)
    return { on: !(calmMs >= trigger.leaveMs && uncalledMs >= stayMs), calledMs, calmMs, uncalledMs, stayFactor: before.stayFactor }
  if (!calls) return { ...before, calledMs, calmMs, uncalledMs }
  const relapsed = before.uncalledMs <= 3 * stayMs // it went off after one stay at the earliest, so at most two stays ago
  return { on: true, calledMs, calmMs, uncalledMs, stayFactor: relapsed ? Math.min(stayFactorMax, before.stayFactor * 2) : 1 }
}

/** The rung in force: a person's, while it lasts; otherwise the highest that any of the server's processes stands on. */
export function rungInForce(own: Rung, others: Rung, override: Rung | null): Rung {
  return override ?? (Math.max(own, others) as Rung)
}

/** The highest rung at which a class is answered, unless a route says otherwise of itself (`rungMax`). */
export const rungMaxOfClass: Readonly<Record<LoadClass, Rung>> = { critical_plus: 3, critical: 3, sheddable_plus: 1, sheddable: 0 }

/** Whether the rung refuses a route. Cheap: made for looking before anything is parsed. */
export function rungRefuses(rung: Rung, route: { readonly load: LoadClass; readonly rungMax?: Rung }): boolean {
  return rung > (route.rungMax ?? rungMaxOfClass[route.load])
}

/** The load level that a rung amounts to by itself, for `x-evergate-load`: the classes it refuses whole. The larger of it and the cursor's is told. */
export const levelOfRung: Readonly<Record<Rung, number>> = { 0: 0, 1: 1, 2: 2, 3: 2, 4: 3, 5: 4 }
