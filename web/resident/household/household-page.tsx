/** Whose codes this phone carries besides the resident's own, and whose phones carry the resident's. */
import { hrefOf } from '../app/router.ts'
import { sayCode, sayRelation } from '../code/words.ts'
import { meQuery } from '../state/me.ts'
import { people } from '../state/people.ts'
import type { Me, Member } from '../state/wire.ts'
import { CachedView } from '../ui/cached-view.tsx'
import { Empty, Page } from '../ui/page.tsx'
import { Carriers } from './carriers.tsx'
import { removeMember } from './member-request.ts'
import { PersonLine } from './person-line.tsx'
import { sayHousehold } from './words.ts'

export function HouseholdPage() {
  return (
    <Page title={sayHousehold('title')} back="/me">
      <p class="lead">{sayHousehold('lead')}</p>
      <CachedView query={meQuery}>{(me: Me) => <Members members={me.members} />}</CachedView>
      {people.value.length > 1 && (
        <a class="button button-second" href={hrefOf('/in-turn')}>
          {sayCode('inTurn')}
        </a>
      )}
      <a class="button" href={hrefOf('/me/household/add')}>
        {sayHousehold('add')}
      </a>
      <Carriers carriers={meQuery.state.value.value?.carriedBy ?? []} />
    </Page>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  if (members.length === 0) return <Empty title={sayHousehold('none')}>{sayHousehold('noneWhy')}</Empty>
  return (
    <ul class="card list">
      {members.map((member) => (
        <MemberLine key={member.residentId} member={member} />
      ))}
    </ul>
  )
}

function MemberLine({ member: { residentId, nameMasked, documentMasked, relation } }: { member: Member }) {
  return (
    <PersonLine
      name={nameMasked}
      small={`${sayRelation(relation)} · ${documentMasked}`}
      words={{
        end: sayHousehold('remove'),
        sure: sayHousehold('removeSure', { name: nameMasked }),
        yes: sayHousehold('removeYes'),
        no: sayHousehold('removeNo'),
      }}
      end={() => removeMember(residentId)}
    />
  )
}
