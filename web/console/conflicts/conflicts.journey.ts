/** The journey of a conflict: found by its kind, understood, settled with a note; what was settled can be read afterwards. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { poolTube, secondTube } from '../testing/testing-day.ts'

export function conflictsJourney(city: () => City): void {
  it('lets a person decide which of two swabs counts, and asks how they found out', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/conflicts')
    await page.getByRole('link', { name: 'One person in two tubes' }).click()
    await page.getByText('Somebody else may have shown this code').waitFor()
    await page.getByText('the swabs are tested and reported as usual').waitFor()
    const swabs = page.getByRole('table', { name: 'The swabs behind it' })
    for (const tube of [poolTube, secondTube]) await swabs.getByText(tube).waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain('王小明')

    await page.getByLabel('Some swabs do not count').check()
    await page.getByRole('button', { name: 'Settle it' }).click()
    await page.getByText('Choose the swabs that do not count.').waitFor()
    await page.getByText('Say how you found out, in at least 3 characters.').waitFor()
    await page.getByRole('checkbox', { name: new RegExp(secondTube) }).check()
    await page.getByLabel('Note').fill('Rang the desk: scanned twice by mistake')
    await page.getByRole('button', { name: 'Settle it' }).click()
    await page.getByText('Rang the desk: scanned twice by mistake').waitFor()
    await expect.poll(() => swabs.getByRole('row', { name: new RegExp(secondTube) }).innerText()).toContain('no')

    await page.getByRole('link', { name: 'Back to the conflicts' }).click()
    await page.getByText('Resolved', { exact: true }).click()
    await page.getByRole('row', { name: /One person in two tubes.*Some swabs do not count/ }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('shows by kind, and says so where there is none', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    await open('/conflicts')
    await page.getByPlaceholder('All kinds').fill('clock')
    await page.getByRole('option', { name: 'A desk’s clock is wrong' }).click()
    await page.getByText('There is none of this kind').waitFor()
    await close()
  })
}
