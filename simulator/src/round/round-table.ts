/** A round's report as tables for a person: how far everything came, what was done and what was listed, how long each hop took. */
import type { RoundReport } from './play-round.ts'

const words = (name: string): string => name.replaceAll('_', ' ')

/** Lines of the tables, without a line break at the end. */
export function roundTable({ planned, reconciliation, figures, seconds, failures, seed }: RoundReport): string {
  const { rows, tubes, delays, reconciled } = reconciliation
  const steps = ['registered', 'inTube', 'boxed', 'received', 'tested', 'released', 'onCode'] as const
  const duration = (value: number | null): string => (value === null ? '-' : value.toFixed(0))
  return [
    table(
      ['Planned', ''],
      [['seed', String(seed)], ...Object.entries(planned).map(([name, count]): [string, string] => [name, String(count)])],
    ),
    table(
      ['Step', 'swabs', 'tubes'],
      steps.map((step) => [step, String(rows[0]?.[step] ?? '-'), String(tubes[step] ?? '-')]),
    ),
    table(
      ['Place where swabs vanish', 'done', 'listed', 'missed', 'false alarms'],
      figures.map((one) => [words(one.code), ...[one.injected, one.listed, one.missed, one.falseAlarms].map(String)]),
    ),
    table(
      ['Hop, in seconds', 'half', '9 of 10', '99 of 100', 'tubes'],
      delays.map(({ hop, p50, p90, p99, n }) => [words(hop), duration(p50), duration(p90), duration(p99), String(n)]),
    ),
    table(
      ['Playing it took', 'seconds'],
      Object.entries(seconds).map(([what, time]) => [what, time.toFixed(1)]),
    ),
    reconciled ? 'Reconciled to the last swab.' : 'NOT reconciled.',
    ...failures.map((one) => `- ${one}`),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_name, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? '').length)))
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ')
  return [head, ...rows].map(line).join('\n')
}
