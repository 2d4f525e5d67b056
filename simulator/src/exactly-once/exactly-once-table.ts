/** The report of an exactly-once run as a table for a person. */
import type { ExactlyOnceReport } from './play-exactly-once.ts'

const faultsShownMax = 20

/** Whether everything is as it must be. */
export function isExactlyOnce({ verdict, failures }: ExactlyOnceReport): boolean {
  return verdict.faults.length === 0 && failures.length === 0
}

/** Lines of the table, without a line break at the end. */
export function exactlyOnceTable(report: ExactlyOnceReport): string {
  const { verdict, faultsDone } = report
  const words = (name: string): string => name.replaceAll('_', ' ')
  const rows: [string, string][] = [
    ['Seed', String(report.seed)],
    ['Desks', String(report.devices)],
    ['Taps', String(report.taps)],
    ['Seconds from first to last', report.seconds.toFixed(1)],
    ...Object.entries(faultsDone).map(([kind, count]): [string, string] => [`Done to it: ${words(kind)}`, String(count)]),
    ['Records meant', String(verdict.counts.intended)],
    ['Records in the log', String(verdict.counts.received)],
    ['Records refused and kept', String(verdict.counts.refused)],
    ['Swabs counted', String(verdict.counts.members)],
    ['Conflicts listed', String(verdict.counts.conflicts)],
    ...Object.entries(verdict.faultCounts).map(([fault, count]): [string, string] => [`Found: ${words(fault)}`, String(count)]),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const found = verdict.faults.slice(0, faultsShownMax).map(({ fault, about, detail }) => `- ${words(fault)}: ${about}: ${detail}`)
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(8)}`),
    ...found,
    ...report.failures.map((one) => `- ${one}`),
  ].join('\n')
}
