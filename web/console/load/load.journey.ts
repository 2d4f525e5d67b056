/** The journey of load and ladder: a commander fixes a rung, everybody reads what that means, and it is ended. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function loadJourney(city: () => City): void {
  it('fixes the rung with a reason, says above every page what works, and ends it', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/load')
    await page.getByText('chosen by the figures').waitFor()
    await page.getByRole('button', { name: 'Fix the rung' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Rung').selectOption('1')
    await dialog.getByRole('button', { name: 'Fix the rung' }).click()
    await dialog.getByText('Say why').waitFor()
    await dialog.getByLabel('Reason').fill('The result load comes first')
    await dialog.getByRole('button', { name: 'Fix the rung' }).click()
    await page.getByText(/A commander fixed rung 1/).waitFor()
    await page.getByText('dashboards, reports and exports are paused').waitFor()
    expect(await page.getByRole('listitem').and(page.locator('[aria-current=step]')).innerText()).toContain('No dashboards')
    await page.getByRole('button', { name: 'End it' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
    await page.getByText('chosen by the figures').waitFor()
    expect(await page.getByRole('table', { name: 'Past orders' }).innerText()).toContain('The result load comes first')
    await page.locator('[data-rung]').waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await close()
  })

  it('shows an administrator the same, without the buttons', async () => {
    const { page, open, close } = await openDesk(city(), 'admin')
    await open('/load')
    await page.getByText('chosen by the figures').waitFor()
    expect(await page.getByRole('button', { name: 'Fix the rung' }).count()).toBe(0)
    await close()
  })
}
