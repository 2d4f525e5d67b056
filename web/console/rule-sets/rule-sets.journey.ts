/** The journey of reading rules. */
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'

export function ruleSetsJourney(city: () => City): void {
  it('shows the rule set in force first, in words and as CertLogic, in both languages', async () => {
    const { page, open, close, complaints } = await openDesk(city(), 'auditor')
    await open('/rule-sets')
    const chosen = page.locator('button[aria-pressed=true]')
    await chosen.waitFor()
    expect(await chosen.innerText()).toContain('In force')
    const first = page.getByRole('article').first()
    expect(await first.getByLabel('Chinese').innerText()).toMatch(/[一-龥]{6}/)
    expect(await first.getByLabel('English').innerText()).toMatch(/[a-z ]{12}/)
    await first.getByText('CertLogic as it stands').click()
    await first.getByText('"appliesWhen"').waitFor()
    await page.getByRole('table', { name: 'Example cases' }).waitFor()

    await page.locator('button[aria-pressed=false]').first().click()
    expect(await page.locator('button[aria-pressed=true]').innerText()).toContain('Available')
    expect(complaints).toEqual([])
    await close()
  })
}
