// Goal: nothing is cut off on a phone of 360 px in large type; a button that makes a file says where it went; and words about a code one holds are for those who
// hold one.
// Method: a real Chromium with the small city, measuring what is drawn. (A colour's word of 3rem runs out of its card; so does a sentence for everybody.)
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchChromium } from '../testing/chromium.ts'
import { createRegisteredPhone, type RegisteredPhone } from '../testing/registered-phone.ts'
import { people } from '../testing/small-city-people.ts'

let phone: RegisteredPhone

beforeAll(async () => {
  phone = await createRegisteredPhone()
})
afterAll(() => phone?.end())

test('the longest word of a colour stays on its card in large type', async () => {
  phone.city.colour = 'yellow'
  const page = await phone.open()
  onTestFinished(async () => {
    phone.city.colour = 'green'
    await page.evaluate(() => localStorage.clear())
    await phone.close()
  })
  await page.evaluate(() => {
    localStorage.setItem('evergate-large-type', 'yes')
    localStorage.setItem('evergate-locale', 'en')
  })
  await page.reload()
  await page.locator('.code-update').click()
  await page.locator('.band-yellow').waitFor()
  const edges = await page.evaluate(() => {
    const word = document.querySelector('.code-colour strong')!
    const range = document.createRange()
    range.selectNodeContents(word)
    return { word: range.getBoundingClientRect().right, card: document.querySelector('.code-card')!.getBoundingClientRect().right }
  })
  expect(edges.word).toBeLessThan(edges.card)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})

test('a paper pass that was made is said to be among the downloads', async () => {
  const path = `/v1/residents/${people[0].residentId}/paper-pass`
  onTestFinished(async () => {
    phone.server.replaced.delete(path)
    await phone.close()
  })
  phone.server.replaced.set(path, { body: '%PDF-1.7', type: 'application/pdf' })
  const page = await phone.open()
  await page.getByRole('button', { name: '下载纸质凭证' }).click()
  await page.getByText('纸质凭证已生成').waitFor()
})

test('somebody who is refused while registering is told when to come back, and nothing of a code', async () => {
  const browser = await launchChromium()
  onTestFinished(async () => {
    phone.server.replaced.delete('/v1/registrations')
    await browser.close()
  })
  const refused = JSON.stringify({ code: 'service.rung', status: 503, rung: 2 })
  phone.server.replaced.set('/v1/registrations', { status: 503, body: refused, type: 'application/problem+json' })
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 360, height: 640 } })
  await page.goto(phone.url)
  await page.locator('input[autocomplete=name]').fill('王小明')
  await page.locator('input[autocapitalize=characters]').fill('11010519491231002X')
  await page.locator('input[type=tel]').fill('13812345678')
  await page.locator('button[type=submit]').click()
  const said = page.locator('form .notice')
  await said.getByText('服务繁忙').waitFor()
  expect(await said.innerText()).not.toContain('健康码')
})
