/**
 * The state of admission control as figures for Prometheus.
 */
import type { Metrics } from '../metrics.ts'
import type { Admission, AdmissionState } from './admission.ts'
import { loadClasses } from './load-class.ts'
import { planes } from './plane.ts'

/** Adds the figures. */
export function showAdmission(metrics: Metrics, admission: Pick<Admission, 'state'>): void {
  const one = (name: string, help: string, read: (state: AdmissionState) => number): void =>
    metrics.gauge(`evergate_admission_${name}`, help, [], async () => [{ labels: {}, value: read(admission.state()) }])
  const byClass = (name: string, help: string, figure: 'queued' | 'admitted' | 'refused'): void =>
    metrics.gauge(`evergate_admission_${name}`, help, ['class'], async () => {
      const { classes } = admission.state()
      return loadClasses.map((loadClass) => ({ labels: { class: loadClass }, value: classes[loadClass][figure] }))
    })
  one('level', 'Load level told to clients, 0 to 4', ({ level }) => level)
  one('own_level', 'Load level of the cursor of this process', ({ ownLevel }) => ownLevel)
  one('rung', 'Rung of the degradation ladder in force', ({ rung }) => rung)
  one('cursor', 'Ranks from here on are refused; 512 refuses nobody', ({ cursor }) => cursor)
  one('limit', 'Places there are', ({ limit }) => limit)
  one('loop_lag_seconds', 'How late the event loop is', ({ loopLagMs }) => loopLagMs / 1000)
  metrics.gauge('evergate_admission_in_flight', 'Places taken', ['plane'], async () => {
    const { inFlight } = admission.state()
    return planes.map((plane) => ({ labels: { plane }, value: inFlight[plane] }))
  })
  byClass('queued', 'Requests waiting for a place', 'queued')
  byClass('admitted', 'Requests that got a place, since the start', 'admitted')
  byClass('refused', 'Requests refused for load, since the start', 'refused')
  metrics.gauge(
    'evergate_admission_wait_seconds',
    'Wait of the latest admitted, from coming in to a place',
    ['class', 'quantile'],
    async () => {
      const { classes } = admission.state()
      return loadClasses.flatMap((loadClass) => [
        { labels: { class: loadClass, quantile: '0.5' }, value: classes[loadClass].waitP50Ms / 1000 },
        { labels: { class: loadClass, quantile: '0.99' }, value: classes[loadClass].waitP99Ms / 1000 },
      ])
    },
  )
}
