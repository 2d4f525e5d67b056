/** Which laboratory the file is from, and what is to happen to a file with wrong rows. */
import { Paper, Radio, Select, Stack } from '@mantine/core'
import type { Laboratory } from '../places/places.query.ts'
import { useTexts } from '../words/use-texts.ts'
import type { OnBadRows } from './upload.query.ts'
import styles from './upload-options.module.css'
import { uploadTexts } from './upload-texts.ts'

type UploadOptionsProps = {
  laboratories: readonly Laboratory[]
  laboratoryId: string | null
  onLaboratory: (id: string) => void
  onBadRows: OnBadRows
  onOnBadRows: (choice: OnBadRows) => void
  disabled: boolean
}

export function UploadOptions({ laboratories, laboratoryId, onLaboratory, onBadRows, onOnBadRows, disabled }: UploadOptionsProps) {
  const say = useTexts(uploadTexts)
  return (
    <Paper p="md" className={styles.options!}>
      <Select
        label={say('laboratory')}
        placeholder={say('chooseLaboratory')}
        data={laboratories.map(({ laboratoryId: value, name: label }) => ({ value, label }))}
        value={laboratoryId}
        onChange={(id) => id !== null && onLaboratory(id)}
        searchable={laboratories.length > 8}
        disabled={disabled}
      />
      <Radio.Group
        label={say('onBadRows')}
        value={onBadRows}
        onChange={(choice) => onOnBadRows(choice === 'reject_all' ? 'reject_all' : 'keep_good')}
      >
        <Stack gap={8} mt={6}>
          <Radio value="keep_good" label={say('keepGood')} description={say('keepGoodHint')} disabled={disabled} />
          <Radio value="reject_all" label={say('rejectAll')} description={say('rejectAllHint')} disabled={disabled} />
        </Stack>
      </Radio.Group>
    </Paper>
  )
}
