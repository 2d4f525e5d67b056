/**
 * The report of storms as a page: for each morning of the record its documents' timeline beside what happened here.
 */
import type { Bar } from '../bar.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { scenarios } from '../scenario/scenarios.ts'
import { capacityWords, controlWords, type Setting, type StormReport, type StormResult } from '../storm-report.ts'
import type { Mark } from './chart.ts'
import { escapeHtml, figure, pageOf } from './html.ts'
import { classKey, controlCharts, stormCharts } from './storm-charts.ts'

/** The page of a report. */
export function stormPage({ setting, storms }: StormReport): string {
  const known = storms.flatMap((result) => {
    const scenario = scenarios.find(({ name }) => name === result.scenario)
    return scenario === undefined ? [] : [{ scenario, result }]
  })
  const title = known.length === 1 ? known[0]!.scenario.title : 'The worst mornings, again'
  const links = known.map(
    ({ scenario, result }) => `<a href="#${scenario.name}"><span>${escapeHtml(scenario.title)}</span>${verdictOf(result)}</a>`,
  )
  const body = `<main><header><h1>${escapeHtml(title)}</h1>
<p class="lead">Evergate, blown through mornings on which health codes fell. Every request is authentic and is sent at its moment, whatever became of those before; waits count from that moment.</p>
${settingFacts(setting)}${known.length === 1 ? '' : `<nav>${links.join('')}</nav>`}</header>
${known.map(({ scenario, result }) => section(scenario, result)).join('\n')}</main>`
  return pageOf(`Evergate: ${title}`, body)
}

/** What it was measured with. */
export function settingFacts({ capacity, ceiling, residents, phones, desks, pinned, processors, at, node }: Setting): string {
  const fact = (value: string, words: string): string => `<div><b>${escapeHtml(value)}</b><span>${escapeHtml(words)}</span></div>`
  const where = `${processors}, Node ${node}; ${pinned ? 'server with PostgreSQL on one core, generator on another' : 'server and generator NOT pinned apart'}; ${at.slice(0, 16).replace('T', ' ')} UTC`
  return `<div class="facts">${[
    fact(`${figure(capacity.perSecond)}/s`, capacityWords(capacity)),
    fact(`${figure(ceiling.perSecond)}/s`, `the generator’s own ceiling: ${figure(ceiling.perSecond / capacity.perSecond)} times C`),
    fact(figure(residents), `residents, ${figure(phones)} of them with phones`),
    fact(figure(desks), 'desks'),
  ].join('')}</div><p class="soft"><small>${escapeHtml(where)}</small></p>`
}

function verdictOf({ bars, notPlayed }: StormResult): string {
  if (notPlayed !== undefined) return '<span class="verdict soft">not played</span>'
  const missed = bars.filter(({ holds }) => !holds).length
  return missed === 0
    ? `<span class="verdict held">✓ all ${bars.length} held</span>`
    : `<span class="verdict missed">✗ ${missed} of ${bars.length} missed</span>`
}

function section(scenario: Scenario, result: StormResult): string {
  const { title, happened, here, name } = scenario
  const head = `<section id="${name}"><h2>${escapeHtml(title)}</h2><p><b>Then.</b> ${escapeHtml(happened)}</p><p><b>Here.</b> ${escapeHtml(here)}</p>`
  const { played } = result
  if (played === undefined)
    return `${head}<p class="warning">Not played: ${escapeHtml(result.notPlayed ?? 'no reason given')}.</p></section>`
  const { generator } = played.report
  const warning = generator.behind
    ? `<p class="warning">The generator fell behind its schedule (99 % of requests were sent within ${figure(generator.lag.p99 ?? 0)} ms): this storm proves nothing.</p>`
    : ''
  const marks = marksOf(scenario, played.seconds)
  const seconds = played.seconds
  const { runs = 1 } = result
  const times =
    runs === 1 ? '' : `<p class="soft"><small>Played ${runs} times: each bar shows the median, the curves are of one run.</small></p>`
  return `${head}${warning}${barList(result.bars)}${times}
<div class="story"><aside><h3>The documents’ timeline</h3>${timeline(scenario, seconds)}</aside>
<div>${classKey()}${stormCharts(played, seconds, marks)}</div></div>
${controlPart(scenario, result)}${sourcesPart(scenario)}
<p class="soft"><small>Server and PostgreSQL used ${figure(played.processorShare * 100)} % of their core and ${figure(played.serverBytes / 1e6)} MB (server); the generator ${figure(generator.processorShare * 100)} % of its own, sending 99 % of requests within ${figure(generator.lag.p99 ?? 0)} ms of their moment.</small></p></section>`
}

/** Bars with their values; a missed one says so in words, sign and colour. */
export function barList(bars: readonly Bar[]): string {
  const items = bars.map(
    ({ what, bar, value, holds }) =>
      `<li><span class="verdict ${holds ? 'held' : 'missed'}">${holds ? '✓ held' : '✗ missed'}</span><span>${escapeHtml(what)}</span><span class="value">${escapeHtml(value)}<small>${escapeHtml(bar)}</small></span></li>`,
  )
  return `<ul class="bars">${items.join('')}</ul>`
}

function marksOf({ timeline: events, deeds = [] }: Scenario, seconds: number): Mark[] {
  return [
    ...events.map(({ at }, index): Mark => ({ atSeconds: at * seconds, label: String(index + 1), sort: 'event' })),
    ...deeds.map(({ at }, index): Mark => ({ atSeconds: at * seconds, label: letterOf(index), sort: 'deed' })),
  ]
}

function letterOf(index: number): string {
  return String.fromCharCode(65 + index)
}

function timeline({ timeline: events, deeds = [] }: Scenario, seconds: number): string {
  const items = [
    ...events.map(({ at, clock, what }, index) => ({
      at,
      html: `<i class="dot">${index + 1}</i><time>${escapeHtml(clock)}</time>${escapeHtml(what)}`,
    })),
    ...deeds.map(({ at, what }, index) => ({
      at,
      html: `<i class="dot deed">${letterOf(index)}</i><time class="deed">here, ${figure(at * seconds)} s</time>${escapeHtml(what)}`,
    })),
  ].sort((one, other) => one.at - other.at)
  return `<ol class="timeline">${items.map(({ html }) => `<li>${html}</li>`).join('')}</ol>`
}

function controlPart(scenario: Scenario, { control }: StormResult): string {
  if (control === undefined) return ''
  const { played, verdict } = control
  const seconds = played.seconds * (scenario.triggerEnds ?? 1) + verdict.secondsAfterTrigger
  const marks: Mark[] = [{ atSeconds: played.seconds * (scenario.triggerEnds ?? 1), label: '!', sort: 'deed' }]
  const words = `${controlWords(verdict)}. The mark is the end of the trigger; from there on people want no more than on any morning.`
  return `<div class="control"><h3>Control run: the same with protections off and impatient clients</h3><p>${escapeHtml(words)}</p>${controlCharts(played, seconds, marks)}</div>`
}

function sourcesPart({ sources }: Scenario): string {
  const rows = sources.map(
    ({ figure: number, meaning, here }) =>
      `<tr><td>${escapeHtml(number)}</td><td>${escapeHtml(meaning)}</td><td>${escapeHtml(here)}</td></tr>`,
  )
  return `<details><summary>Figures of the record, and what became of them</summary><div class="wide"><table><thead><tr><th>figure</th><th>of what</th><th>here</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`
}
