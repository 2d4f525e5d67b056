/** A laboratory's template: written down, saved, tried on a file of theirs. */
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Laboratory, laboratoriesQuery } from '../places/places.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { useTexts } from '../words/use-texts.ts'
import { templateQuery } from './template.query.ts'
import { TemplateDesk } from './template-desk.tsx'
import { templateTexts } from './template-texts.ts'

export function TemplatePage() {
  const say = useTexts(templateTexts)
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Loaded query={useQuery(laboratoriesQuery)}>
        {(laboratories) =>
          laboratories.length === 0 ? (
            <Notice tone="warning">{say('noLaboratories')}</Notice>
          ) : (
            <LaboratoryChoice laboratories={laboratories} />
          )
        }
      </Loaded>
    </Page>
  )
}

function LaboratoryChoice({ laboratories }: { laboratories: readonly Laboratory[] }) {
  const say = useTexts(templateTexts)
  const [laboratoryId, setLaboratoryId] = useState(laboratories.length === 1 ? laboratories[0]!.laboratoryId : null)
  return (
    <>
      <Select
        label={say('laboratory')}
        placeholder={say('chooseLaboratory')}
        w={360}
        maw="100%"
        searchable={laboratories.length > 8}
        data={laboratories.map(({ laboratoryId: value, name: label }) => ({ value, label }))}
        value={laboratoryId}
        onChange={setLaboratoryId}
      />
      {laboratoryId === null ? null : <OneTemplate key={laboratoryId} laboratoryId={laboratoryId} />}
    </>
  )
}

function OneTemplate({ laboratoryId }: { laboratoryId: string }) {
  const template = useQuery(templateQuery(laboratoryId))
  return <Loaded query={template}>{(inForce) => <TemplateDesk laboratoryId={laboratoryId} inForce={inForce} />}</Loaded>
}
