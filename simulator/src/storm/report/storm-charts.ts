/**
 * The pictures of one played storm: what was wanted, what was served, how long it took, what the server said, who was refused.
 */
import type { StormClass } from '../kinds.ts'
import type { PlayedRun } from '../play-storm.ts'
import { type Chart, chartHtml, type Layer, type Mark } from './chart.ts'
import { escapeHtml } from './html.ts'

export const classWords: Readonly<Record<StormClass, string>> = {
  critical_plus: 'sampling desks (critical plus)',
  critical: 'passes and results (critical)',
  sheddable_plus: 'history, registration (sheddable plus)',
  sheddable: 'dashboards (sheddable)',
  static: 'signed files',
}

const shortWords = { critical_plus: 'desks', critical: 'passes', sheddable_plus: 'history', sheddable: 'boards' } as const

/** From the ground up: what matters most stands lowest. */
const stacked = ['critical_plus', 'critical', 'sheddable_plus', 'sheddable'] as const

type Curve = 'offered' | 'attempts' | 'served' | 'refused' | 'lost'

/** What the colours of the charts mean. */
export function classKey(): string {
  return `<ul class="key">${stacked.map((one) => `<li><i style="--tone:var(--${one})"></i>${classWords[one]}</li>`).join('')}</ul>`
}

/** All charts of a run under one axis of seconds. */
export function stormCharts(played: PlayedRun, seconds: number, marks: readonly Mark[]): string {
  const [first, ...rest] = [demandChart, servedChart, latencyChart, levelChart].map((chart) => chart(played, seconds, marks))
  const charts = [first!, ...rest].map((chart, at) => chartHtml({ ...chart, showMarks: at === 0 }))
  return charts.join('\n') + refusedStrips(played, seconds)
}

/** Wanted and served of a control run: that is all there is to see. */
export function controlCharts(played: PlayedRun, seconds: number, marks: readonly Mark[]): string {
  const attempts = {
    ...stack(played, seconds, marks, 'attempts'),
    title: 'Tried',
    note: 'attempts, in multiples of capacity: everybody again and again',
  }
  return [attempts, servedChart(played, seconds, marks)].map((chart, at) => chartHtml({ ...chart, showMarks: at === 0 })).join('\n')
}

function demandChart(played: PlayedRun, seconds: number, marks: readonly Mark[]): Chart {
  return { ...stack(played, seconds, marks, 'offered'), title: 'Wanted', note: 'what people and devices wanted, in multiples of capacity' }
}

function servedChart(played: PlayedRun, seconds: number, marks: readonly Mark[]): Chart {
  return { ...stack(played, seconds, marks, 'served'), title: 'Served', note: 'answers a second, in multiples of capacity', highRem: 10 }
}

function stack({ report, capacityPerSecond }: PlayedRun, seconds: number, marks: readonly Mark[], curve: Curve): Chart {
  const steps = report.curves.classes.critical.offered.length
  const base = Array<number>(steps).fill(0)
  const layers: Layer[] = stacked.map((one) => {
    const values = smooth(report.curves.classes[one][curve]).map((value) => value / capacityPerSecond)
    const layer: Layer = { shape: 'area', values, base: [...base], tone: one }
    for (const [at, value] of values.entries()) base[at]! += value
    return layer
  })
  const max = Math.max(1.25, ...base) * 1.04
  const step = [0.5, 1, 2, 5, 10, 20].find((one) => max / one <= 5) ?? 50
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, at) => ({ at: at * step, label: `${at * step}×` }))
  const shared = { seconds, stepSeconds: report.curves.stepMs / 1000, marks, showMarks: false, layers, max, ticks, title: '', note: '' }
  return { ...shared, bound: { at: 1, label: 'capacity' } }
}

function latencyChart({ report }: PlayedRun, seconds: number, marks: readonly Mark[]): Chart {
  const layers = stacked.slice(0, 3).map((one): Layer => ({ shape: 'line', values: report.curves.classes[one].p99, tone: one }))
  const ticks = [1, 10, 100, 1_000, 10_000].map((at) => ({ at, label: at < 1_000 ? `${at} ms` : `${at / 1_000} s` }))
  const words = { title: 'How long it took', note: '99th percentile of what was served, from the moment it was wanted' }
  return { ...words, seconds, stepSeconds: report.curves.stepMs / 1000, marks, showMarks: false, layers, ticks, logMin: 1, max: 12_000 }
}

function levelChart({ report }: PlayedRun, seconds: number, marks: readonly Mark[]): Chart {
  const stepSeconds = report.curves.stepMs / 1000
  const at = (value: 'level' | 'rung'): (number | null)[] => {
    const values: (number | null)[] = Array.from({ length: Math.ceil(seconds / stepSeconds) }, () => null)
    for (const one of report.said) {
      const step = Math.floor(one.atMs / report.curves.stepMs)
      if (step < values.length) values[step] = one[value]
    }
    return values
  }
  const layers: Layer[] = [
    { shape: 'step', values: at('rung'), tone: 'event' },
    { shape: 'line', values: at('level'), tone: 'ink' },
  ]
  const ticks = [0, 1, 2, 3, 4, 5].map((one) => ({ at: one, label: String(one) }))
  const words = { title: 'What the server said', note: 'load level 0–4 (line), rung of the ladder 0–5 (steps)' }
  return { ...words, seconds, stepSeconds, marks, showMarks: false, layers, ticks, max: 5.2, highRem: 6 }
}

/** A strip a class: the darker, the larger the part that was told to come later. */
function refusedStrips({ report }: PlayedRun, seconds: number): string {
  const stepSeconds = report.curves.stepMs / 1000
  const steps = Math.ceil(seconds / stepSeconds)
  const rows = stacked.map((one) => {
    const { refused, served, lost } = report.curves.classes[one]
    const cells = Array.from({ length: steps }, (_, at) => {
      const all = (refused[at] ?? 0) + (served[at] ?? 0) + (lost[at] ?? 0)
      const no = (refused[at] ?? 0) + (lost[at] ?? 0)
      return all === 0 || no === 0
        ? ''
        : `<rect x="${at}" width="1.05" height="1" style="fill:var(--${one})" fill-opacity="${(0.15 + (0.85 * no) / all).toFixed(2)}"/>`
    })
    return `<span class="name">${shortWords[one]}</span><svg viewBox="0 0 ${steps} 1" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(`Refused: ${classWords[one]}`)}">${cells.join('')}</svg>`
  })
  const caption =
    '<figcaption><h3>Refused</h3><span class="note">by class: the fuller the colour, the larger the part that was told to come later or got no answer</span></figcaption>'
  return `<figure>${caption}<div class="strip">${rows.join('')}</div></figure>`
}

/** The mean of three steps: arrivals are random, and quarter seconds of few are ragged. */
function smooth(values: readonly number[]): number[] {
  return values.map((_, at) => {
    const near = values.slice(Math.max(0, at - 1), at + 2)
    return near.reduce((sum, value) => sum + value, 0) / near.length
  })
}
