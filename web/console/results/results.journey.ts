/** The journey of results: a file with faults, tried and handed in; released by a second person; corrected. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { registerResident } from '../testing/device-calls.ts'
import { signInStaff } from '../testing/staff-calls.ts'

const resident = { name: '李雷', number: '610102199001011231', phone: '13912345679' }
const tube = 'JOURNEY-0001'

export function resultsJourney(city: () => City): void {
  it('takes a file from the trial to the release by a second person', async () => {
    const { sampledAt, testedAt } = await takeSample(city())
    const csv = `tube_code,outcome,tested_at\n${tube},negative,${testedAt}\nNO-SUCH-TUBE,negative,${testedAt}\n${tube}X,maybe,${sampledAt}\n`
    const laboratory = await openDesk(city(), 'both')
    const { page } = laboratory
    await laboratory.open('/results/upload')
    await page
      .getByRole('combobox', { name: 'Laboratory' })
      .or(page.getByRole('textbox', { name: 'Laboratory' }))
      .click()
    await page.getByRole('option').first().click()
    await page.locator('input[type=file]').setInputFiles({ name: 'journey.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    const faults = page.getByRole('table', { name: 'Wrong rows' })
    await faults.waitFor()
    expect(await faults.getByRole('row').nth(1).innerText()).toMatch(/3\s+tube_code\s+NO-SUCH-TUBE\s+No such tube has been registered/)
    expect(await faults.innerText()).toContain('The outcome must be negative, positive or invalid')

    await page.getByLabel('Take all or nothing').check()
    expect(await page.getByRole('button', { name: 'Hand in 1 result' }).isDisabled()).toBe(true)
    await page.getByLabel('Keep the good rows').check()
    await page.getByRole('button', { name: 'Hand in 1 result' }).click()
    await page.getByText('1 result awaits release by a second person.').waitFor()
    const [errors] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the wrong rows' }).click(),
    ])
    expect(errors.suggestedFilename()).toBe('evergate-wrong-rows.csv')
    await page.getByRole('link', { name: 'Open the batch' }).click()
    await page.getByText('You uploaded this batch; a second person has to release it.').waitFor()
    expect(await page.getByRole('button', { name: 'Release' }).isDisabled()).toBe(true)
    const batchPath = new URL(page.url()).pathname.replace('/console', '')

    const releaser = await openDesk(city(), 'releaser')
    await releaser.open('/results/batches')
    await releaser.page.getByRole('table').getByRole('link').first().waitFor()
    await releaser.open(batchPath)
    await releaser.page.getByRole('cell', { name: tube }).waitFor()
    await releaser.page.getByRole('button', { name: 'Release' }).click()
    await releaser.page.getByRole('dialog').getByText('Releases 1 result, 0 positive and 0 invalid').waitFor()
    await releaser.page.getByRole('dialog').getByRole('button', { name: 'Release' }).click()
    await releaser.page.getByText('Released. Codes are being renewed.').waitFor()
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
    const { page } = laboratory
    await laboratory.open('/results/upload')
    await page
      .getByRole('combobox', { name: 'Laboratory' })
      .or(page.getByRole('textbox', { name: 'Laboratory' }))
      .click()
    await page.getByRole('option').first().click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('tube,outcome,tested_at\n') })
    await page.getByText(/The header is wrong. Missing: tube_code; unknown: tube/).waitFor()
    await laboratory.close()
  })
}

/** A registered resident with a sample, and somebody who may both upload and release. */
async function takeSample({ server }: City): Promise<{ sampledAt: string; testedAt: string }> {
  await registerResident(server, resident)
  const admin = await signInStaff(server, 'admin')
  const organisations = await admin.call('GET', '/v1/staff/organisations')
  const both = {
    username: 'both',
    displayName: 'Both',
    roles: ['laboratory', 'releaser'],
    organisationId: organisations.body.organisations[0].organisationId,
  }
  const created = await admin.call('POST', '/v1/staff/accounts', both)
  await signInStaff(server, 'both', created.body.oneTimePassword)
  const sampler = await signInStaff(server, 'sampler')
  const sites = await sampler.call('GET', '/v1/sites')
  const sampledAt = new Date(Date.now() - 2 * 3_600_000).toISOString()
  const sample = {
    sampleId: crypto.randomUUID(),
    tubeCode: tube,
    siteId: sites.body.sites[0].siteId,
    sampledAt,
    subject: { document: { kind: 'resident_id', number: resident.number } },
  }
  const registered = await sampler.call('POST', '/v1/samples', sample)
  expect(registered.status, JSON.stringify(registered.body)).toBeLessThan(300)
  return { sampledAt, testedAt: new Date(Date.now() - 3_600_000).toISOString() }
}
