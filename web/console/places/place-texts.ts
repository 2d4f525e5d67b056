/** Words of places: sites, laboratories, venues. */
import type { Texts } from '../words/texts.ts'

export const placeTexts = {
  title: ['场所与机构', 'Places'],
  lead: [
    '采样点、实验室，以及按类型适用不同政策的场所。',
    'Sampling sites, laboratories, and venues, whose type decides which policy applies at their gates.',
  ],
  sites: ['采样点', 'Sampling sites'],
  laboratories: ['实验室', 'Laboratories'],
  venues: ['场所', 'Venues'],
  newSites: ['新建采样点', 'New sampling site'],
  newLaboratories: ['新建实验室', 'New laboratory'],
  newVenues: ['新建场所', 'New venue'],
  name: ['名称', 'Name'],
  street: ['街道', 'Street'],
  chooseStreet: ['请选择街道', 'Choose the street'],
  venueType: ['类型', 'Type'],
  chooseType: ['请选择类型', 'Choose the type'],
  create: ['创建', 'Create'],
  cancel: ['取消', 'Cancel'],
  nameMissing: ['请填写名称。', 'Enter the name.'],
  streetMissing: ['请选择街道。', 'Choose the street.'],
  typeMissing: ['请选择类型。', 'Choose the type.'],
  filter: ['按名称或街道筛选', 'Filter by name or street'],
  emptySites: ['还没有采样点', 'There is no sampling site yet'],
  emptyLaboratories: ['还没有实验室', 'There is no laboratory yet'],
  emptyVenues: ['还没有场所', 'There is no venue yet'],
  noMatch: ['没有符合的条目', 'Nothing matches'],
  nameTaken: ['已有同名条目。', 'There is one of this name already.'],
  streetUnknown: ['没有这个街道。', 'There is no such street.'],
} satisfies Texts

export const venueTypeTexts = {
  workplace: ['工作场所', 'Workplace'],
  shop: ['商店、市场', 'Shop or market'],
  station: ['车站', 'Station'],
  bus: ['公交、地铁', 'Bus or metro'],
  school: ['学校', 'School'],
  compound: ['居民小区', 'Residential compound'],
  hospital: ['医院', 'Hospital'],
  emergency: ['急诊', 'Emergency room'],
} satisfies Texts
