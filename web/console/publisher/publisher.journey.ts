/** The journey of watching the publisher: alive with files and ages, and honest when it cannot be asked. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function publisherJourney(city: () => City): void {
  it('shows what is published, and says how old it is once the server cannot be reached', async () => {
    const { page, context, open, close, complaints } = await openDesk(city(), 'auditor')
    await open('/publisher')
    await page.getByText('Publishing', { exact: true }).waitFor()
    const files = page.getByRole('table', { name: 'Files published last' })
    await files.waitFor()
    expect(await files.innerText()).toContain('status/index.cwt')
    await page.getByText(/^Updated \d+ s ago$/).waitFor()

    await context.setOffline(true)
    await page.getByText('This computer is offline').waitFor()
    await page.getByRole('button', { name: 'Update now' }).click()
    await page.getByText(/Could not be renewed; this is how it was \d+ s ago/).waitFor()
    expect(await files.isVisible()).toBe(true)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Update now' }).click()
    await page.getByText(/^Updated \d+ s ago$/).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
}
