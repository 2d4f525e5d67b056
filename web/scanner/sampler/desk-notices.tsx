// What a sampler must not overlook, on every page: nothing can be saved, little room, a record that cannot be read, a device the server does not know.
import { Icon } from '../device/icon.tsx'
import type { Desk } from './desk/desk.ts'
import { room } from './desk/desk-opening.ts'
import type { DeskSync } from './sync/desk-sync.ts'
import { t } from './words.ts'

export function DeskNotices({ desk, sync }: { desk: Desk; sync: DeskSync }) {
  const { damaged } = desk.book
  const unsaved = desk.unsaved.value
  const measured = room.value
  return (
    <>
      {unsaved === null ? null : <Notice name={unsaved} tone="on-red" words={t(`said.unsaved_${unsaved}`)} />}
      {measured?.level === 'scarce' ? (
        <Notice name="room" tone="on-yellow" words={t('sync.room.scarce', { size: sizeOf(measured.freeBytes) })} />
      ) : null}
      {damaged.length === 0 ? null : (
        <Notice
          name="damaged"
          tone="on-red"
          words={`${t('sync.damaged', { count: damaged.length })}. ${t('sync.damaged.about', { rows: damaged.join(', ') })}`}
        />
      )}
      {sync.deviceRefused.value === null ? null : <Notice name="device" tone="on-red" words={t('sync.blocked')} />}
    </>
  )
}

function Notice({ name, tone, words }: { name: string; tone: string; words: string }) {
  return (
    <p class={`notice desk-notice ${tone}`} role="alert" data-notice={name}>
      <Icon name="warning" />
      {words}
    </p>
  )
}

function sizeOf(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.floor(bytes / 1e6)} MB`
}
