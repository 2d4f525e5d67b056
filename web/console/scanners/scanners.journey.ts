/** The journey of a scanner device: a code that really enrols one, the device in the list, its revocation. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { createDeviceKey, postWithProof } from '../testing/device-calls.ts'

export function scannersJourney(city: () => City): void {
  it('shows a code as text and QR that enrols a device, and revokes it', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/scanners')
    await page.getByRole('button', { name: 'Enrol a device' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Label').fill('Journey gate')
    await dialog.getByLabel('Sampling', { exact: true }).check()
    await dialog.getByRole('button', { name: 'Create the code' }).click()
    await dialog.getByText('Sampling needs a site.').waitFor()
    await dialog.getByLabel('Sampling', { exact: true }).uncheck()
    await dialog.getByRole('button', { name: 'Create the code' }).click()
    const code = await dialog.getByLabel('Enrolment code', { exact: true }).innerText()
    expect(code).toMatch(/^EGE-\w{4}-\w{4}-\w{4}\.[0-9a-f]{16}$/)
    await dialog.getByRole('img', { name: 'QR of the enrolment code' }).waitFor()

    const key = await createDeviceKey()
    await postWithProof(city().server, key, '/v1/scanners', { code, deviceKey: key.publicJwk })
    await dialog.getByRole('button', { name: 'Done' }).click()
    const row = page.getByRole('row', { name: /Journey gate/ })
    await row.getByText('Active').waitFor()
    await row.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await row.getByText('Revoked').waitFor()
    expect(complaints).toEqual([])
    await close()
  })
}
