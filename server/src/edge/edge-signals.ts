/**
 * What a proxy in front is told, signal by signal: which requests it should refuse by itself, and the rung. Pure: routes and standing in, signals out.
 * A signal of a class covers routes that are refused together: `critical`, or `critical-2` for critical routes that answer up to rung 2.
 * It goes on at once where the ladder refuses the class, and after a while where only the load does: the ladder should see a lasting overload first, because
 * a class refused in front no longer presses on the server. It goes off after a while, so that a proxy does not flap.
 */
import { levelOfRung, type Rung, rungMaxOfClass, rungRefuses } from '../platform/admission/ladder.ts'
import { type LoadClass, loadClasses } from '../platform/admission/load-class.ts'
import type { Route } from '../platform/http/route.ts'

/** Of the server, now. */
export interface Standing {
  /** As x-evergate-load. */
  readonly level: number
  readonly rung: Rung
}

/** A signal and what it says. */
export interface EdgeSignal {
  readonly name: string
  readonly on: boolean
  /** How long the standing has asked for the opposite, ms. */
  readonly doubtedMs: number
}

/** Longer than the first rung takes to enter for the same level (ladder.ts). */
const onAfterMs = 4_000
const offAfterMs = 2_000
const rungSignals: readonly Rung[] = [1, 2, 3, 4, 5]
const refusedFirst = loadClasses.toReversed()

/** The name of the signal for a route. */
export function edgeClassOf({ load, rungMax }: Pick<Route, 'load' | 'rungMax'>): string {
  return rungMax === undefined || rungMax === rungMaxOfClass[load] ? load : `${load}-${rungMax}`
}

/** All signals of these routes, all off. */
export function createSignals(routes: readonly Pick<Route, 'load' | 'rungMax'>[]): readonly EdgeSignal[] {
  const classes = [...new Set([...loadClasses, ...routes.map(edgeClassOf)])].toSorted()
  return [...classes, ...rungSignals.map((rung) => `rung-${rung}`)].map((name) => ({ name, on: false, doubtedMs: 0 }))
}

/** The signals after `passedMs` more of this standing. */
export function stepSignals(signals: readonly EdgeSignal[], standing: Standing, passedMs: number): readonly EdgeSignal[] {
  return signals.map((signal) => {
    const wanted = wantedBy(signal.name, standing)
    if ((wanted !== 'open') === signal.on) return { ...signal, doubtedMs: 0 }
    const doubtedMs = signal.doubtedMs + passedMs
    const patienceMs = wanted === 'rung' ? 0 : wanted === 'load' ? onAfterMs : offAfterMs
    return doubtedMs < patienceMs ? { ...signal, doubtedMs } : { ...signal, on: !signal.on, doubtedMs: 0 }
  })
}

function wantedBy(name: string, { level, rung }: Standing): 'open' | 'load' | 'rung' {
  if (name.startsWith('rung-')) return rung >= Number(name.slice('rung-'.length)) ? 'rung' : 'open'
  const [load, rungMax] = name.split('-') as [LoadClass, string | undefined]
  if (rungRefuses(rung, rungMax === undefined ? { load } : { load, rungMax: Number(rungMax) as Rung })) return 'rung'
  const ofCursor = level > levelOfRung[rung] ? level : 0 // what the rung amounts to by itself says nothing about routes it spares
  return ofCursor >= refusedFirst.indexOf(load) + 1 ? 'load' : 'open'
}
