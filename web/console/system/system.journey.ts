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

  it('does not go on saying that everything is in order while nothing is heard', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    await page.clock.install()
    const healthy = { version: '1', startedAt: '2021-12-27T00:00:00.000Z', uptimeSeconds: 60, outbox: [], loops: [], tables: [] }
    const body = JSON.stringify({ ...healthy, database: { ok: true, sizeBytes: 1, pools: [] } })
    await page.route('**/v1/system', (route) => route.fulfill({ contentType: 'application/json', body }))
    await open('/system')
    await page.getByText('Everything is in order').waitFor()
    await page.route('**/v1/system', (route) => route.abort())
    await page.clock.runFor(60_000)
    await page.getByText('When last heard, everything was in order').waitFor()
    expect(await page.getByText('Everything is in order').count()).toBe(0)
    await close()
  })
}
