// A testing desk in Chromium, driven as a sampler drives it: enrol, open tubes, scan as a gun does, type documents, read what the desk said.
import { residentIdCheckCharacter } from '@evergate/pass'
import type { Page } from 'playwright-core'
import { ENROLMENT_CODE, SITE } from './fake-city.ts'

export async function enrolDesk(page: Page): Promise<void> {
  await enrolWith(page, ENROLMENT_CODE)
  await page.getByRole('heading', { name: SITE.name }).waitFor()
}

export async function enrolWith(page: Page, code: string): Promise<void> {
  await typeCode(page, code)
  await page.locator('.desk-tabs').waitFor()
}

/** A device whose code names no site is then asked for it, before it is a desk. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: /^采样登记/ }).click()
  await page.getByLabel('登记码').last().fill(code)
  await page.getByRole('button', { name: '登记', exact: true }).click()
}

/** What a scanner gun does: the code's characters, then Enter. */
export async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((code) => {
    for (const key of [...code, 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  }, text)
}

/** The number of the desk's last word, so that a test can wait for the next one. */
export async function saidCount(page: Page): Promise<number> {
  return Number(
    (await page
      .locator('.said')
      .getAttribute('data-serial', { timeout: 500 })
      .catch(() => '0')) ?? 0,
  )
}

/** Does something, waits until the desk has said something about it, and answers what. */
export async function said(page: Page, work: () => Promise<unknown>): Promise<{ readonly outcome: string; readonly words: string }> {
  const before = (await page.locator('.said').count()) === 0 ? 0 : await saidCount(page)
  await work()
  await page.locator(`.said:not([data-serial="${before}"])`).first().waitFor()
  const band = page.locator('.said').first()
  return { outcome: (await band.getAttribute('data-said')) ?? '', words: (await band.getAttribute('data-words')) ?? '' }
}

/** Scans the label of a tube and opens it. */
export async function openTube(page: Page, code: string, pool?: '10 混 1' | '20 混 1' | '一户一管' | '单采'): Promise<void> {
  await scan(page, code)
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  if (pool !== undefined) await sheet.getByText(pool, { exact: true }).click()
  await sheet.getByRole('button', { name: '打开此管' }).click()
  await page.locator(`[data-tube="${code}"]`).waitFor()
}

export async function closeTube(page: Page, counted?: number): Promise<void> {
  await page.getByRole('button', { name: '封管' }).click()
  const sheet = page.getByRole('dialog')
  if (counted === undefined) await sheet.getByRole('button', { name: /支封管/ }).click()
  else {
    const shown = Number(await sheet.locator('.stepper-count').innerText())
    for (let at = shown; at > counted; at--) await sheet.getByRole('button', { name: '减一' }).click()
    for (let at = shown; at < counted; at++) await sheet.getByRole('button', { name: '加一' }).click()
    await sheet.getByRole('button', { name: /支封管/ }).click()
  }
  await sheet.waitFor({ state: 'detached' })
}

/** Types somebody's resident ID number. */
export async function typeDocument(page: Page, number: string): Promise<void> {
  await page.getByRole('button', { name: '无码登记' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.locator('input[name=number]').fill(number)
  await sheet.getByRole('button', { name: /^加入/ }).click()
}

/** A well-formed resident ID number for each `serial` from 0 to 999. */
export function idNumber(serial: number): string {
  const digits = `610113199001${String(1 + (serial % 28)).padStart(2, '0')}${String(serial).padStart(3, '0')}`
  return digits + residentIdCheckCharacter(digits)
}

export async function goTo(page: Page, tab: 'tube' | 'box' | 'shift' | 'sync'): Promise<void> {
  await page.locator(`[data-tab=${tab}]`).click()
}

/** How many are in the open tube, as the big number says. */
export async function counter(page: Page): Promise<number> {
  return Number(await page.locator('.counter').getAttribute('data-count'))
}
