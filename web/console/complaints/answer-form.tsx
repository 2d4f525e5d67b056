/** The answer the resident will read. */
import { Button, Paper, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { FailureState } from '../ui/states.tsx'
import { useTexts } from '../words/use-texts.ts'
import { useAnswerComplaint } from './complaint.query.ts'
import { complaintTexts } from './complaint-texts.ts'

const sayings = { 'reconciliation.complaint_answered_already': complaintTexts.answeredAlready }
const answerLengthMin = 2

export function AnswerForm({ complaintId }: { complaintId: string }) {
  const say = useTexts(complaintTexts)
  const send = useAnswerComplaint(complaintId)
  const [answer, setAnswer] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const short = [...answer.trim()].length < answerLengthMin
    setMissing(short)
    if (!short) send.mutate(answer.trim())
  }
  return (
    <Paper p="lg" maw={720} component="form" onSubmit={submit} noValidate>
      <Stack gap="md">
        {send.isError ? <FailureState error={send.error} sayings={sayings} /> : null}
        <Textarea
          label={say('answerTitle')}
          description={say('answerLead')}
          placeholder={say('answerHint')}
          autosize
          minRows={3}
          maxLength={500}
          value={answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          error={missing ? say('answerShort') : null}
        />
        <Button type="submit" loading={send.isPending} style={{ alignSelf: 'flex-start' }}>
          {say('send')}
        </Button>
      </Stack>
    </Paper>
  )
}
