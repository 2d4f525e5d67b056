/**
 * The database stands still for thirty seconds and goes on, as under a failing disk or a paused virtual machine.
 */

import type { Scenario } from './scenario.ts'
import { backWithin, displayHolds, goodputReturns } from './usual-bars.ts'

export const frozenDatabase: Scenario = {
  name: 'frozen-database',
  title: 'The database stands still',
  happened:
    'Chengdu, 2 September 2022: a new sampling system froze on a testing day; queues of six hours in the rain, while vendor and regulator blamed each other. Harbin rehearsed a failover of 4 to 5 minutes.',
  here: 'At 0.9 of capacity every process of PostgreSQL is stopped (SIGSTOP) for three sevenths of the storm and let go. Nobody touches the server.',
  sources: [
    { figure: '30 s', meaning: 'of standstill', here: 'three sevenths of the storm of 70 s' },
    { figure: '0.9', meaning: 'of capacity, when it happens', here: 'the usual mix' },
    { figure: '4–5 min', meaning: 'Harbin’s failover', here: 'to be beaten: 10 s' },
  ],
  timeline: [
    { at: 0.25, clock: '17:30', what: 'Chengdu: the new system freezes' },
    { at: 0.68, clock: 'hours later', what: 'it goes on; figures to settle what failed there were none' },
  ],
  seconds: 70,
  demand: { sync: [[0, 0.09]], passes: [[0, 0.45]], history: [[0, 0.252]], dashboard: [[0, 0.108]] },
  deeds: [
    { at: 0.25, act: 'freeze', what: 'SIGSTOP to every process of PostgreSQL' },
    { at: 0.6786, act: 'thaw', what: 'SIGCONT' },
  ],
  stretches: { before: [0.03, 0.24], after: [0.83, 0.98] },
  triggerEnds: 0.6786,
  bars: (played) => {
    const thawMs = played.deeds.find(({ act }) => act === 'thaw')?.atMs ?? played.seconds * 678
    const ms = played.seconds * 1000
    const leftMs = Math.max(1_000, Math.min(10_000, ms - thawMs - 10_000))
    const fromMs = Math.min(thawMs + 10_000, ms - leftMs)
    return [
      displayHolds(played),
      goodputReturns(played, [0.03 * ms, 0.24 * ms], fromMs, leftMs, 0.95),
      backWithin(played, 'critical work served again after the release', ['critical_plus', 'critical'], thawMs, 10),
    ]
  },
}
