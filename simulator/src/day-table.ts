/** A day's report as a table for a person. */
import type { DayReport } from './day.ts'

const seconds = (value: number): string => `${value.toFixed(2)} s`
const milliseconds = (value: number): string => `${value.toFixed(2)} ms`

/** Lines of the table, without a line break at the end. */
export function dayTable(report: DayReport): string {
  const { counts, gateCheckMs } = report
  const rows: [string, string][] = [
    ['Residents registered', String(counts.registered)],
    ['  of these sampled', String(counts.sampled)],
    ['  negative', String(counts.negative)],
    ['  positive', String(counts.positive)],
    ['  from a risk area', String(counts.risk_area)],
    ['  not tested', String(counts.untested)],
    ['Release to changed list', seconds(report.releaseToListSeconds)],
    ['Release to a gate that sees red', seconds(report.releaseToGateSeconds)],
    ['Gate checks', String(counts.checks)],
    ['Gate check, median', milliseconds(gateCheckMs.median)],
    ['Gate check, longest', milliseconds(gateCheckMs.max)],
    ['QR version, largest', `${report.qrVersionMax}-M`],
    ['Not as it must be', String(report.failures.length)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [...rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(9)}`), ...report.failures.map((one) => `- ${one}`)].join(
    '\n',
  )
}
