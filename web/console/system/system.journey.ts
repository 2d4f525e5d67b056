/** The journey of watching the system. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function systemJourney(city: () => City): void {
  it('shows database, outbox, loops and pools as they are', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/system')
    await page.getByRole('table', { name: 'Loops' }).waitFor()
    expect(await page.getByRole('table', { name: 'Loops' }).innerText()).toContain('passes.publish')
    for (const table of ['Outbox', 'Connection pools', 'Rows']) await page.getByRole('table', { name: table }).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toContain('Database')
    expect(complaints).toEqual([])
    await close()
  })
}
