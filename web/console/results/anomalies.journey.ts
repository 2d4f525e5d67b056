/** The journey of a batch that looks wrong: handed in as JSON, its signs read, released only once each is confirmed; its results wait for their desk. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { findLaboratory } from '../testing/testing-day.ts'

const tubes = Array.from({ length: 12 }, (_, at) => `JRN-ODD-${String(at).padStart(2, '0')}`)

export function anomaliesJourney(city: () => City): void {
  it('holds back a batch of positives from tubes nobody has opened until every sign is confirmed', async () => {
    const laboratory = await openDesk(city(), 'laboratory')
    const batchPath = await handIn(laboratory.page, laboratory.open, (await findLaboratory(city().server)).name)
    const releaser = await openDesk(city(), 'releaser')
    await releaser.open(batchPath)
    const { page } = releaser
    await page.getByText('To be confirmed before the release').waitFor()
    await page.getByRole('button', { name: 'Release' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Every result is the same').waitFor()
    await dialog.getByRole('button', { name: 'Release' }).click()
    await dialog.getByText('Check and tick every sign, or reject the batch.').first().waitFor()
    for (const box of await dialog.getByLabel('I have checked this').all()) await box.check()
    await dialog.getByRole('button', { name: 'Release' }).click()
    await dialog.getByText('Say how, in at least 3 characters.').first().waitFor()
    for (const reason of await dialog.getByLabel('How it was checked').all()) await reason.fill('Rang the head of the laboratory')
    await dialog.getByRole('button', { name: 'Release' }).click()
    await page.getByText('Released. Codes are being renewed.').waitFor()
    await page.getByText('Confirmed at the release').waitFor()
    expect([...laboratory.complaints, ...releaser.complaints]).toEqual([])
    await laboratory.close()
    await releaser.close()
  })

  it('lists results whose desk has not handed in', async () => {
    const { page, open, close } = await openDesk(city(), 'releaser')
    await open('/results/waiting')
    await page.getByRole('cell', { name: tubes[0]! }).waitFor()
    await close()
  })
}

async function handIn(page: Page, open: (path: string) => Promise<void>, laboratoryName: string): Promise<string> {
  const tested_at = new Date(now()).toISOString()
  const rows = tubes.map((tube_code) => ({ tube_code, outcome: 'positive', tested_at }))
  await open('/results/upload')
  await page
    .getByRole('combobox', { name: 'Laboratory' })
    .or(page.getByRole('textbox', { name: 'Laboratory' }))
    .click()
  await page.getByRole('option', { name: laboratoryName }).click()
  const buffer = Buffer.from(JSON.stringify(rows))
  await page.locator('input[type=file]').setInputFiles({ name: 'export.json', mimeType: 'application/json', buffer })
  await page.getByText('Unusual signs: whoever releases it').waitFor()
  await page.getByRole('button', { name: 'Hand in 12 results' }).click()
  await page.getByRole('link', { name: 'Open the batch' }).click()
  await page.getByText('Releasing needs the role “releasing scientist”').waitFor()
  return new URL(page.url()).pathname.replace('/console', '')
}
