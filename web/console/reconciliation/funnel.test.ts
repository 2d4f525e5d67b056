// Goal: the funnel loses nobody: what is left behind from tube to code adds up to what is missing at the end.
// Method: a hand-made round; a step with more than the one before (a tube received that no desk opened); tubes, of which none is expected.
import { expect, it } from 'vitest'
import { funnelOf, outstanding } from './funnel.ts'

const swabs = { registered: 120, inTube: 98, boxed: 90, received: 90, tested: 70, released: 60, onCode: 60 }
const tubes = { registered: null, inTube: 10, boxed: 9, received: 10, tested: 7, released: 6, onCode: 6 }

it('adds up', () => {
  const left = funnelOf(swabs, tubes).map(({ swabsLeft }) => swabsLeft)
  expect(left).toEqual([null, 22, 8, 0, 20, 10, 0])
  expect(left.slice(2).reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(outstanding(swabs))
})

it('never counts below nothing, and says nothing where nothing can be said', () => {
  expect(funnelOf(swabs, tubes).map(({ tubesLeft }) => tubesLeft)).toEqual([null, null, 1, 0, 3, 1, 0])
})

it('draws an empty round as empty', () => {
  const nothing = { registered: 0, inTube: 0, boxed: 0, received: 0, tested: 0, released: 0, onCode: 0 }
  expect(funnelOf(nothing, nothing).map(({ share }) => share)).toEqual([0, 0, 0, 0, 0, 0, 0])
})
