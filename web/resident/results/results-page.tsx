/** Where each sample is and what came of it, newest first. A resident sees the same steps as the desk, the courier and the laboratory report. */
import { useState } from 'preact/hooks'
import { hrefOf } from '../app/router.ts'
import { PeopleSwitch } from '../code/people-switch.tsx'
import { people } from '../state/people.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Icon } from '../ui/icon.tsx'
import { Empty, Loading, Page } from '../ui/page.tsx'
import './results.css'
import { SampleCard } from './sample-card.tsx'
import { samplesOf } from './samples.ts'
import { sayResults } from './words.ts'

export function ResultsPage() {
  const [chosen, setChosen] = useState<string | null>(null)
  const residentId = chosen ?? people.value[0]?.residentId
  if (residentId === undefined) return <Loading />
  return (
    <Page title={sayResults('title')}>
      {people.value.length > 1 && <PeopleSwitch people={people.value} chosen={residentId} choose={setChosen} />}
      <CachedView key={residentId} query={samplesOf(residentId)}>
        {({ samples }) =>
          samples.length === 0 ? (
            <Empty title={sayResults('none')}>{sayResults('noneWhy')}</Empty>
          ) : (
            <ol class="stack">
              {samples.map((sample) => (
                <SampleCard key={sample.sampleId} sample={sample} samples={samples} />
              ))}
            </ol>
          )
        }
      </CachedView>
      <nav class="card list">
        <a class="list-line" href={hrefOf('/results/complaint')}>
          <Icon name="search" />
          <span class="list-text">
            {sayResults('missing')}
            <small>{sayResults('missingDo')}</small>
          </span>
          <Icon name="next" size={18} />
        </a>
      </nav>
    </Page>
  )
}
