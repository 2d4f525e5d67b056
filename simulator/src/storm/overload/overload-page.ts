/**
 * The overload table as a page: what is served at how much too much, ours beside what is usual, and every bar.
 */
import { written } from '../bar.ts'
import { escapeHtml, pageOf } from '../report/html.ts'
import { barList, settingFacts } from '../report/storm-page.ts'
import type { Protection } from '../storm-servers.ts'
import { levels, type OverloadReport } from './overload.ts'
import { barAt, measured, type Row, rows, stepBar } from './overload-bars.ts'
import { protectionWords } from './overload-md.ts'

const tones: Readonly<Record<Protection, string>> = {
  full: 'full',
  'without-edge': 'alone',
  none: 'none',
  'fixed-rate': 'rate',
  'under-pressure': 'pressure',
}
const protections = Object.keys(protectionWords) as Protection[]

/** The page of an overload report. */
export function overloadPage(report: OverloadReport): string {
  const key = protections.map((one) => `<li><i style="--tone:var(--${tones[one]})"></i>${escapeHtml(protectionWords[one])}</li>`)
  const body = `<main><header><h1>Twenty times too much</h1>
<p class="lead">What is still served when one, two, five, ten and twenty times of what can be served is wanted. Critical demand stays at 0.6 of capacity; everything above it can wait.</p>
${settingFacts(report.setting)}</header>
<section><h2>Ours beside what is usual</h2><ul class="key">${key.join('')}</ul>
${barGroups(report, rows[0]!, 'Work done, as a part of capacity')}${barGroups(report, rows[1]!, 'Critical work served')}</section>
<section><h2>Every bar</h2>${[...rows.filter(hasBars).map((row) => rowBars(report, row)), `<h3>Step</h3>${barList([stepBar(report)])}`].join('')}</section></main>`
  return pageOf('Evergate: overload', body)
}

function barGroups(report: OverloadReport, row: Row, title: string): string {
  const groups = levels.map((level) => {
    const lines = protections.map((one) => {
      const value = measured(report, row, one, level)
      const width = Math.max(0.3, Math.min(1, value ?? 0) * 100)
      return `<div class="gauge"><span style="width:${width.toFixed(1)}%;background:var(--${tones[one]})"></span><b>${escapeHtml(written(value, row.unit))}</b></div>`
    })
    return `<div class="group"><h4>${level}×</h4><div>${lines.join('')}</div></div>`
  })
  return `<figure><figcaption><h3>${escapeHtml(title)}</h3></figcaption>${groups.join('')}</figure>`
}

function hasBars({ bars }: Row): boolean {
  return levels.some((level) => bars[level] !== null)
}

function rowBars(report: OverloadReport, row: Row): string {
  const bars = levels.flatMap((level) => {
    const bar = barAt(report, row, level)
    return bar === null ? [] : [{ ...bar, what: `at ${level} × C` }]
  })
  return `<h3 class="over">${escapeHtml(row.what)}</h3>${barList(bars)}`
}
