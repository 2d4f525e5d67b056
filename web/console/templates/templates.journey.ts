/** The journey of a template: foreign columns and words written down, tried on a sample file, put back. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { findLaboratory, poolTube } from '../testing/testing-day.ts'

export function templatesJourney(city: () => City): void {
  it('reads a laboratory’s own export once its columns and words are known', async () => {
    const laboratory = await findLaboratory(city().server)
    const { page, open, close, complaints } = await openDesk(city(), 'laboratory')
    await open('/results/template')
    await page
      .getByRole('combobox', { name: 'Laboratory' })
      .or(page.getByRole('textbox', { name: 'Laboratory' }))
      .click()
    await page.getByRole('option', { name: laboratory.name }).click()
    await page.getByText('The standard columns are in force').waitFor()
    await page.getByLabel('Tube code').fill('样本编号')
    await page.getByLabel('Outcome').fill('样本编号')
    await page.getByRole('button', { name: 'Save the template' }).click()
    await page.getByText('Two columns have one name.').first().waitFor()
    await page.getByLabel('Outcome').fill('结果')
    await page.getByLabel('Time of the test').fill('时间')
    await page.getByLabel('Negative', { exact: true }).fill('未检出, ND')
    await choose(page, 'CSV separator', 'Semicolon')
    await choose(page, 'A time without its zone', 'is city time (UTC+08:00)')
    await page.getByRole('button', { name: 'Save the template' }).click()
    await page.getByText('Version 1 is in force.').waitFor()

    const time = new Date(now() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    await tryFile(page, `样本编号;结果;时间\n${poolTube};nd;${time}\nJRN-FILE-02;未检出;${time}\nJRN-FILE-03;maybe;${time}\n`)
    await page.getByText('export.csv: 2 rows good, 1 wrong').waitFor()
    await page.getByRole('table', { name: 'Wrong rows' }).getByText('maybe').waitFor()

    await page.getByRole('button', { name: 'Put the former template back' }).click()
    await expect.poll(() => page.getByLabel('Tube code').inputValue()).toBe('tube_code')
    await page.getByText('Version 2 is in force.').waitFor()
    expect(complaints).toEqual([])
    await close()
  })
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .click()
  await page.getByRole('option', { name: option }).click()
}

async function tryFile(page: Page, csv: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}
