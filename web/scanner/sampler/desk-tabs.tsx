// The four pages of the desk. The last tab says at a glance whether anything still waits on this device.
import { Icon, type IconName } from '../device/icon.tsx'
import type { Desk } from './desk/desk.ts'
import { carried } from './sync/carried-queue.ts'
import type { DeskSync } from './sync/desk-sync.ts'
import { serverSays } from './sync/sync-state.ts'
import { type View, view } from './view.ts'
import { t } from './words.ts'

const ICONS: Readonly<Record<View, IconName>> = { tube: 'tube', box: 'box', shift: 'list', sync: 'send' }

export function DeskTabs({ desk, sync }: { desk: Desk; sync: DeskSync }) {
  const { waiting, refused, damaged } = desk.book
  const toLookAt = refused.size + damaged.length + (serverSays.value?.conflicts.length ?? 0)
  const count = waiting.size + carried.value.length
  const urgent = toLookAt > 0 || sync.deviceRefused.value !== null
  const syncWords = urgent ? t('tab.sync.look') : count > 0 ? t('tab.sync.waiting', { count }) : t('tab.sync')
  const open = (name: View): void => {
    if (view.peek() !== name) desk.said.value = null // said about the page before
    view.value = name
    scrollTo(0, 0)
  }
  return (
    <nav class="desk-tabs">
      {(['tube', 'box', 'shift'] as const).map((name) => (
        <Tab key={name} name={name} words={t(`tab.${name}`)} state="" onOpen={() => open(name)} />
      ))}
      <Tab name="sync" words={syncWords} state={urgent ? 'urgent' : count > 0 ? 'waiting' : 'sent'} onOpen={() => open('sync')} />
    </nav>
  )
}

interface TabProps {
  readonly name: View
  readonly words: string
  readonly state: string
  readonly onOpen: () => void
}

function Tab({ name, words, state, onOpen }: TabProps) {
  return (
    <button
      type="button"
      class="desk-tab"
      data-tab={name}
      data-state={state}
      aria-current={view.value === name ? 'page' : undefined}
      onClick={onOpen}
    >
      <Icon name={state === 'sent' ? 'check' : state === 'urgent' ? 'warning' : ICONS[name]} />
      {words}
    </button>
  )
}
