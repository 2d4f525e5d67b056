/** A secret or code shown once, easy to read aloud and to copy. It is never stored. */
import { Button, CopyButton, Group } from '@mantine/core'
import { useTexts } from '../words/use-texts.ts'
import styles from './copy-field.module.css'
import { Icon } from './icon.tsx'

const copyTexts = { copy: ['复制', 'Copy'], copied: ['已复制', 'Copied'] } as const

export function CopyField({ value, label }: { value: string; label: string }) {
  const say = useTexts(copyTexts)
  return (
    <Group gap="xs" wrap="nowrap" align="stretch">
      <output className={styles.value} aria-label={label}>
        {value}
      </output>
      <CopyButton value={value} timeout={3000}>
        {({ copied, copy }) => (
          <Button variant="default" h="auto" onClick={copy} leftSection={<Icon name={copied ? 'check' : 'copy'} />}>
            {say(copied ? 'copied' : 'copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  )
}
