/** The journey of accounts: creating one, its password shown once, changing roles, disabling. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { signInStaff } from '../testing/staff-calls.ts'

export function accountsJourney(city: () => City): void {
  it('creates an account whose one-time password is shown once and works', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'admin')
    await open('/accounts')
    await page.getByRole('button', { name: 'New account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.getByText('Choose at least one role.').waitFor()
    await dialog.getByLabel('Name', { exact: true }).fill('Journey Tracer')
    await dialog.getByLabel('User name').fill('journey.tracer')
    await dialog
      .getByRole('combobox', { name: 'Organisation' })
      .or(dialog.getByRole('textbox', { name: 'Organisation' }))
      .click()
    await page.getByRole('option').first().click()
    await dialog.getByLabel('Contact tracer').check()
    await dialog.getByRole('button', { name: 'Create' }).click()
    const password = await page.getByRole('dialog').getByLabel('One-time password').innerText()
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()
    const row = page.getByRole('row', { name: /Journey Tracer/ })
    await row.waitFor()
    expect(await page.content()).not.toContain(password)
    const tracer = await signInStaff(city().server, 'journey.tracer', password)
    expect((await tracer.call('GET', '/v1/staff/me')).body.account.roles).toEqual(['tracer'])

    await row.getByRole('button', { name: 'Actions' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await row.getByText('Disabled').waitFor()
    expect((await tracer.call('GET', '/v1/staff/me')).status).toBe(401)
    expect(complaints).toEqual([])
    await close()
  })

  it('adds an organisation and refuses its name a second time', async () => {
    const { page, open, close } = await openDesk(city(), 'admin')
    await open('/accounts')
    await page.getByRole('tab', { name: 'Organisations' }).click()
    for (const words of ['Journey office', 'Journey office']) {
      await page.getByLabel('New organisation').fill(words)
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('cell', { name: 'Journey office' }).waitFor()
    }
    await page.getByText('There is an organisation of this name.').waitFor()
    await close()
  })
}
