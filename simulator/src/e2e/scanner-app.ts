/**
 * The scanner app at a gate, driven as a guard drives it: choose the place, let it read the camera or type a code, read the answer.
 */
import type { Answer } from '@evergate/pass'
import type { Page } from 'playwright-core'

export interface ReadAnswer {
  readonly answer: Answer
  readonly words: string
}

/** The answer on the screen, waiting for one. */
export async function readAnswer(page: Page): Promise<ReadAnswer> {
  const sheet = page.locator('.answer-sheet')
  await sheet.waitFor()
  return { answer: (await sheet.getAttribute('data-answer')) as Answer, words: await sheet.innerText() }
}

/** Puts the answer away. */
export async function next(page: Page): Promise<void> {
  await page.locator('.answer-next').click()
  await page.locator('.answer-sheet').waitFor({ state: 'detached' })
}

/** Types a code, as a scanner gun does, and puts the answer away. */
export async function typeCode(page: Page, text: string): Promise<ReadAnswer> {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('textbox').press('Enter')
  const answer = await readAnswer(page)
  await next(page)
  return answer
}

/** Moves the app's clock, as it remembers a phone's wrong one, and starts it again. */
export async function moveClock(page: Page, seconds: number): Promise<void> {
  await page.evaluate((ms) => {
    const key = 'evergate-clock-offset-ms'
    localStorage.setItem(key, String(Number(localStorage.getItem(key)) + ms))
  }, seconds * 1000)
  await page.reload()
}

/** Moves the gate to another kind of place, named as on the screen. */
export async function chooseVenue(page: Page, name: string): Promise<void> {
  await page.locator('.desk-place').click()
  await page.getByRole('button', { name, exact: true }).click()
  await page.locator('.guard').waitFor()
}
