/**
 * Goal: a proxy is told to refuse exactly what the server would refuse whole, at once by the ladder, patiently by load, and does not flap.
 * Method: signals stepped over a counted clock.
 */
import { expect, it } from 'vitest'
import { haproxyMap, nginxMap } from './edge-map.ts'
import { createSignals, type EdgeSignal, edgeClassOf, type Standing, stepSignals } from './edge-signals.ts'

const routes = [
  { method: 'GET', path: '/v1/me/passes', load: 'critical', rungMax: 2, access: ['resident'] },
  { method: 'POST', path: '/v1/sync/records', load: 'critical_plus', rungMax: 4, access: ['desk'] },
  { method: 'GET', path: '/v1/region', load: 'critical', rungMax: 3, access: ['anyone'] },
  { method: 'DELETE', path: '/v1/rounds/:roundId/x.csv', load: 'sheddable', access: ['staff'] },
] as const

function hold(signals: readonly EdgeSignal[], standing: Standing, seconds: number): readonly EdgeSignal[] {
  return Array.from({ length: seconds * 4 }).reduce<readonly EdgeSignal[]>((at) => stepSignals(at, standing, 250), signals)
}
const on = (signals: readonly EdgeSignal[]): string[] => signals.filter((signal) => signal.on).map((signal) => signal.name)
const off = createSignals(routes)

it('has a signal for each way a route is refused, and for each rung', () => {
  expect(routes.map(edgeClassOf)).toEqual(['critical-2', 'critical_plus-4', 'critical', 'sheddable'])
  expect(off.map((signal) => signal.name)).toEqual([
    'critical',
    'critical-2',
    'critical_plus',
    'critical_plus-4',
    'sheddable',
    'sheddable_plus',
    'rung-1',
    'rung-2',
    'rung-3',
    'rung-4',
    'rung-5',
  ])
})

it.each([
  [{ level: 1, rung: 1 }, ['sheddable', 'rung-1']],
  [{ level: 2, rung: 3 }, ['critical-2', 'sheddable', 'sheddable_plus', 'rung-1', 'rung-2', 'rung-3']],
  [
    { level: 3, rung: 4 },
    ['critical', 'critical-2', 'critical_plus', 'sheddable', 'sheddable_plus', 'rung-1', 'rung-2', 'rung-3', 'rung-4'],
  ],
] as const)('the ladder’s refusals come at once: %j', (standing, expected) => {
  expect(on(stepSignals(off, standing, 250))).toEqual(expected)
})

it('a class refused for load alone is refused in front after three seconds, and its neighbours are not', () => {
  expect(on(hold(off, { level: 2.4, rung: 0 }, 3.75))).toEqual([])
  expect(on(hold(off, { level: 2.4, rung: 0 }, 4))).toEqual(['sheddable', 'sheddable_plus'])
  expect(on(hold(off, { level: 3.1, rung: 1 }, 4))).toEqual(['critical', 'critical-2', 'sheddable', 'sheddable_plus', 'rung-1'])
})

it('goes off after two calm seconds, and not in between', () => {
  const full = hold(off, { level: 1.2, rung: 0 }, 4)
  const calm = { level: 0, rung: 0 } as const
  expect(on(hold(full, calm, 1))).toEqual(['sheddable'])
  expect(on(hold(hold(hold(full, calm, 1), { level: 1, rung: 0 }, 0.25), calm, 1))).toEqual(['sheddable'])
  expect(on(hold(full, calm, 2))).toEqual([])
})

it('writes the map for both proxies', () => {
  expect(nginxMap(routes)).toContain('"HEAD /v1/me/passes" critical-2;')
  expect(nginxMap(routes)).toContain('"~^(?:DELETE) /v1/rounds/[^/]+/x\\.csv$" sheddable;')
  expect(haproxyMap(routes)).toContain('^(GET|HEAD):/v1/me/passes$ 128:2:own')
  expect(haproxyMap(routes)).toContain('^(GET|HEAD):/v1/region$ 128:3:open')
  expect(haproxyMap(routes)).toContain('^(POST):/v1/sync/records$ 0:4:own')
})
