/** Changing a template and trying what was saved. The one that was in force before can be put back. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { FailureState } from '../ui/states.tsx'
import { useFaultFocus } from '../ui/use-fault-focus.ts'
import { useTexts } from '../words/use-texts.ts'
import { type Template, type TemplateInForce, useSaveTemplate } from './template.query.ts'
import { entryOf, readTemplate, type TemplateFaults } from './template-entry.ts'
import { ColumnFields, ControlFields, FormFields, WordFields } from './template-fields.tsx'
import { templateTexts } from './template-texts.ts'
import { TryOut } from './try-out.tsx'

const sayings = { 'results.template_ambiguous': templateTexts.ambiguous, 'results.template_changed': templateTexts.changed }

function withoutVersion({ version: _version, ...template }: TemplateInForce): Template {
  return template
}

export function TemplateDesk({ laboratoryId, inForce }: { laboratoryId: string; inForce: TemplateInForce }) {
  const say = useTexts(templateTexts)
  const save = useSaveTemplate(laboratoryId)
  const [former] = useState<Template>(() => withoutVersion(inForce))
  const [entry, setEntry] = useState(() => entryOf(inForce))
  const [faults, setFaults] = useState<TemplateFaults>({})
  const form = useFaultFocus(faults)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readTemplate(entry)
    setFaults(read.ok ? {} : read.faults)
    if (read.ok) save.mutate(read.template)
  }
  const restore = (): void => {
    setEntry(entryOf(former))
    save.mutate(former)
  }
  const fields = { entry, faults, onEdit: (changes: Partial<typeof entry>) => setEntry((before) => ({ ...before, ...changes })) }
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {inForce.version === null ? say('standard') : say('version', { version: inForce.version })}
      </Text>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="md">
          <ColumnFields {...fields} />
          <WordFields {...fields} />
          <FormFields {...fields} />
          <ControlFields {...fields} />
          {save.isError ? <FailureState error={save.error} sayings={sayings} /> : null}
          {save.isSuccess ? <Notice tone="good">{say('saved')}</Notice> : null}
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              {say('save')}
            </Button>
            {save.isSuccess ? (
              <Button variant="default" onClick={restore}>
                {say('restore')}
              </Button>
            ) : null}
          </Group>
        </Stack>
      </form>
      <TryOut laboratoryId={laboratoryId} />
    </Stack>
  )
}
