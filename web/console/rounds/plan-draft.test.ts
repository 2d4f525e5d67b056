// Goal: no step lets through what the server would refuse, and the plan sent is the one on the screen.
// Method: a sound draft changed in one respect at a time; areas added in every order.
import { describe, expect, it } from 'vitest'
import { blankPlan, covers, type PlanDraft, planFaults, planOf, withArea } from './plan-draft.ts'

const draft: PlanDraft = {
  ...blankPlan,
  name: ' Third round ',
  startsAt: '2021-12-27T12:00',
  endsAt: '2021-12-28T12:00',
  prefixes: 'xa，B1 ',
  areas: [{ code: '610113', pool: 'ten' }],
  sites: { s1: { desks: 3, opensAt: '08:00', closesAt: '20:00' } },
}

describe('planFaults', () => {
  it('lets a sound draft through every step', () => {
    expect(([1, 2, 3, 4] as const).map((step) => planFaults(draft, step))).toEqual([{}, {}, {}, {}])
  })

  it.each<[1 | 2 | 3, Partial<PlanDraft>, object]>([
    [1, { name: '  ' }, { name: 'nameMissing' }],
    [1, { startsAt: '' }, { startsAt: 'startMissing' }],
    [1, { endsAt: 'soon' }, { endsAt: 'endMissing' }],
    [1, { endsAt: '2021-12-27T12:00' }, { endsAt: 'endBeforeStart' }],
    [1, { graceHours: 73 }, { graceHours: 'graceWrong' }],
    [1, { graceHours: Number.NaN }, { graceHours: 'graceWrong' }],
    [1, { lengthMin: 12, lengthMax: 10 }, { length: 'lengthWrong' }],
    [1, { lengthMax: 25 }, { length: 'lengthWrong' }],
    [2, { areas: [] }, { areas: 'areasMissing' }],
    [2, { areas: [], buildings: [{ streetCode: '610113001', name: '1', residents: 9, pool: 'household' }] }, {}],
    [3, { sites: {} }, { sites: 'sitesMissing' }],
    [3, { sites: { s1: { desks: 0, opensAt: '08:00', closesAt: '20:00' } } }, { sites: 'desksWrong' }],
    [3, { sites: { s1: { desks: 1, opensAt: '20:00', closesAt: '08:00' } } }, {}],
    [3, { sites: { s1: { desks: 1, opensAt: '', closesAt: '08:00' } } }, { sites: 'hoursMissing' }],
  ])('step %i, %j', (step, changes, faults) => {
    expect(planFaults({ ...draft, ...changes }, step)).toEqual(faults)
  })
})

it('sends times as the region’s, prefixes apart and in capitals', () => {
  expect(planOf(draft)).toMatchObject({
    name: 'Third round',
    startsAt: '2021-12-27T04:00:00.000Z',
    endsAt: '2021-12-28T04:00:00.000Z',
    tubeRule: { prefixes: ['XA', 'B1'] },
    sites: [{ siteId: 's1', desks: 3, opensAt: '08:00', closesAt: '20:00' }],
  })
})

describe('areas', () => {
  const street = { code: '610113001', pool: 'single' } as const
  const district = { code: '610113', pool: 'ten' } as const

  it('lets a district take the place of its streets', () => {
    expect(withArea([street, { code: '610104001', pool: 'ten' }], district.code, 'ten').map(({ code }) => code)).toEqual([
      '610104001',
      '610113',
    ])
  })

  it('knows a street of a chosen district as chosen', () => {
    expect(withArea([district], street.code, 'single')).toEqual([district])
    expect([covers([district], street.code), covers([street], '610113002')]).toEqual([true, false])
  })
})
