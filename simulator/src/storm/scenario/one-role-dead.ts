/**
 * Planes as processes: control is killed, then decision. Intake and files must not notice.
 */

import type { Scenario } from './scenario.ts'
import { classServed, displayHolds } from './usual-bars.ts'

export const oneRoleDead: Scenario = {
  name: 'one-role-dead',
  title: 'One plane dies',
  happened: 'Xi’an, December 2021: display and test results were one system and fell together.',
  here: 'Intake, control and decision are processes of their own on one database. Control is killed, then decision; samplers and phones work on.',
  sources: [{ figure: 'one system', meaning: 'for display and results', here: 'three processes, of which any may be gone' }],
  timeline: [
    { at: 0.3, clock: 'Mon 07:40', what: 'there: display falls, and takes results with it' },
    { at: 0.6, clock: 'Tue 21st', what: 'there: relapse' },
  ],
  seconds: 25,
  demand: { sync: [[0, 0.1]], passes: [[0, 0.4]], dashboard: [[0, 0.06]] },
  deeds: [
    { at: 0.3, act: 'kill-control', what: 'SIGKILL to the process of the control plane' },
    { at: 0.6, act: 'kill-decision', what: 'SIGKILL to the process of the decision plane' },
  ],
  roles: 'static,intake',
  secondServers: [
    { name: 'control', kinds: ['dashboard'], roles: 'control' },
    { name: 'decision', kinds: [], roles: 'decision' },
  ],
  stretches: { 'without control': [0.32, 0.59], 'without decision': [0.62, 0.98] },
  bars: (played) => [
    displayHolds(played),
    classServed(played, 'without control', 'critical_plus', 'batches of samplers taken without control', 0.999),
    classServed(played, 'without control', 'critical', 'passes refreshed without control', 0.999),
    classServed(played, 'without decision', 'critical_plus', 'batches of samplers taken without decision', 0.999),
    classServed(played, 'without decision', 'critical', 'passes refreshed without decision', 0.999),
    classServed(played, 'all', 'static', 'files handed out throughout', 0.999),
  ],
}
