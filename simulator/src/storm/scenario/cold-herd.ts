/**
 * All servers are killed and started again while everybody wants something: nothing is warm, and the herd does not wait.
 */

import type { Scenario } from './scenario.ts'
import { backWithin, clientsArePatient, displayHolds } from './usual-bars.ts'

export const coldHerd: Scenario = {
  name: 'cold-herd',
  title: 'Cold servers, full herd',
  happened:
    'Xi’an, 20 and 21 December 2021: each time the system came back, everybody who had waited was there at once, and it fell again.',
  here: 'Five times capacity. All server processes are killed (SIGKILL) and started again under it, with empty caches and no connections.',
  sources: [
    { figure: '5×', meaning: 'capacity at the doors when they open', here: 'critical demand 0.6, everything else above it' },
    { figure: 'into the 21st', meaning: 'relapses', here: 'critical work must be back within 30 s of the start, and stay' },
  ],
  timeline: [
    { at: 0.2, clock: '20th', what: 'down' },
    { at: 0.35, clock: 'hours later', what: 'up again; everybody is there at once' },
    { at: 0.6, clock: '21st', what: 'relapse' },
  ],
  seconds: 40,
  demand: { sync: [[0, 0.1]], passes: [[0, 0.5]], history: [[0, 4]], dashboard: [[0, 0.4]] },
  deeds: [{ at: 0.2, act: 'restart', what: 'SIGKILL to all servers, and started again' }],
  stretches: { before: [0.03, 0.19], end: [0.7, 0.98] },
  bars: (played) => {
    const killedMs = played.deeds[0]?.atMs ?? played.seconds * 200
    return [
      displayHolds(played),
      backWithin(played, 'critical work served again after the kill', ['critical_plus', 'critical'], killedMs + 1_000, 30),
      clientsArePatient(played),
    ]
  },
}
