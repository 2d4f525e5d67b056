/** The journey of a round: the practice round cancelled, a round planned in four steps with its load seen before, its progress watched, its end moved. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { formatClock, formatDay } from '../../shared/region-time.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { people, roundName, sampleMorning, settlePeople, siteName } from '../testing/testing-day.ts'

const hourMs = 3_600_000
/** As a field for a day and a time takes it, in the city's time. */
const field = (hours: number): string => {
  const at = now() + hours * hourMs
  return `${formatDay(at, 480)}T${formatClock(at, 480)}`
}

export function roundsJourney(city: () => City): void {
  it('cancels a round with a reason, and plans one in four steps', async () => {
    await settlePeople(city().server)
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/')
    await page.getByRole('heading', { name: 'Testing rounds' }).waitFor()
    await cancelPracticeRound(page)
    await page.getByRole('link', { name: 'Back to the rounds' }).click()
    await page.getByRole('button', { name: 'Plan a round' }).click()
    await enterTime(page)
    await chooseAreas(page)
    await chooseSites(page)
    await checkPlan(page)
    expect(complaints).toEqual([])
    await close()
  })

  it('shows how far a running round has come, by district, street and site, and moves its end', async () => {
    await sampleMorning(city().server)
    const { page, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/rounds')
    await page.getByRole('link', { name: roundName }).click()
    const site = page.getByRole('row', { name: new RegExp(siteName) })
    await expect.poll(async () => await refreshed(page, () => site.innerText()), { timeout: 30_000 }).toContain('4 / 3')
    expect(await site.innerText()).toMatch(/Long queue[\s\S]*45, \d+ \w+ ago/)
    await page.getByRole('img', { name: /Schematic map of \d+ sites?/ }).waitFor()
    await page.getByRole('button', { name: siteName }).press('Enter')
    expect(await page.getByRole('button', { name: siteName }).getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: 'Show streets: 雁塔区' }).click()
    const street = page.getByRole('table', { name: 'Streets of 雁塔区' }).getByRole('row', { name: /小寨路街道/ })
    await street.getByText(`/ ${people.length}`).waitFor()
    await page.getByRole('button', { name: 'Extend' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Extend' }).click()
    await dialog.getByText('The new end must be later than the present one.').waitFor()
    await dialog.getByLabel('New end').fill(field(30))
    await dialog.getByRole('button', { name: 'Extend' }).click()
    await page.getByRole('main').getByText(field(30).replace('T', ' ')).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  it('shows rounds to others without the means to change them', async () => {
    const { page, open, close } = await openDesk(city(), 'auditor')
    await open('/rounds')
    await page.getByRole('link', { name: roundName }).click()
    await page.getByRole('heading', { name: 'Progress' }).waitFor()
    expect(await page.getByRole('button', { name: /Extend|Cancel|Plan/ }).count()).toBe(0)
    await close()
  })
}

async function cancelPracticeRound(page: Page): Promise<void> {
  await page.getByRole('link', { name: '演练轮次' }).click()
  await page.getByRole('button', { name: 'Cancel the round' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel the round' }).click()
  await dialog.getByText('State the reason in at least 5 characters.').waitFor()
  await dialog.getByLabel('Reason').fill('The practice is over')
  await dialog.getByRole('button', { name: 'Cancel the round' }).click()
  await page.getByText(/^Cancelled at .*: The practice is over$/).waitFor()
}

async function enterTime(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Enter a name.').waitFor()
  expect(await page.getByLabel('Name').evaluate((input) => input === document.activeElement)).toBe(true)
  await page.getByLabel('Name').fill(roundName)
  await page.getByLabel(/^Starts/).fill(field(-1))
  await page.getByLabel(/^Ends/).fill(field(-2))
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('It must end after it starts.').waitFor()
  await page.getByLabel(/^Ends/).fill(field(20))
  await page.getByRole('button', { name: 'Next' }).click()
}

async function chooseAreas(page: Page): Promise<void> {
  await page.getByText('No area has been chosen').waitFor()
  await page.getByRole('combobox', { name: 'Add a district or street' }).fill('雁塔')
  await page.getByRole('option', { name: '雁塔区 (whole district)' }).click()
  await page.getByRole('row', { name: /雁塔区 \(whole district\)/ }).waitFor()
  await page.getByRole('button', { name: 'Add a building' }).click()
  await page.getByText('Choose a street.').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
}

async function chooseSites(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('Open at least one site.').waitFor()
  await page.getByLabel(`Open: ${siteName}`).check()
  await page.getByLabel(`From: ${siteName}`).fill('00:00')
  await page.getByLabel(`Until: ${siteName}`).fill('00:00')
  await page.getByText('1 site with 2 desks').waitFor()
  await page.getByRole('button', { name: 'Next' }).click()
}

async function checkPlan(page: Page): Promise<void> {
  const loads = page.getByRole('table', { name: 'Load by site' })
  await loads.waitFor()
  expect(await loads.getByRole('row').nth(1).innerText()).toMatch(new RegExp(`${siteName}\\s+${people.length}\\s`))
  await page.getByText('Every site can bear its load.').waitFor()
  await page.getByRole('button', { name: 'Plan this round' }).click()
  await page.getByRole('heading', { name: roundName }).waitFor()
  await page.getByRole('main').getByText('Running').waitFor()
}

/** What is read after the page has asked the server once more. */
async function refreshed<Value>(page: Page, read: () => Promise<Value>): Promise<Value> {
  await page.getByRole('button', { name: 'Update now' }).click()
  await page.getByText(/^Updated/).waitFor()
  return read()
}
