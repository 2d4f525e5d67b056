/** The journey of reconciliation: what stands, step by step, by its name, with the tubes behind it; by device; and its age without a network. */
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type City, openDesk } from '../testing/desk.ts'
import { deskLabel, poolTube, roundName } from '../testing/testing-day.ts'

export function reconciliationJourney(city: () => City): void {
  it('says what stands in a round, and leads to the tubes behind it', async () => {
    const { page, context, open, close, complaints } = await openDesk(city(), 'commander')
    await open('/reconciliation')
    await page
      .getByText(/kinds? of fault/)
      .first()
      .waitFor()
    const round = page.getByRole('combobox', { name: 'Round' }).or(page.getByRole('textbox', { name: 'Round' }))
    expect(await round.inputValue()).toContain(roundName)
    const funnel = page.getByRole('table', { name: 'Step by step' })
    expect(await funnel.getByRole('row', { name: /Residents expected/ }).innerText()).toContain('3')
    expect(await funnel.getByRole('row', { name: /In a tube/ }).innerText()).toContain('4')

    const name = 'Registered, but the swab is not in the tube'
    await page.getByText(name, { exact: true }).waitFor()
    await page.getByText('have them sampled again').first().waitFor()
    await page.getByRole('button', { name: `Show the list: ${name}` }).click()
    const behind = page.getByRole('table', { name: `Behind “${name}”` })
    await behind.getByText(poolTube).waitFor()
    expect(await behind.innerText()).toContain(deskLabel)

    await page.getByRole('radiogroup', { name: 'By' }).getByText('Device').click()
    await page.getByRole('button', { name: `Its differences: ${deskLabel}` }).click()
    await page.getByText(`Only: ${deskLabel}`).waitFor()
    await behind.getByText(poolTube).waitFor()
    await page.getByRole('table', { name: 'Time from step to step' }).waitFor()

    await context.setOffline(true)
    await page.getByRole('button', { name: 'Update now' }).click()
    await page.getByText(/Could not be renewed; this is how it was/).waitFor()
    expect(await funnel.isVisible()).toBe(true)
    await context.setOffline(false)
    expect(complaints).toEqual([])
    await close()
  })

  it('exports the round', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    await open('/reconciliation')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
    expect(download.suggestedFilename()).toBe('evergate-reconciliation.csv')
    expect(await readFile(await download.path(), 'utf8')).toContain(poolTube)
    await close()
  })
}
