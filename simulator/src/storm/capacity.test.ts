/** How capacity is found, on servers made of arithmetic: what they can do is known. */
import { describe, expect, it } from 'vitest'
import { type CapacityStep, findCapacity } from './capacity.ts'

const stepSeconds = 4

/** Serves so much a second at most, as much as it can by then; `canDo` is asked with the requests served so far. */
function serverThat(canDo: (servedSoFar: number) => number) {
  let servedSoFar = 0
  return async (offeredPerSecond: number, times: number): Promise<CapacityStep> => {
    const goodputPerSecond = Math.min(offeredPerSecond, canDo(servedSoFar))
    servedSoFar += goodputPerSecond * times * stepSeconds
    return { offeredPerSecond, goodputPerSecond, success: goodputPerSecond / offeredPerSecond, behind: false }
  }
}

describe('capacity', () => {
  it('is what a server can do', async () => {
    for (const perSecond of [25, 60, 300, 4_000]) {
      const found = await findCapacity(
        serverThat(() => perSecond),
        60,
      )
      expect(found / perSecond).toBeGreaterThan(0.95)
      expect(found).toBeLessThanOrEqual(perSecond)
    }
  })

  it('is what it can do when it has compiled what it runs', async () => {
    const found = await findCapacity(
      serverThat((soFar) => 300 - 150 * Math.exp(-soFar / 4_000)),
      60,
    )
    expect(found).toBeGreaterThan(0.9 * 300)
  })

  it('is not what one lucky step served', async () => {
    let steps = 0
    const found = await findCapacity(
      serverThat(() => (++steps % 7 === 0 ? 390 : 300)),
      60,
    )
    expect(found).toBeLessThanOrEqual(300)
    expect(found).toBeGreaterThan(0.9 * 300)
  })
})
