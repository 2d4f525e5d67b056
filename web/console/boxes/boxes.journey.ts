/** The journey of a box: received, its tubes entered with a scanner gun through a network that fails, closed with one missing. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { boxCode, findLaboratory, poolTube, secondTube, siteName } from '../testing/testing-day.ts'

export function boxesJourney(city: () => City): void {
  it('receives a box, keeps every scan, names what is missing and what is not of the box', async () => {
    const laboratory = await findLaboratory(city().server)
    const { page, context, open, close, complaints } = await openDesk(city(), 'laboratory')
    await open('/boxes')
    await page.getByRole('table', { name: 'Boxes' }).getByText(boxCode).waitFor()
    await chooseLaboratory(page, laboratory.name)
    await page.getByLabel('Box code').fill('x')
    await page.getByRole('button', { name: 'Receive', exact: true }).click()
    await page.getByText('A box code is 6 to 24 capital letters, digits or hyphens.').waitFor()
    await page.getByLabel('Box code').fill(boxCode.toLowerCase())
    await page.getByLabel('Box code').press('Enter')
    await page.getByRole('heading', { name: `Box ${boxCode}` }).waitFor()
    expect(await page.getByRole('main').innerText()).toContain(siteName)
    await page.getByText('0 of 2 tubes').waitFor()

    await page.getByLabel('Count the swabs of every tube too').check()
    await scan(page, poolTube)
    await page.getByLabel(`Swabs in ${poolTube}`).fill('3')
    await page.getByLabel(`Swabs in ${poolTube}`).press('Enter')
    await page.getByText(`${poolTube} entered`).waitFor()
    expect(await page.getByLabel('Tube code').evaluate((input) => input === document.activeElement)).toBe(true)
    await page.reload()
    await chooseLaboratory(page, laboratory.name)
    await page.getByLabel('Box code').fill(boxCode)
    await page.getByLabel('Box code').press('Enter')
    await page.getByText('This box was received before. You can go on with it.').waitFor()
    await page.getByText('1 of 2 tubes').waitFor()
    await scan(page, poolTube)
    await page.getByText(`${poolTube} has been entered already`).waitFor()

    await context.setOffline(true)
    await scan(page, 'JRN-OTHER-9')
    await page.getByText('JRN-OTHER-9 was not entered; try again').waitFor()
    expect(await page.getByRole('button', { name: 'The box is empty' }).isDisabled()).toBe(true)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Try these again' }).click()
    await page.getByText('JRN-OTHER-9 entered; no desk has told of this tube yet').waitFor()
    const tubes = page.getByRole('table', { name: 'Tubes of this box' })
    expect(await tubes.innerText()).toMatch(/JRN-OTHER-9\s+Not of this box[\s\S]*JRN-POOL-02\s+Not scanned[\s\S]*JRN-POOL-01\s+Here/)
    await finish(page)
    expect(complaints).toEqual([])
    await close()
  })
}

async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'The box is empty' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 tube has not been scanned.').waitFor()
  await dialog.getByRole('button', { name: 'The box is empty' }).click()
  await page.getByText('Done; 1 tube is missing:').waitFor()
  await page.getByRole('button', { name: 'Next box' }).click()
  const disagreements = page.getByRole('table', { name: 'Tubes about which desk and laboratory disagree' })
  await expect
    .poll(
      async () => {
        await page.reload()
        await disagreements.waitFor()
        return disagreements.innerText()
      },
      { timeout: 30_000 },
    )
    .toContain(secondTube)
  expect(await disagreements.innerText()).toContain('Missing: the desk put it into the box')
}

async function scan(page: Page, text: string): Promise<void> {
  await page.getByLabel('Tube code').fill(text)
  await page.getByLabel('Tube code').press('Enter')
}

async function chooseLaboratory(page: Page, name: string): Promise<void> {
  await page
    .getByRole('combobox', { name: 'Laboratory' })
    .or(page.getByRole('textbox', { name: 'Laboratory' }))
    .click()
  await page.getByRole('option', { name }).click()
}
