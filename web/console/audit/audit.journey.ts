/** The journey of the audit trail: the look-up made before is there with its purpose, and the filter finds it. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function auditJourney(city: () => City): void {
  it('shows who looked a resident up and why, and filters by action', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'auditor')
    await open('/audit')
    const trail = page.getByRole('table', { name: 'Audit' })
    await trail.waitFor()
    await page
      .getByRole('combobox', { name: 'Filter by action' })
      .or(page.getByRole('textbox', { name: 'Filter by action' }))
      .fill('residents.look_up')
    await trail.getByRole('row').filter({ hasText: 'Resident asks at the street office' }).first().waitFor()
    await expect.poll(async () => new Set(await trail.locator('td[data-names]').allTextContents())).toEqual(new Set(['residents.look_up']))
    expect(complaints).toEqual([])
    await close()
  })
}
