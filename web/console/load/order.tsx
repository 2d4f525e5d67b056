/** What stands: the figures' rung or a commander's; and, for commanders, the ways to fix it and to end that. */
import { Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useAccount } from '../app/session-gate.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { formatTime } from '../words/format.ts'
import { useTexts } from '../words/use-texts.ts'
import { FixDialog } from './fix-dialog.tsx'
import { type LoadState, type RungOrder, useEndOrder } from './load.query.ts'
import { loadTexts } from './load-texts.ts'
import { orderSayings } from './order-sayings.ts'

export function Order({ load }: { load: LoadState }) {
  const say = useTexts(loadTexts)
  const isCommander = useAccount().roles.includes('commander')
  const [asked, ask] = useDisclosure(false)
  const { override } = load
  return (
    <>
      {override === null ? (
        <Notice tone={load.rung === 0 ? 'good' : 'info'} title={`${load.rung} · ${say(`rung${load.rung}`)}`}>
          {say('byFigures')}
        </Notice>
      ) : (
        <Standing order={override} ownRung={load.ownRung} />
      )}
      {isCommander ? (
        <Group gap="xs">
          <Button onClick={ask.open}>{say(override === null ? 'fix' : 'change')}</Button>
          {override === null ? null : <EndButton ownRung={load.ownRung} />}
        </Group>
      ) : null}
      <FixDialog opened={asked} onClose={ask.close} rung={load.rung} />
    </>
  )
}

function Standing({ order, ownRung }: { order: RungOrder; ownRung: number }) {
  const say = useTexts(loadTexts)
  return (
    <Notice tone="warning" title={say('fixed', { rung: order.rung, until: formatTime(order.until) })}>
      <div>{say('fixedBy', { who: order.orderedBy, at: formatTime(order.orderedAt), reason: order.reason })}</div>
      <div>{say('own', { rung: ownRung })}</div>
    </Notice>
  )
}

function EndButton({ ownRung }: { ownRung: number }) {
  const say = useTexts(loadTexts)
  const end = useEndOrder()
  const [asked, ask] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        {say('end')}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={say('endAsk')}
        what={say('endWhat', { rung: ownRung })}
        action={say('end')}
        busy={end.isPending}
        failure={end.isError ? <FailureState error={end.error} sayings={orderSayings} /> : null}
        onConfirm={() => end.mutate(undefined, { onSuccess: ask.close })}
        onClose={ask.close}
      />
    </>
  )
}
