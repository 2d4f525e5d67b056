/** The journey of signing in: refusals, the one-time password, what the roles show, signing out, being locked out. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function signInJourney(city: () => City): void {
  it('takes a new member of staff from the one-time password to the work, and out again', async () => {
    const { page, open, close, complaints } = await openDesk(city(), null)
    await open('/')
    await page.getByLabel('User name').fill('community')
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The user name or the password is wrong').waitFor()
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('')

    const oneTime = city().server.oneTimePasswords.get('community') ?? ''
    await page.getByLabel('Password', { exact: true }).fill(oneTime)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Choose a password of your own' }).waitFor()

    await page.getByLabel('One-time password').fill(oneTime)
    await page.getByLabel('New password', { exact: true }).fill('too short')
    await page.getByLabel('New password again').fill('too short')
    await page.getByRole('button', { name: 'Save password' }).click()
    await page.getByText('At least 12 characters are needed; this has 9.').waitFor()
    await page.getByLabel('New password', { exact: true }).fill('four unrelated words of mine')
    await page.getByLabel('New password again').fill('four unrelated words of mine')
    await page.getByRole('button', { name: 'Save password' }).click()

    await page.getByRole('heading', { name: 'Resident look-up' }).waitFor()
    const features = await page.getByRole('navigation').getByRole('link').allTextContents()
    expect(features).toEqual(['Resident look-up', 'Recalls', 'Complaints', 'Testing rounds', 'Rule sets', 'Publisher', 'Places'])
    await open('/accounts')
    await page.getByText('Your role does not have this feature').waitFor()

    await page.getByRole('button', { name: 'My account' }).click()
    await page.route('**/v1/staff/sessions/current', (route) => route.abort())
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('You are still signed in.').waitFor()
    await page.unroute('**/v1/staff/sessions/current')
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to the staff console' }).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('says clearly when sign-in is locked, and speaks Chinese to those who do', async () => {
    const { page, open, close } = await openDesk(city(), null, 'zh-CN')
    await open('/')
    await page.getByLabel('用户名').fill('courier-who-forgot')
    const locked = page.getByText(/已暂时锁定。请在 \d+ 分钟后再试/)
    for (let attempt = 0; attempt < 25 && !(await locked.isVisible()); attempt += 1) {
      await page.getByLabel('密码', { exact: true }).fill(`guess ${attempt}`)
      const answered = page.waitForResponse((response) => response.url().endsWith('/v1/staff/sessions'))
      await page.getByRole('button', { name: '登录' }).click()
      await answered
      await page.getByRole('alert').waitFor()
    }
    await locked.waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    await close()
  })
}
