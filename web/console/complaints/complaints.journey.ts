/** The journey of a complaint: made on a phone, found by itself as far as it can be, answered by a person, once. */
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { findSite, people, poolTube, settlePeople } from '../testing/testing-day.ts'

const answer = 'Your pool was positive; a team comes to take a single sample today.'

export function complaintsJourney(city: () => City): void {
  it('shows what was found of a missing result and takes the answer to the resident', async () => {
    const { server } = city()
    const resident = (await settlePeople(server))[1]!
    await resident.call('POST', `/v1/residents/${resident.residentId}/complaints`, {
      complaintId: crypto.randomUUID(),
      sampledAt: new Date(now()).toISOString(),
      siteId: await findSite(server),
      tubeCode: null,
      note: 'I queued for an hour this morning',
    })
    const { page, open, close, complaints } = await openDesk(city(), 'community')
    await open('/complaints')
    await page.getByRole('table', { name: 'Complaints' }).getByRole('link').first().click()
    await page.getByText('I queued for an hour this morning').waitFor()
    await page.getByText('The result is released').waitFor()
    await page.getByRole('table', { name: 'Swabs under their name' }).getByText(poolTube).waitFor()
    expect(await page.getByRole('main').innerText()).not.toContain(people[1].name)
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText('Write an answer.').waitFor()
    await page.getByLabel('Answer').fill(answer)
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByText(/^Answered at/).waitFor()
    await page.getByText(answer).waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByText('No complaint is open').waitFor()
    expect(complaints).toEqual([])
    await close()
  })
}
