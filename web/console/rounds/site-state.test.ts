// Goal: the map calls a site what a commander would call it, and never alarms on old or missing figures.
// Method: one site, halfway through a round of ten hours, changed in one respect at a time.
import { describe, expect, it } from 'vitest'
import type { SiteProgress } from './progress.query.ts'
import { byUrgency, elapsedShare, signRadius, siteShapes, siteStateOf, siteStates, viewOf } from './site-state.ts'

const course = { startsAt: '2021-12-27T04:00:00.000Z', endsAt: '2021-12-27T14:00:00.000Z' }
const halfway = Date.parse('2021-12-27T09:00:00.000Z')
const site: SiteProgress = {
  siteId: 'a',
  name: 'A',
  streetCode: '610113001',
  mapX: 500,
  mapY: 500,
  desks: 2,
  expected: 1000,
  sampled: 500,
  lastHour: 100,
  queuePeople: 30,
  queueSeenAt: '2021-12-27T08:50:00.000Z',
  devicesSilent: 0,
}

describe('siteStateOf', () => {
  it.each<[string, Partial<SiteProgress>, string]>([
    ['even with the clock', {}, 'on_course'],
    ['a tenth behind is still on course', { sampled: 400 }, 'on_course'],
    ['more than a tenth behind', { sampled: 399 }, 'behind'],
    ['nobody sampled by half-time', { sampled: 0 }, 'behind'],
    ['everybody sampled', { sampled: 1000 }, 'done'],
    ['more than fifteen waiting for each desk', { queuePeople: 31 }, 'queue'],
    ['a long queue seen an hour ago', { queuePeople: 300, queueSeenAt: '2021-12-27T08:00:00.000Z' }, 'on_course'],
    ['nobody has counted the queue', { queuePeople: null, queueSeenAt: null }, 'on_course'],
    ['a silent device before everything else', { devicesSilent: 1, queuePeople: 300, sampled: 1000 }, 'silent'],
    ['nobody lives here', { expected: 0, sampled: 0 }, 'waiting'],
  ])('%s', (_words, changes, state) => {
    expect(siteStateOf({ ...site, ...changes }, course, halfway)).toBe(state)
  })

  it('waits for the round to begin', () => {
    expect(siteStateOf({ ...site, sampled: 0 }, course, Date.parse(course.startsAt) - 1)).toBe('waiting')
  })
})

it('keeps the share of time between nothing and all', () => {
  expect([elapsedShare(course, 0), elapsedShare(course, halfway), elapsedShare(course, 1e15)]).toEqual([0, 0.5, 1])
})

it('draws no two states alike', () => {
  expect(new Set(Object.values(siteShapes)).size).toBe(siteStates.length)
})

it('draws signs whose area grows with the residents', () => {
  expect([signRadius(0, 1000), signRadius(250, 1000), signRadius(1000, 1000), signRadius(5, 0)]).toEqual([11, 19.5, 28, 11])
})

it('shows the part of the map where the sites are, and not less than a neighbourhood', () => {
  expect(
    viewOf([
      { mapX: 0, mapY: 0 },
      { mapX: 1000, mapY: 500 },
    ]),
  ).toEqual({ left: -100, top: -350, side: 1200 })
  expect(viewOf([{ mapX: 500, mapY: 400 }])).toEqual({ left: 350, top: 250, side: 300 })
})

it('puts first what wants a look, then the larger', () => {
  const sites = [
    { ...site, name: 'small', expected: 500, sampled: 250 },
    { ...site, name: 'large' },
    { ...site, name: 'silent', devicesSilent: 2 },
  ]
  expect(sites.sort(byUrgency(course, halfway)).map(({ name }) => name)).toEqual(['silent', 'large', 'small'])
})
