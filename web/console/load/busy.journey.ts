/** The journey through a server that has too much to do: what goes on can be done, what is refused is asked for once, and the console opens all the same. */
import { expect, it } from 'vitest'
import { now } from '../../shared/clock.ts'
import { type City, openDesk } from '../testing/desk.ts'
import { signInStaff } from '../testing/staff-calls.ts'

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status

export function busyJourney(city: () => City): void {
  it('opens on the highest rung, and ends it there', async () => {
    const { page, open, close, staff } = await openDesk(city(), 'commander')
    const until = new Date(now() + 600_000).toISOString()
    const reason = 'Devices on their own for a while'
    const ordered = await staff!.call('PUT', '/v1/situation/rung', { rung: 5, reason, until })
    expect(ordered.status, JSON.stringify(ordered.body)).toBeLessThan(300)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(503)
    await open('/load')
    await page.getByRole('button', { name: 'End it' }).click({ timeout: 8_000 })
    await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
    await page.getByText('chosen by the figures').waitFor()
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 15_000 }).toBe(200)
    await close()
  })

  it('lets a laboratory hand in and release on the rungs that say so, and asks once what is refused, however often somebody presses', async () => {
    const commander = await signInStaff(city().server, 'commander')
    const order = (rung: number) =>
      commander.call('PUT', '/v1/situation/rung', {
        rung,
        reason: 'Samples and results only',
        until: new Date(now() + 600_000).toISOString(),
      })
    expect((await order(4)).status).toBe(204)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(503)
    const laboratory = await openDesk(city(), 'laboratory')
    await laboratory.open('/results/upload')
    await laboratory.page.getByLabel('If rows are wrong').or(laboratory.page.getByText('If rows are wrong')).first().waitFor()
    await laboratory.close()
    expect((await order(3)).status).toBe(204)
    await expect.poll(() => statusOf(`${city().server.url}/v1/region`), { timeout: 10_000 }).toBe(200)
    const releaser = await openDesk(city(), 'releaser')
    await releaser.open('/results/batches')
    await releaser.page.getByText('Nothing awaits release').or(releaser.page.getByRole('table')).first().waitFor()
    await releaser.open('/results/waiting')
    for (let press = 0; press < 5; press += 1) await releaser.page.getByRole('button', { name: 'Try again' }).click()
    await releaser.page.getByText('The server is busy').waitFor()
    await releaser.close()
    expect((await commander.call('DELETE', '/v1/situation/rung')).status).toBe(204)
  })
}

/** What the pages say meanwhile, and how they come back. */
export function refusedJourney(city: () => City): void {
  it('goes on saying why nothing is there while it is asked again', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    const held: (() => void)[] = []
    let isHeld = false
    await page.route('**/v1/system', async (route) => {
      if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
      await route.fulfill({ status: 500, json: { code: 'service.bug', status: 500 } }).catch(() => undefined) // the page may have gone
    })
    await open('/system')
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    isHeld = true
    await again.click()
    await expect.poll(() => held.length).toBe(1)
    await expect.poll(() => again.getAttribute('data-loading')).toBe('true')
    expect(await page.getByText('Something went wrong on the server').count()).toBe(1)
    for (const end of held) end()
    await close()
  })

  it('opens by itself when a server that was too busy to say who is signed in answers again', async () => {
    const { page, open, close } = await openDesk(city(), 'commander')
    await page.clock.install()
    let isBusy = true
    const refusal = { status: 503, headers: { 'retry-after': '0' }, json: { code: 'service.overloaded', status: 503 } }
    await page.route('**/v1/staff/me', (route) => (isBusy ? route.fulfill(refusal) : route.continue()))
    await open('/load')
    await page.getByText('The server is busy').waitFor()
    isBusy = false
    const goOn = async (): Promise<boolean> => {
      await page.clock.runFor(2_000) // in steps: the server is real, and a minute at once is over before it has answered
      return await page.getByText('chosen by the figures').isVisible()
    }
    await expect.poll(goOn, { timeout: 20_000 }).toBe(true)
    await close()
  })
}
