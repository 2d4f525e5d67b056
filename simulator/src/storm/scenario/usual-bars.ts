/**
 * Bars that most scenarios share. Each takes what was played and says what held.
 */
import { atLeast, atMost, type Bar } from '../bar.ts'
import type { StormClass } from '../kinds.ts'
import { goodputCurve, meanBetween, offlineOf, recoveryMs, stretchOf, successOf } from '../read-load.ts'
import type { Played } from './scenario.ts'

/** Showing and checking codes goes on whatever happens. */
export function displayHolds({ report }: Played): Bar {
  return atLeast('codes shown and checked at gates without a server', offlineOf(report), 1, 'part')
}

export function classServed({ report }: Played, stretch: string, one: StormClass, words: string, bar: number): Bar {
  return atLeast(words, successOf(stretchOf(report, stretch), [one]), bar, 'part')
}

/** Work done in a stretch, as a part of capacity. */
export function goodputHolds({ report, capacityPerSecond }: Played, stretch: string, bar: number): Bar {
  return atLeast('work done, as a part of capacity', stretchOf(report, stretch).goodputPerSecond / capacityPerSecond, bar, 'part')
}

export function clientsArePatient({ report }: Played): Bar {
  return atMost('attempts for each thing somebody wanted', stretchOf(report, 'all').attemptsPerIntent, 1.1, 'count')
}

/** Seconds from a moment until these classes were served again, for a second on end. */
export function backWithin(played: Played, words: string, classes: readonly StormClass[], fromMs: number, barSeconds: number): Bar {
  const forMs = Math.min(1_000, played.seconds * 30)
  const found = recoveryMs(played.report, { classes, fromMs, success: 0.99, forMs })
  return atMost(words, found === null ? null : found / 1000, barSeconds, 's')
}

/** Goodput of some seconds after a moment beside that of before another. */
export function goodputReturns(played: Played, before: readonly [number, number], afterMs: number, forMs: number, bar: number): Bar {
  const { stepMs } = played.report.curves
  const curve = goodputCurve(played.report)
  const [was, is] = [meanBetween(curve, stepMs, ...before), meanBetween(curve, stepMs, afterMs, afterMs + forMs)]
  return atLeast(
    'work done after the release, as a part of before',
    was === null || is === null || was === 0 ? null : is / was,
    bar,
    'part',
  )
}
