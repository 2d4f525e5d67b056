/**
 * Guangdong, 10 January 2022: one entry point is overrun, others on the same data are not.
 */

import type { Scenario } from './scenario.ts'
import { classServed, clientsArePatient, displayHolds } from './usual-bars.ts'

export const yuekang: Scenario = {
  name: 'yuekang',
  title: 'Guangdong, one entry point',
  happened: '1.4 million visits a minute broke one front end for 85 minutes. Three others on the same data stayed up.',
  here: 'Two servers on one database. One of them is asked twelve times what both together can do; desks and consoles are at the other.',
  sources: [
    { figure: '1.4 M a minute', meaning: 'visits at one entry point', here: 'twelve times capacity at one server' },
    { figure: '85 min', meaning: 'until it was back', here: 'two fifths of the storm' },
    { figure: '3 others', meaning: 'on the same data stayed up', here: 'one other, on the same core and the same database' },
  ],
  timeline: [
    { at: 0, clock: '07:30', what: 'an ordinary morning' },
    { at: 0.2, clock: '08:00', what: '1.4 M visits a minute at one entry point' },
    { at: 0.62, clock: '09:25', what: 'it is back after 85 minutes' },
  ],
  seconds: 40, // fourteen of them after the storm: the ladder leaves the rung that a long one leads to only after a while
  demand: {
    passes: [
      [0, 0.3],
      [0.2, 0.3],
      [0.24, 8],
      [0.62, 8],
      [0.65, 0.3],
    ],
    history: [
      [0, 0.1],
      [0.2, 0.1],
      [0.24, 4],
      [0.62, 4],
      [0.65, 0.1],
    ],
    sync: [[0, 0.1]],
    dashboard: [[0, 0.04]],
  },
  secondServers: [{ name: 'the other entry point', kinds: ['sync', 'upload', 'dashboard', 'static'] }],
  stretches: { before: [0.02, 0.19], storm: [0.24, 0.62], after: [0.9, 0.98] },
  bars: (played) => [
    displayHolds(played),
    classServed(played, 'storm', 'critical_plus', 'batches of samplers taken at the other entry point', 0.999),
    classServed(played, 'storm', 'sheddable', 'dashboards answered at the other entry point', 0.99),
    classServed(played, 'storm', 'static', 'files handed out at the other entry point', 0.999),
    clientsArePatient(played),
    classServed(played, 'after', 'critical', 'passes refreshed at the first, after the storm', 0.99),
  ],
}
