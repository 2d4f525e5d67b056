/** The journey of places: reading them, adding a site with its street, a laboratory, a venue. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function placesJourney(city: () => City): void {
  it('lets an administrator add a site, a laboratory and a venue', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'admin')
    await open('/places')
    await page.getByRole('button', { name: 'New sampling site' }).click()
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Choose the street.').waitFor()
    await page.getByRole('dialog').getByLabel('Name').fill('Journey site')
    await page.getByPlaceholder('Choose the street').fill('小寨路')
    await page.getByRole('option', { name: '小寨路街道' }).first().click()
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('cell', { name: 'Journey site' }).waitFor()
    expect(await page.getByRole('row', { name: /Journey site/ }).innerText()).toContain('雁塔区 · 小寨路街道')

    await page.getByRole('tab', { name: 'Laboratories' }).click()
    await page.getByRole('button', { name: 'New laboratory' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Journey laboratory')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('cell', { name: 'Journey laboratory' }).waitFor()

    await page.getByRole('tab', { name: 'Venues' }).click()
    await page.getByLabel('Filter by name or street').fill('no such venue')
    await page.getByText('Nothing matches').waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('shows places without the buttons to those who may only read them', async () => {
    const { page, open, close } = await openDesk(city(), 'auditor')
    await open('/places')
    await page.getByRole('table', { name: 'Sampling sites' }).waitFor()
    expect(await page.getByRole('button', { name: /^New / }).count()).toBe(0)
    await close()
  })
}
