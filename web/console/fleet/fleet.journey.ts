/** The journey of the fleet: a device whose records are missing stands first, and administrators see what was refused. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { deskLabel } from '../testing/testing-day.ts'

export function fleetJourney(city: () => City): void {
  it('puts the device with missing records first, and shows refused records without the resident', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'admin')
    await open('/devices')
    await page.getByText('1 device wants a look').waitFor()
    const first = page.getByRole('table', { name: 'Devices' }).getByRole('row').nth(1)
    expect(await first.innerText()).toMatch(new RegExp(`${deskLabel}[\\s\\S]*Records missing[\\s\\S]*1\\.0\\.0`))
    await page.getByLabel('Filter by device or site').fill('no such device')
    await page.getByText('No device matches').waitFor()
    await page.getByText('Refused records', { exact: true }).click()
    const refused = page.getByRole('table', { name: 'Refused records' })
    await refused.getByText('A record that cannot be read').waitFor()
    expect(await refused.innerText()).toContain(deskLabel)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows a commander the devices alone', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    await open('/devices')
    await page.getByRole('table', { name: 'Devices' }).waitFor()
    expect(await page.getByText('Refused records').count()).toBe(0)
    await close()
  })
}
