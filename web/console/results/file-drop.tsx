/** Takes a file by dropping or by choosing. Choosing works from the keyboard; dropping is an extra. */
import { Button, FileButton, Group, Text } from '@mantine/core'
import { type DragEvent, useState } from 'react'
import { Icon } from '../ui/icon.tsx'
import { saveFile } from '../ui/save-file.ts'
import { useTexts } from '../words/use-texts.ts'
import styles from './file-drop.module.css'
import { acceptedFiles } from './file-format.ts'
import { templateCsv } from './upload-report.ts'
import { uploadTexts } from './upload-texts.ts'

type FileDropProps = {
  disabled: boolean
  /** Said in place of silence: which laboratory's columns are meant has to be known before a file is read. */
  waitsForLaboratory: boolean
  onFile: (file: File) => void
}

export function FileDrop({ disabled, waitsForLaboratory, onFile }: FileDropProps) {
  const say = useTexts(uploadTexts)
  const [over, setOver] = useState(false)
  const drag = (event: DragEvent): void => {
    event.preventDefault() // without this the browser would open the file in place of the console
    setOver(event.type === 'dragover' && !disabled)
  }
  const drop = (event: DragEvent): void => {
    drag(event)
    const file = event.dataTransfer.files[0]
    if (file !== undefined && !disabled) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra beside the button, which the keyboard reaches
    <div className={styles.drop} data-over={over} data-disabled={disabled} onDragOver={drag} onDragLeave={drag} onDrop={drop}>
      <Icon name="upload" size={26} />
      <Group gap={8} justify="center">
        <Text>{say(over ? 'dropping' : 'drop')}</Text>
        <FileButton
          accept={acceptedFiles}
          onChange={(file) => file !== null && onFile(file)}
          disabled={disabled}
          inputProps={{ 'aria-label': say('choose') }}
        >
          {(props) => (
            <Button {...props} variant="light" size="compact-md" disabled={disabled}>
              {say('choose')}
            </Button>
          )}
        </FileButton>
      </Group>
      {waitsForLaboratory ? <Text size="sm">{say('laboratoryFirst')}</Text> : null}
      <Text size="xs" c="dimmed">
        {say('form')}
      </Text>
      <Text size="xs" c="dimmed" maw="62ch">
        {say('outcomes')}
      </Text>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="download" size={16} />}
        onClick={() => saveFile(new Blob([templateCsv], { type: 'text/csv' }), 'evergate-results.csv')}
      >
        {say('template')}
      </Button>
    </div>
  )
}
