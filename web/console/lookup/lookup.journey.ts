/** The journey of a look-up: purpose first, masked data, colour with its grounds, a paper pass, and no trace of the resident left behind. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { registerResident } from '../testing/device-calls.ts'

const resident = { name: '王小明', number: '11010519491231002X', phone: '13812345678' }
const purpose = 'Resident asks at the street office about the colour'

export function lookupJourney(city: () => City): void {
  it('opens a resident for a stated purpose only, masked, and prints a paper pass', async () => {
    await registerResident(city().server, resident)
    const { page, open, close, complaints } = await openDesk(city(), 'community')
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url()))
    await open('/lookup')
    await page.getByLabel('Number', { exact: true }).fill('110105194912310021')
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByText('State the purpose in at least 10 characters.').waitFor()
    await page.getByText('not a valid identity card number').waitFor()
    expect(await page.getByLabel('Purpose').evaluate((field) => field === document.activeElement)).toBe(true)

    await page.getByLabel('Purpose').fill(purpose)
    await page.getByLabel('Number', { exact: true }).fill('610102199001011258')
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByText('No registered resident was found').waitFor()

    await page.getByLabel('Number', { exact: true }).fill(resident.number)
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByRole('timer').waitFor()
    expect(await page.getByRole('timer').innerText()).toMatch(/1[45]:\d\d left/)
    const shown = await page.getByRole('main').innerText()
    for (const secret of [resident.name, resident.number, resident.phone]) expect(shown).not.toContain(secret)
    expect(shown).toContain(purpose)
    expect(await page.title()).toBe('Resident look-up · Evergate')

    await readUntilDecided(page)
    await page.getByText('Green').first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Paper pass' }).click()])
    expect(download.suggestedFilename()).toBe('evergate-paper-pass.pdf')
    expect((await readFile(await download.path())).subarray(0, 5).toString('latin1')).toBe('%PDF-')

    await page.getByRole('button', { name: 'Finish and look up another' }).click()
    await page.getByRole('heading', { name: 'Resident look-up' }).waitFor()
    await expectNoTrace(page, urls)
    expect(complaints).toEqual([])
    await close()
  })

  it('clears the resident from the screen when the fifteen minutes are over', async () => {
    const { page, open, close } = await openDesk(city(), 'community')
    await page.clock.install()
    await open('/lookup')
    await page.getByLabel('Purpose').fill(purpose)
    await page.getByText('Phone', { exact: true }).click()
    await page.getByLabel('Phone number').fill('138 1234 5678')
    await page.getByRole('button', { name: 'Look up' }).click()
    await page.getByRole('timer').waitFor()
    await page.clock.fastForward('14:30')
    await page.getByText(/\b0:[0-3]\d left/).waitFor()
    await page.clock.fastForward('00:45')
    await page.getByText('The 15 minutes are over').waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain('王')
    await close()
  })
}

/** A colour follows registration within a moment; until then the page says so and offers to read again. */
async function readUntilDecided(page: Page): Promise<void> {
  const ruleSet = page.getByText('Rule set', { exact: true })
  const notYet = page.getByText('No colour has been decided yet')
  for (let reading = 0; reading < 50; reading += 1) {
    await ruleSet.or(notYet).first().waitFor()
    if (await ruleSet.isVisible()) return
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.waitForResponse((response) => response.url().includes('/status'))
  }
}

async function expectNoTrace(page: Page, urls: readonly string[]): Promise<void> {
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.innerHTML, document.title, location.href]),
  )
  const databases = await page.evaluate(() => indexedDB.databases())
  expect(databases).toEqual([])
  for (const secret of [resident.number, resident.phone, '王']) {
    expect(kept).not.toContain(secret)
    expect(urls.filter((url) => decodeURIComponent(url).includes(secret))).toEqual([])
  }
}
