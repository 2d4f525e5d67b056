/** The journey of results: a file with faults, tried and handed in; released by a second person; corrected. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { takeSample } from '../testing/take-sample.ts'

const resident = { name: '李雷', number: '610102199001011231', phone: '13912345679' }
const tube = 'JOURNEY-0001'

export function resultsJourney(city: () => City): void {
  it('takes a file from the trial to the release by a second person', async () => {
    const { sampledAt, testedAt } = await takeSample(city().server, resident, tube)
    const laboratory = await openDesk(city(), 'both')
    await laboratory.open('/results/upload')
    await chooseFile(
      laboratory.page,
      `tube_code,outcome,tested_at\n${tube},negative,${testedAt}\nNO!,negative,${testedAt}\n${tube}X,maybe,${sampledAt}\n`,
    )
    await readFaults(laboratory.page)
    const batchPath = await handIn(laboratory.page)
    const releaser = await openDesk(city(), 'releaser')
    await releaser.open('/results/batches')
    await releaser.page.getByRole('table').getByRole('link').first().waitFor()
    await releaser.open(batchPath)
    await release(releaser.page)
    expect([...laboratory.complaints, ...releaser.complaints]).toEqual([])
    await laboratory.close()
    await releaser.close()
  })

  it('hands in a correction, which a second person may reject with a reason', async () => {
    const laboratory = await openDesk(city(), 'both')
    await laboratory.open('/results/correction')
    await laboratory.page.getByLabel('Tube code').fill(tube.toLowerCase())
    await laboratory.page.getByRole('button', { name: 'Hand in the correction' }).click()
    await laboratory.page.getByText('Choose the outcome.').waitFor()
    await laboratory.page.getByLabel('Invalid').check()
    await laboratory.page.getByLabel('Reason').fill('Sample number copied wrongly, raw data checked')
    await laboratory.page.getByRole('button', { name: 'Hand in the correction' }).click()
    await laboratory.page.getByText('The correction awaits release by a second person.').waitFor()
    await laboratory.page.getByRole('link', { name: 'Open the batch' }).click()
    await laboratory.page.getByRole('heading', { name: /^Correction/ }).waitFor()
    const batchPath = new URL(laboratory.page.url()).pathname.replace('/console', '')

    const releaser = await openDesk(city(), 'releaser')
    await releaser.open(batchPath)
    await releaser.page.getByRole('button', { name: 'Reject' }).click()
    await releaser.page.getByLabel('Reason').fill('The first result was right')
    await releaser.page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
    await releaser.page.getByText('Rejected').first().waitFor()
    await laboratory.close()
    await releaser.close()
  })

  it('refuses a file whose header is wrong, and says which column', async () => {
    const laboratory = await openDesk(city(), 'laboratory')
    await laboratory.open('/results/upload')
    await chooseLaboratory(laboratory.page)
    await dropFile(laboratory.page, 'tube,outcome,tested_at\n')
    await laboratory.page.getByText('The header is wrong. Missing: tube_code; unknown: tube.').waitFor()
    await laboratory.close()
  })
}

async function chooseLaboratory(page: Page): Promise<void> {
  await page
    .getByRole('combobox', { name: 'Laboratory' })
    .or(page.getByRole('textbox', { name: 'Laboratory' }))
    .click()
  await page.getByRole('option').first().click()
}

async function chooseFile(page: Page, csv: string): Promise<void> {
  await chooseLaboratory(page)
  await page.locator('input[type=file]').setInputFiles({ name: 'journey.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
}

async function dropFile(page: Page, csv: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((text) => {
    const dragged = new DataTransfer()
    dragged.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }))
    return dragged
  }, csv)
  await page.dispatchEvent('[data-over]', 'drop', { dataTransfer })
}

async function readFaults(page: Page): Promise<void> {
  const faults = page.getByRole('table', { name: 'Wrong rows' })
  await faults.waitFor()
  expect(await faults.getByRole('row').nth(1).innerText()).toMatch(/3\s+tube_code\s+NO!\s+This is no tube code/)
  expect(await faults.innerText()).toContain('The outcome must be negative, positive or invalid')
}

/** Sees that "all or nothing" holds the file back, hands its good row in, and finds that the uploader may not release it. Returns the batch's path. */
async function handIn(page: Page): Promise<string> {
  await page.getByLabel('Take all or nothing').check()
  expect(await page.getByRole('button', { name: 'Hand in 1 result' }).isDisabled()).toBe(true)
  await page.getByLabel('Keep the good rows').check()
  await page.getByRole('button', { name: 'Hand in 1 result' }).click()
  await page.getByText('1 result awaits release by a second person.').waitFor()
  const [errors] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the wrong rows' }).click()])
  expect(errors.suggestedFilename()).toBe('evergate-wrong-rows.csv')
  await page.getByRole('link', { name: 'Open the batch' }).click()
  await page.getByText('You uploaded this batch; a second person has to release it.').waitFor()
  expect(await page.getByRole('button', { name: 'Release' }).isDisabled()).toBe(true)
  return new URL(page.url()).pathname.replace('/console', '')
}

async function release(page: Page): Promise<void> {
  await page.getByRole('cell', { name: tube }).waitFor()
  await page.getByRole('button', { name: 'Release' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Releases 1 result, 0 positive and 0 invalid').waitFor()
  await dialog.getByRole('button', { name: 'Release' }).click()
  await page.getByText('Released. Codes are being renewed.').waitFor()
}
