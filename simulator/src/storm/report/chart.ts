/**
 * Charts as HTML: shapes in an SVG that stretches to any width, words beside it in the page's own type, so that a phone reads them as well as a desk.
 */
import { escapeHtml } from './html.ts'

export interface Layer {
  readonly shape: 'area' | 'line' | 'step'
  readonly values: readonly (number | null)[]
  /** Of an area: where it stands on. */
  readonly base?: readonly number[]
  /** A colour of the style, by name. */
  readonly tone: string
}

export interface Mark {
  readonly atSeconds: number
  readonly label: string
  readonly sort: 'event' | 'deed'
}

export interface Chart {
  readonly title: string
  readonly note: string
  readonly seconds: number
  readonly stepSeconds: number
  readonly max: number
  /** The least value of a logarithmic axis; absent: linear from 0. */
  readonly logMin?: number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
  readonly layers: readonly Layer[]
  readonly marks: readonly Mark[]
  readonly showMarks: boolean
  readonly bound?: { readonly at: number; readonly label: string }
  readonly highRem?: number
}

const [wide, high] = [1000, 100]
const rounded = (value: number): string => value.toFixed(1)

/** A chart with its heading and its axis of seconds. */
export function chartHtml(chart: Chart): string {
  const { title, note, ticks, layers, marks, bound, seconds } = chart
  const y = heightOf(chart)
  const rules = ticks.map(({ at }) => `<line class="rule" x1="0" x2="${wide}" y1="${rounded(y(at))}" y2="${rounded(y(at))}"/>`)
  const shapes = layers.map((layer) => shapeOf(chart, layer, y))
  const lines = marks.map(({ atSeconds, sort }) => {
    const x = rounded((atSeconds / seconds) * wide)
    return `<line class="${sort}" x1="${x}" x2="${x}" y1="0" y2="${high}"/>`
  })
  const limit =
    bound === undefined ? '' : `<line class="bound" x1="0" x2="${wide}" y1="${rounded(y(bound.at))}" y2="${rounded(y(bound.at))}"/>`
  const words = ticks.map(({ at, label }) => `<span class="tick" style="bottom:${rounded(high - y(at))}%">${escapeHtml(label)}</span>`)
  const limitName =
    bound === undefined ? '' : `<span class="boundname" style="bottom:${rounded(high - y(bound.at))}%">${escapeHtml(bound.label)}</span>`
  return `<figure><figcaption><h3>${escapeHtml(title)}</h3><span class="note">${escapeHtml(note)}</span></figcaption>
<div class="plot" style="--high:${chart.highRem ?? 8.5}rem;${chart.showMarks ? 'margin-top:1.5rem' : ''}">
<svg viewBox="0 0 ${wide} ${high}" preserveAspectRatio="none" aria-hidden="true">${rules.join('')}${shapes.join('')}${limit}${lines.join('')}</svg>
${words.join('')}${limitName}${chart.showMarks ? marks.map((mark) => markName(mark, seconds)).join('') : ''}</div>
${secondsAxis(seconds)}</figure>`
}

function markName({ atSeconds, label, sort }: Mark, seconds: number): string {
  return `<i class="dot ${sort} mark" style="left:${rounded((atSeconds / seconds) * 100)}%">${escapeHtml(label)}</i>`
}

function secondsAxis(seconds: number): string {
  const step = [5, 10, 20, 30, 60, 120, 300].find((one) => seconds / one <= 8) ?? 600
  const at = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step)
  return `<div class="seconds">${at.map((one) => `<span style="left:${rounded((one / seconds) * 100)}%">${one} s</span>`).join('')}</div>`
}

function heightOf({ max, logMin }: Chart): (value: number) => number {
  if (logMin === undefined) return (value) => high - (Math.min(Math.max(value, 0), max) / max) * high
  const span = Math.log(max / logMin)
  return (value) => high - (Math.log(Math.min(Math.max(value, logMin), max) / logMin) / span) * high
}

function shapeOf({ seconds, stepSeconds }: Chart, { shape, values, base, tone }: Layer, y: (value: number) => number): string {
  const shown = values.slice(0, Math.ceil(seconds / stepSeconds))
  const x = (at: number): string => rounded(Math.min(wide, ((at + (shape === 'step' ? 0 : 0.5)) * stepSeconds * wide) / seconds))
  if (shape === 'area') {
    const top = shown.map((value, at) => `${x(at)},${rounded(y((value ?? 0) + (base?.[at] ?? 0)))}`)
    const bottom = shown.map((_, at) => `${x(at)},${rounded(y(base?.[at] ?? 0))}`).reverse()
    return `<polygon class="area" style="--tone:var(--${tone})" points="${[...top, ...bottom].join(' ')}"/>`
  }
  let path = ''
  let isDown = false
  for (const [at, value] of shown.entries()) {
    if (value === null) {
      isDown = false
      continue
    }
    const point = rounded(y(value))
    path += isDown ? (shape === 'step' ? `H${x(at)}V${point}` : `L${x(at)},${point}`) : `M${x(at)},${point}`
    isDown = true
  }
  if (shape === 'step' && isDown) path += `H${wide}`
  return `<path class="line" style="--tone:var(--${tone})" d="${path}"/>`
}
