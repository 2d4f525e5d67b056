/** The journey through a session that ends: by itself in the middle of work, and on purpose with several pages open. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { signInStaff } from '../testing/staff-calls.ts'

export function endedSessionJourney(city: () => City): void {
  it('keeps a page over the end of its session for whoever had it, and for nobody else', async () => {
    const { page, open, close, staff, context } = await openDesk(city(), 'commander')
    const reason = page.getByLabel('Reason')
    const begin = async (): Promise<void> => {
      await open('/load')
      await page.getByRole('button', { name: 'Fix the rung' }).click()
      await reason.fill('The result load comes first')
    }
    const end = async (): Promise<void> => {
      const [{ value } = { value: '' }] = await context.cookies()
      const headers = { cookie: `evergate_session=${value}`, 'x-evergate-request': 'console' }
      expect((await fetch(`${city().server.url}/v1/staff/sessions/current`, { method: 'DELETE', headers })).status).toBe(204)
      await page.getByRole('dialog').getByRole('button', { name: 'Fix the rung' }).click()
      await page.getByText('Your session has ended').waitFor()
    }
    const signIn = async (username: string, password: string): Promise<void> => {
      await page.getByLabel('User name').fill(username)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('Your session has ended').waitFor({ state: 'detached' })
    }
    await begin()
    await end()
    expect(await page.getByLabel('User name').inputValue()).toBe('commander')
    for (const name of ['Password', '中文', 'English']) {
      await page.getByLabel(name, { exact: true }).or(page.getByRole('button', { name })).last().click()
      for (let press = 0; press < 2; press += 1) await page.keyboard.press('Escape')
    }
    await expect(reason.click({ timeout: 500 })).rejects.toThrow() // it lies behind
    await signIn('commander', staff!.password)
    expect(await reason.inputValue()).toBe('The result load comes first')
    await end()
    const other = await signInStaff(city().server, 'releaser')
    await signIn('releaser', other.password)
    await page.getByText('Your role does not have this feature').or(page.getByText('chosen by the figures')).first().waitFor()
    expect(await reason.count()).toBe(0)
    await close()
  })

  it('takes every page of a browser along when somebody signs out on one', async () => {
    const { page, open, close, context } = await openDesk(city(), 'commander')
    await open('/load')
    const beside = await context.newPage()
    await beside.goto(`${city().server.url}/console/system`)
    await beside.getByRole('table', { name: 'Loops' }).waitFor()
    await page.getByRole('button', { name: 'My account' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    for (const one of [page, beside]) await one.getByRole('heading', { name: 'Sign in to the staff console' }).waitFor()
    expect(await beside.getByText('Your session has ended').count()).toBe(0)
    await close()
  })
}
