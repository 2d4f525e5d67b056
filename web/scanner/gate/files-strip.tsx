// The age of the gate's files, always in sight: a word and an icon, with what it means one tap away.
import { useSignal } from '@preact/signals'
import { Icon, type IconName } from '../device/icon.tsx'
import { cityTime, duration, t } from '../words/words.ts'
import type { AgeLevel } from './file-age.ts'
import { awayUntil, contact, filesView } from './gate.ts'
import { RefreshButton } from './refresh-button.tsx'

const ICONS: Readonly<Record<AgeLevel, IconName>> = { missing: 'warning', fresh: 'clock', aged: 'offline', too_old: 'warning' }

export function FilesStrip() {
  const open = useSignal(false)
  const { level, ageSeconds, colouredAt } = filesView.value
  const values = {
    age: ageSeconds === null ? '' : duration(ageSeconds),
    time: colouredAt === null ? '' : cityTime(colouredAt * 1000),
  }
  const fetching = level === 'missing' && contact.value === 'never'
  return (
    <section class={`files-strip files-${level}`} data-level={level}>
      <button type="button" class="files-line" aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        <Icon name={ICONS[level]} />
        <span>{fetching ? t('files.fetching') : t(`files.${level}`, values)}</span>
      </button>
      {open.value || level === 'too_old' || (level === 'missing' && !fetching) ? (
        <div class="files-about">
          <p>{t(`files.${level}.about`, values)}</p>
          {contact.value === 'failing' && awayUntil.value === null ? <p>{t('files.failing')}</p> : null}
          <RefreshButton class="button button-plain" />
        </div>
      ) : null}
    </section>
  )
}
