/**
 * The report of storms as it is kept: everything that was found, so that page and table can be drawn from it again. No keys, no persons.
 */
import { cpus, totalmem } from 'node:os'
import type { Bar } from './bar.ts'
import type { Capacity } from './capacity.ts'
import type { ControlVerdict } from './control-run.ts'
import type { Ceiling } from './generator/ceiling.ts'
import type { PlayedRun } from './play-storm.ts'

export interface Setting {
  /** ISO 8601. */
  readonly at: string
  readonly processors: string
  readonly memoryBytes: number
  readonly node: string
  readonly pinned: boolean
  readonly residents: number
  readonly phones: number
  readonly desks: number
  readonly ceiling: Ceiling
  readonly capacity: Capacity
  /** The proxy before the server, as `HAProxy 2.6.12`; undefined: none. */
  readonly edge?: string
}

export interface StormResult {
  readonly scenario: string
  /** Why it was not played, where it was not. */
  readonly notPlayed?: string
  /** The run whose curves are drawn: the last, or one in which the generator fell behind to the end, so that it cannot be overlooked. */
  readonly played?: PlayedRun
  /** How often it was played; bars are medians. */
  readonly runs?: number
  readonly bars: readonly Bar[]
  readonly control?: { readonly played: PlayedRun; readonly verdict: ControlVerdict }
}

export interface StormReport {
  readonly kind: 'storms'
  readonly setting: Setting
  readonly storms: readonly StormResult[]
}

/** Words for the machine this runs on. */
export function processorsHere(): string {
  const all = cpus()
  return `${all.length} × ${all[0]?.model.replace(/\s+/g, ' ').trim() ?? 'unknown'}`
}

export function memoryHere(): number {
  return totalmem()
}

/** What C is in this report. */
export function capacityWords({ steps }: Capacity): string {
  if (steps.length === 0) return 'capacity C, as it was given'
  const most = Math.max(...steps.map(({ goodputPerSecond }) => goodputPerSecond))
  return `capacity C: the usual mix that is served whole, but for one in a hundred (of more than that at most ${Math.round(most)}/s were served)`
}

/** Whether everything that was played held its bars, and every control run fell. */
export function allHeld({ storms }: StormReport): boolean {
  return storms.every(
    ({ bars, control, played }) =>
      bars.every(({ holds }) => holds) && control?.verdict.staysDown !== false && played?.report.generator.behind !== true,
  )
}

/** The report as lines for a terminal. */
export function stormTable({ setting, storms }: StormReport): string {
  const lines = [
    `capacity ${Math.round(setting.capacity.perSecond)} intents/s; generator's ceiling ${Math.round(setting.ceiling.perSecond)} requests/s${setting.pinned ? '' : '; NOT pinned apart'}`,
  ]
  for (const { scenario, notPlayed, played, runs = 1, bars, control } of storms) {
    const head = runs === 1 ? scenario : `${scenario}, medians of ${runs} runs`
    lines.push('', notPlayed === undefined ? head : `${scenario}: not played, because ${notPlayed}`)
    if (played?.report.generator.behind === true) lines.push('  INVALID: the generator fell behind its schedule')
    for (const { what, bar, value, holds } of bars) lines.push(`  ${holds ? 'held  ' : 'MISSED'} ${what}: ${value} (${bar})`)
    if (control !== undefined) lines.push(`  ${controlWords(control.verdict)}`)
  }
  return lines.join('\n')
}

/** The verdict on a control run in one sentence. */
export function controlWords({ staysDown, bestPart, secondsAfterTrigger }: ControlVerdict): string {
  const best = `at best ${(bestPart * 100).toFixed(0)} % of an ordinary demand in any 5 s of the ${Math.round(secondsAfterTrigger)} s after the trigger`
  return staysDown ? `protections off: collapsed and stayed down, ${best}` : `NOT HARD ENOUGH: protections off recovered, ${best}`
}
