/**
 * Figures about the running program for Prometheus. Labels come from fixed sets (route patterns, loop names), never from data.
 */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The figures of this process. */
export interface Metrics {
  readonly httpSeconds: Histogram<'route' | 'status'>
  readonly contentType: string
  text(): Promise<string>
  /** A gauge read each time the metrics are asked for. */
  gauge(
    name: string,
    help: string,
    labels: readonly string[],
    read: () => Promise<readonly { labels: Record<string, string>; value: number }[]>,
  ): void
}

/** A fresh registry with the process's own figures. */
export function createMetrics(): Metrics {
  const registry = new Registry()
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
    gauge: (name, help, labelNames, read) => {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          this.reset()
          for (const { labels, value } of await read()) this.set(labels, value)
        },
      })
    },
  }
}
