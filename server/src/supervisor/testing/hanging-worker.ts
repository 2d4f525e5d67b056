/**
 * A worker for tests that says it is ready and is well; where it is the first in its place, its event loop then hangs for ever. Must not be used outside tests.
 */
import { every } from '../../platform/clock.ts'
import type { Order, Report } from '../messages.ts'

const say = (report: Report): void => void process.send!(report)

process.on('message', (order: Order) => {
  if (order.kind === 'stop') process.exit(0)
  if (order.kind !== 'start') return
  every(50, () => say({ kind: 'alive' }))
  say({ kind: 'ready', url: 'http://localhost', accounts: [] })
  if (order.isFirst)
    setImmediate(() => {
      for (;;);
    })
})
say({ kind: 'here' })
