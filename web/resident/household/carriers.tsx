/** On whose phones the resident's own code is, and the way to end it. Shows nothing where it is on nobody's. */
import { formatDay } from '../../shared/region-time.ts'
import { utcOffsetMinutes } from '../state/region.ts'
import type { Carrier } from '../state/wire.ts'
import { withdrawConsent } from './member-request.ts'
import { PersonLine } from './person-line.tsx'
import { sayCarriedAs, sayHousehold } from './words.ts'

export function Carriers({ carriers }: { carriers: readonly Carrier[] }) {
  if (carriers.length === 0) return null
  return (
    <section class="card">
      <div class="own">
        <h2>{sayHousehold('carriers')}</h2>
        <p class="quiet">{sayHousehold('carriersWhy')}</p>
      </div>
      <ul class="list">
        {carriers.map((carrier) => (
          <CarrierLine key={carrier.residentId} carrier={carrier} />
        ))}
      </ul>
    </section>
  )
}

function CarrierLine({ carrier: { residentId, nameMasked, relation, since } }: { carrier: Carrier }) {
  const day = formatDay(Date.parse(since), utcOffsetMinutes.value)
  return (
    <PersonLine
      name={nameMasked}
      small={`${sayCarriedAs(relation)} · ${sayHousehold('since', { day })}`}
      words={{
        end: sayHousehold('stop'),
        sure: sayHousehold('stopSure', { name: nameMasked }),
        yes: sayHousehold('stopYes'),
        no: sayHousehold('stopNo'),
      }}
      end={() => withdrawConsent(residentId)}
    />
  )
}
