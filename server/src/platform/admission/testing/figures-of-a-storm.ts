/**
 * What a simulated storm came to: goodput, success by class, waits, inversions, time to recover. Must not be used outside tests and benches.
 */
import { type LoadClass, loadClasses } from '../load-class.ts'
import type { Fate, Outcome } from './simulation.ts'

/** Answered in time. */
export function isGood(fate: Fate, deadlineMs: number): boolean {
  return fate.endedAtMs !== undefined && fate.endedAtMs - fate.cameAtMs <= deadlineMs
}

/** Requests a second answered in time, of those that ended within the span, over the capacity. */
export function goodput({ fates, capacity, deadlineMs }: Outcome, fromMs: number, toMs: number): number {
  const good = fates.filter((fate) => isGood(fate, deadlineMs) && fate.endedAtMs! >= fromMs && fate.endedAtMs! < toMs)
  return good.length / ((toMs - fromMs) / 1000) / capacity
}

/** Part of the requests of these classes that came within the span and were answered in time. */
export function success({ fates, deadlineMs }: Outcome, classes: readonly LoadClass[], fromMs: number, toMs: number): number {
  const came = fates.filter((fate) => classes.includes(fate.loadClass) && fate.cameAtMs >= fromMs && fate.cameAtMs < toMs)
  return came.length === 0 ? 1 : came.filter((fate) => isGood(fate, deadlineMs)).length / came.length
}

/** A quantile 0..1 of the time from coming to the answer, of a class's good ones that came within the span. Milliseconds. */
export function latencyMs({ fates, deadlineMs }: Outcome, loadClass: LoadClass, part: number, fromMs: number, toMs: number): number {
  const took = fates
    .filter((fate) => fate.loadClass === loadClass && isGood(fate, deadlineMs) && fate.cameAtMs >= fromMs && fate.cameAtMs < toMs)
    .map((fate) => fate.endedAtMs! - fate.cameAtMs)
    .sort((a, b) => a - b)
  return took[Math.min(took.length - 1, Math.floor(part * took.length))] ?? 0
}

/** Part of all requests that were refused although one of a lower class that came within 50 ms of them, before or after, was let in. */
export function inversions({ fates }: Outcome): number {
  const spanMs = 50
  const lowest = new Map<number, number>() // by span: the least important class let in
  const spanOf = (fate: Fate): number => Math.floor(fate.cameAtMs / spanMs)
  for (const fate of fates) {
    if (fate.placedAtMs === undefined) continue
    const level = loadClasses.indexOf(fate.loadClass)
    lowest.set(spanOf(fate), Math.max(level, lowest.get(spanOf(fate)) ?? 0))
  }
  const inverted = fates.filter(
    (fate) => fate.refusedAtMs !== undefined && (lowest.get(spanOf(fate)) ?? 0) > loadClasses.indexOf(fate.loadClass),
  )
  return inverted.length / fates.length
}

/** Milliseconds after `fromMs` until every following span of 200 ms has the classes at or above `part` success; Infinity where it never comes. */
export function recoversAfterMs(outcome: Outcome, classes: readonly LoadClass[], part: number, fromMs: number, toMs: number): number {
  const spanMs = 200
  let recovered = Number.POSITIVE_INFINITY
  for (let atMs = toMs - spanMs; atMs >= fromMs; atMs -= spanMs) {
    if (success(outcome, classes, atMs, atMs + spanMs) < part) return recovered
    recovered = atMs - fromMs
  }
  return recovered
}
