// Every kind of file this gate holds: version and age, and why one was refused, if one was.
import type { FileAge } from '@evergate/pass'
import { now } from '../../shared/clock.ts'
import { filesView, gate, refusedFile } from '../gate/gate.ts'
import { RefreshButton } from '../gate/refresh-button.tsx'
import { duration } from '../words/words.ts'
import { t } from './words.ts'

const KINDS = ['statusIndex', 'policies', 'keyList', 'trustList'] as const

export function FilesCard({ iss }: { iss: string }) {
  void filesView.value // drawn anew every second, as the ages grow
  const files = gate.value?.files(iss, Math.floor(now() / 1000)) ?? null
  return (
    <section class="card stack stack-small">
      <h2>{t('settings.files')}</h2>
      <dl class="facts">
        {KINDS.map((kind) => (
          <FileFacts key={kind} kind={kind} file={files?.[kind] ?? null} />
        ))}
      </dl>
      {refusedFile.value === null ? null : <p class="field-problem">{t('files.refused', { code: refusedFile.value })}</p>}
      <RefreshButton class="button button-second" />
    </section>
  )
}

function FileFacts({ kind, file }: { kind: (typeof KINDS)[number]; file: FileAge | null }) {
  const words =
    file === null ? t('settings.file.none') : t('settings.file.version', { version: file.version, age: duration(file.ageSeconds) })
  return (
    <>
      <dt>{t(`settings.file.${kind}`)}</dt>
      <dd>{words}</dd>
    </>
  )
}
