/** The journey of a recall: a positive pool is released, its members stand on the list of their street, the list is printed whole. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { signInStaff } from '../testing/staff-calls.ts'
import { people, poolTube, resultsCsv, uploadResults } from '../testing/testing-day.ts'

export function recallsJourney(city: () => City): void {
  it('lists the members of a positive pool by street, masked, and prints them without the rest of the screen', async () => {
    const { server } = city()
    const batchId = await uploadResults(server, resultsCsv([poolTube], 'positive'))
    const releaser = await signInStaff(server, 'releaser')
    const released = await releaser.call('POST', `/v1/results/batches/${batchId}/release`, { confirmed: [] })
    expect(released.status, JSON.stringify(released.body)).toBeLessThan(300)

    const { page, open, close, complaints } = await openDesk(city(), 'community')
    await page.addInitScript(() => {
      window.print = () => {
        document.title = 'printed'
      }
    })
    await open('/recalls')
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Refresh' }).click()
          return page.getByRole('main').innerText()
        },
        { timeout: 30_000 },
      )
      .toContain('雁塔区 · 小寨路街道')
    const street = page.getByRole('table', { name: '雁塔区 · 小寨路街道' })
    await expect.poll(() => street.getByRole('row').count()).toBe(people.length + 1)
    expect(await street.innerText()).toContain(poolTube)
    for (const { name } of people) expect(await page.getByRole('main').innerText()).not.toContain(name)

    await page.getByRole('button', { name: 'Print the list' }).click()
    await expect.poll(() => page.title()).toBe('printed')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Print the list' }).isVisible()).toBe(false)
    expect(await street.isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })
}
