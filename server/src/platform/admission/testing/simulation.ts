/**
 * A server in virtual time: arrivals by class, a processor that the database and the refusing share, and the core of admission control between them.
 * Twenty seconds at twenty times the load take about a second. Must not be used outside tests and benches.
 */
import { bucketCount } from '../bucket.ts'
import { type Core, createCore, type Watcher } from '../core.ts'
import { type LoadClass, loadClasses } from '../load-class.ts'
import type { Plane } from '../plane.ts'
import { rankCount, rankOf } from '../rank.ts'
import type { AdmissionSettings } from '../settings.ts'
import type { Ticket } from '../ticket.ts'
import { createUnprotectedCore } from '../unprotected-core.ts'
import { chanceFrom } from './chance.ts'

/** What happens in a simulated server. Rates are requests a second. */
export interface Storm {
  readonly seed: number
  readonly ms: number
  rate(loadClass: LoadClass, atMs: number): number
  /** Processor time of one request, on average; half of it always the same, half exponential. Default 5 ms on two cores: capacity is 400/s. */
  workMs?(atMs: number, loadClass: LoadClass): number
  readonly cores?: number
  /** While this holds the database stands still (SIGSTOP); refusing goes on. */
  isFrozen?(atMs: number): boolean
  /** Time waiting for the disk, which needs no processor. */
  readonly diskMs?: number
  /** Processor time of a refusal by the cursor, and of one that had asked for a place. */
  readonly refusalMs?: { readonly cursor: number; readonly line: number }
  readonly deadlineMs?: number
  /** A proxy in front, on a machine of its own, refuses by the cursor and the door that the last answer told, and tells how many. */
  readonly hasEdge?: boolean
  /** Undefined: no admission control; all get their turn, first come first served, sixteen at a time. */
  readonly settings?: AdmissionSettings | undefined
}

/** One request's fate. */
export interface Fate {
  readonly loadClass: LoadClass
  readonly cameAtMs: number
  placedAtMs: number | undefined
  endedAtMs: number | undefined
  refusedAtMs: number | undefined
  /** By the proxy: it never came here. */
  isRefusedInFront: boolean
}

export interface Outcome {
  readonly fates: readonly Fate[]
  /** Requests a second that the processor can serve at the start, all of the critical class. */
  readonly capacity: number
  readonly deadlineMs: number
  /** Every 10 ms: places given at most, taken, waiting; the cursor. */
  readonly trace: readonly {
    readonly atMs: number
    readonly places: number
    readonly taken: number
    readonly waiting: number
    readonly cursor: number
  }[]
}

const stepMs = 0.25
/** What an answer told is believed so long. */
const believedMs = 1_000
/** The proxy does not know the bucket of one caller in so many: it is told by a session, or has none. */
const unknownOneIn = 100
/** Where nothing went through for so long, one does that would be refused. */
const quietMs = 30
const callers = 20_000

interface Job {
  leftMs: number
  readonly diskUntilMs: number
  readonly fate: Fate
  /** Asked for when it ends: a job may begin before `ask` has returned its ticket. */
  ticket(): Ticket
}

/** Runs a storm. */
export function simulate(storm: Storm): Outcome {
  const { cores = 2, workMs = () => 5, deadlineMs = 3_000 } = storm
  const trace: Outcome['trace'][number][] = []
  const server = createServer(storm)
  for (let step = 0; step * stepMs < storm.ms; step++) {
    const nowMs = step * stepMs
    server.step(nowMs, cores * stepMs)
    if (step % 4 === 0) server.core.tick(nowMs)
    if (step % 40 === 0) trace.push({ atMs: nowMs, ...server.figures() })
  }
  return { fates: server.fates, capacity: (cores * 1000) / workMs(0, 'critical'), deadlineMs, trace }
}

