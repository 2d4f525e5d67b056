/**
 * Latencies as HDR histograms: three significant digits from 1 µs to an hour, kept whole in the report so that others can draw their own percentiles.
 */
import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js'

export interface Latency {
  readonly count: number
  /** Milliseconds; null where nothing was counted. */
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  readonly max: number | null
  /** Microseconds, HdrHistogram V2, compressed, base64. */
  readonly histogram: string
}

/** The latency of these waits (milliseconds). */
export function latencyOf(waitsMs: readonly number[]): Latency {
  const histogram = build({ numberOfSignificantValueDigits: 3, highestTrackableValue: 3_600_000_000 })
  for (const wait of waitsMs) histogram.recordValue(Math.max(1, Math.round(wait * 1000)))
  const at = (percent: number): number | null => (waitsMs.length === 0 ? null : histogram.getValueAtPercentile(percent) / 1000)
  return {
    count: waitsMs.length,
    p50: at(50),
    p90: at(90),
    p99: at(99),
    max: at(100),
    histogram: waitsMs.length === 0 ? '' : encodeIntoCompressedBase64(histogram),
  }
}

/** The value below which `percent` of these lie, or null of none: for the short stretches of a curve, where a histogram would be too much. */
export function percentileOf(values: readonly number[], percent: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null
}
