/**
 * Figures about the running program for Prometheus. Labels come from fixed sets (route patterns, loop names), never from data.
 */
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client'
import { after } from './clock.ts'

/** Figures of one process as they travel to another. */
export type Figures = readonly MetricObjectWithValues<MetricValue<string>>[]

/** The figures of this process. */
export interface Metrics {
  readonly httpSeconds: Histogram<'route' | 'status'>
  readonly contentType: string
  text(): Promise<string>
  figures(): Promise<Figures>
  /** A gauge read each time the metrics are asked for. What is not read within a second is left out: figures are wanted most when something hangs. */
  gauge(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Promise<readonly { labels: Record<string, string>; value: number }[]>,
  ): void
}

/** The figures of several processes as one text; each is to carry its process as a label, so that nothing is added up. */
export function joinFigures(all: readonly Figures[]): Promise<string> {
  return AggregatorRegistry.aggregate(all as Figures[] as MetricObjectWithValues<MetricValue<string>>[][]).metrics()
}

/** A fresh registry with the process's own figures; `process` names it in every figure where there are several. */
export function createMetrics(process?: string): Metrics {
  const registry = new Registry()
  if (process !== undefined) registry.setDefaultLabels({ process })
  collectDefaultMetrics({ register: registry })
  const httpSeconds = new Histogram({
    name: 'evergate_http_seconds',
    help: 'Time to answer by route pattern and status',
    labelNames: ['route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  return {
    httpSeconds,
    contentType: registry.contentType,
    text: () => registry.metrics(),
    figures: () => registry.getMetricsAsJSON(),
    gauge: (name, help, labelNames, read) => {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          this.reset()
          for (const { labels, value } of await withinTime(read())) this.set(labels, value)
        },
      })
    },
  }
}

const readWithinMs = 1_000

function withinTime<T>(reading: Promise<readonly T[]>): Promise<readonly T[]> {
  return new Promise((resolve, reject) => {
    const giveUp = after(readWithinMs, () => resolve([]))
    reading.then(resolve, reject).finally(giveUp)
  })
}