/** The server: its arrivals, its jobs and what it owes the processor for refusing. */
function createServer(storm: Storm) {
  const { workMs = () => 5, diskMs = 0, deadlineMs = 3_000, refusalMs = { cursor: 0.03, line: 0.2 } } = storm
  const chance = chanceFrom(storm.seed)
  const fates: Fate[] = []
  const jobs = new Set<Job>()
  const late: { readonly loadClass: LoadClass; readonly atMs: number }[] = []
  let debtMs = 0
  let clockMs = 0
  const refused: Watcher['refused'] = (_class, why) => {
    debtMs += why === 'cursor' ? refusalMs.cursor : refusalMs.line
  }
  const core = coreOf(storm, { admitted: () => undefined, refused })
  const edge = storm.hasEdge === true ? createEdge(core, chance) : undefined
  const come = (loadClass: LoadClass, cameAtMs: number): void => {
    const fate = fateOf(loadClass, cameAtMs)
    fates.push(fate)
    const bucket = Math.floor(chance() * callers) % 128
    const settle = (hasPlace: boolean): void => {
      fate[hasPlace ? 'placedAtMs' : 'refusedAtMs'] = clockMs
      if (hasPlace)
        jobs.add({ leftMs: drawn(workMs(cameAtMs, loadClass), chance), diskUntilMs: clockMs + diskMs, fate, ticket: () => ticket })
      else edge?.hear(clockMs)
    }
    fate.isRefusedInFront = edge?.refuses(loadClass, chance() * unknownOneIn < 1 ? undefined : bucket, clockMs) ?? false
    if (fate.isRefusedInFront || !core.pass(loadClass, bucket, clockMs)) {
      fate.refusedAtMs = clockMs
      if (!fate.isRefusedInFront) edge?.hear(clockMs)
      return
    }
    const plane: Plane = loadClass === 'sheddable' ? 'control' : 'intake'
    const times = { arrivedAtMs: cameAtMs, deadlineAtMs: cameAtMs + deadlineMs }
    const ticket: Ticket = core.ask({ loadClass, bucket, plane, kind: loadClass, isReturning: false, ...times }, clockMs, settle)
  }
  const end = (job: Job): void => {
    job.fate.endedAtMs = clockMs
    core.leave(job.ticket(), clockMs)
    edge?.hear(clockMs)
  }
  return {
    core,
    fates,
    figures: () => ({ ...figuresOf(core), taken: jobs.size }),
    /** Refusing comes before serving, and what it takes nobody else gets; a backlog of it is the event loop's lag. */
    step: (nowMs: number, budgetMs: number) => {
      clockMs = nowMs
      for (const loadClass of loadClasses)
        for (let due = (storm.rate(loadClass, nowMs) * stepMs) / 1000 - chance(); due > 0; due -= 1) late.push({ loadClass, atMs: nowMs })
      while (late.length > 0 && debtMs < budgetMs) {
        const { loadClass, atMs } = late.shift()!
        come(loadClass, atMs)
      }
      const paidMs = Math.min(debtMs, budgetMs)
      debtMs -= paidMs
      if (!(storm.isFrozen?.(nowMs) ?? false)) serve(jobs, budgetMs - paidMs, nowMs, end)
    },
  }
}

/** Half of it always the same, half exponential. */
function drawn(meanMs: number, chance: () => number): number {
  return meanMs / 2 - (meanMs / 2) * Math.log(1 - chance())
}

function coreOf({ settings, hasEdge = false }: Storm, watcher: Watcher): Core {
  return settings === undefined ? createUnprotectedCore(watcher) : createCore(watcher, { ...settings, hasEdge })
}

function fateOf(loadClass: LoadClass, cameAtMs: number): Fate {
  return { loadClass, cameAtMs, placedAtMs: undefined, endedAtMs: undefined, refusedAtMs: undefined, isRefusedInFront: false }
}

function figuresOf(core: Core) {
  const waiting = loadClasses.reduce((sum, name) => sum + core.queued(name), 0)
  return { places: core.places(), waiting, cursor: core.cursor() }
}

/** A proxy in front, as deploy/haproxy.cfg has it: counts what it refuses, and tells with what goes through, for which one that it would refuse does where nothing else came. */
function createEdge(core: Core, chance: () => number) {
  let told = { cursor: rankCount, door: rankCount, untilMs: 0 }
  let toldAtMs = 0
  const counts = { refusedInFront: new Map<LoadClass, number>(), turnedAwayInFront: new Map<LoadClass, number>() }
  return {
    hear: (nowMs: number): void => {
      told = { cursor: Math.ceil(core.cursor()), door: Math.ceil(core.door(nowMs)), untilMs: nowMs + believedMs }
    },
    refuses: (loadClass: LoadClass, bucket: number | undefined, nowMs: number): boolean => {
      if (rankOf(loadClass, bucket ?? 0) >= told.door && nowMs < told.untilMs && nowMs - toldAtMs <= quietMs) {
        const rank = rankOf(loadClass, bucket ?? Math.floor(chance() * bucketCount))
        const count = counts[rank >= told.cursor ? 'refusedInFront' : 'turnedAwayInFront']
        count.set(loadClass, (count.get(loadClass) ?? 0) + 1)
        return true
      }
      toldAtMs = nowMs
      for (const what of ['refusedInFront', 'turnedAwayInFront'] as const) {
        for (const [name, count] of counts[what]) core[what](name, count, nowMs)
        counts[what].clear()
      }
      return false
    },
  }
}

/** Shares the processor evenly among the jobs; none gets more than one core. */
function serve(jobs: Set<Job>, budgetMs: number, nowMs: number, ended: (job: Job) => void): void {
  const running = [...jobs].filter((job) => nowMs >= job.diskUntilMs)
  const shareMs = Math.min(stepMs, budgetMs / Math.max(1, running.length))
  for (const job of running) {
    job.leftMs -= shareMs
    if (job.leftMs > 0) continue
    jobs.delete(job)
    ended(job)
  }
}
