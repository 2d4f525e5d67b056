/** The journey of load and ladder: a commander fixes a rung, everybody reads what that means, and it is ended. */
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { signInStaff } from '../testing/staff-calls.ts'

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status

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

  it('opens on the highest rung, and ends it there', async () => {
    const { page, open, close, staff } = await openDesk(city(), 'commander')
    const until = new Date(now() + 600_000).toISOString()
    const reason = 'Devices on their own for a while'
    const ordered = await staff!.call('PUT', '/v1/situation/rung', { rung: 5, reason, until })
    expect(ordered.status, JSON.stringify(ordered.body)).toBeLessThan(300)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(503)
    await open('/load')
    await page.getByRole('button', { name: 'End it' }).click({ timeout: 8_000 })
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
    await page.getByText('chosen by the figures').waitFor()
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 15_000 }).toBe(200)
    await close()
  })

  it('lets a laboratory hand in and release on the rungs that say so, and asks once what is refused, however often somebody presses', async () => {
    const commander = await signInStaff(city().server, 'commander')
    const order = (rung: number) =>
      commander.call('PUT', '/v1/situation/rung', {
        rung,
        reason: 'Samples and results only',
        until: new Date(now() + 600_000).toISOString(),
      })
    expect((await order(4)).status).toBe(204)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(503)
    const laboratory = await openDesk(city(), 'laboratory')
    await laboratory.open('/results/upload')
    await laboratory.page.getByLabel('If rows are wrong').or(laboratory.page.getByText('If rows are wrong')).first().waitFor()
    await laboratory.close()
    expect((await order(3)).status).toBe(204)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(200)
    const releaser = await openDesk(city(), 'releaser')
    await releaser.open('/results/batches')
    await releaser.page.getByText('Nothing awaits release').or(releaser.page.getByRole('table')).first().waitFor()
    await releaser.open('/results/waiting')
    for (let press = 0; press < 5; press += 1) await releaser.page.getByRole('button', { name: 'Try again' }).click()
    await releaser.page.getByText('The server is busy').waitFor()
    await releaser.close()
    expect((await commander.call('DELETE', '/v1/situation/rung')).status).toBe(204)
  })

  it('shows an administrator the same, without the buttons', async () => {
    const { page, open, close } = await openDesk(city(), 'admin')
    await open('/load')
    await page.getByText('chosen by the figures').waitFor()
    expect(await page.getByRole('button', { name: 'Fix the rung' }).count()).toBe(0)
    await close()
  })
}
