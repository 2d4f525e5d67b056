/**
 * What is known of Xi'an's people as numbers: districts, sizes of households, ages, phones. Engineers' estimates but for the sum, Gaoling and the ten-year
 * shares of ages, which are the census's of 1 November 2020. Pure data; makes nobody.
 */

/**
 * Residents of the 13 districts and counties. The census counts development zones apart; here their people are with the district they live in, so that
 * the thirteen add up to the city's 12,952,907.
 */
export const residentsOfDistrict: Readonly<Record<string, number>> = {
  '610102': 644_702, // Xincheng
  '610103': 756_840, // Beilin
  '610104': 1_019_102, // Lianhu
  '610111': 1_100_000, // Baqiao
  '610112': 2_152_234, // Weiyang
  '610113': 2_300_000, // Yanta
  '610114': 281_536, // Yanliang
  '610115': 675_961, // Lintong
  '610116': 2_150_000, // Chang'an
  '610117': 416_996, // Gaoling
  '610118': 459_417, // Huyi
  '610122': 491_975, // Lantian
  '610124': 504_144, // Zhouzhi
}

/** The day on which ages are counted. */
export const censusDay = Date.UTC(2020, 10, 1)

/** Of 1,000 households, how many have one, two, three … people: 2.6 in the mean. */
export const householdSizes = [254, 297, 210, 132, 62, 45] as const

/** The oldest age that is made up. */
export const ageMax = 99

/** Of 1,000 people from this age on, how many have a phone with the app. Children are carried on a parent's phone, and so are many of the old. */
export const phonesPerMille: readonly { readonly from: number; readonly share: number }[] = [
  { from: 0, share: 0 },
  { from: 12, share: 600 },
  { from: 18, share: 970 },
  { from: 60, share: 800 },
  { from: 70, share: 500 },
  { from: 80, share: 200 },
]

/** Of 1,000 grown-ups without a phone of their own, how many are on the phone of somebody they live with. */
export const carriedPerMille = 800

/** One entrance of a workplace for so many residents. */
export const residentsPerWorkplace = 650

/** A street has from 3 to 17 times a share of its district, so that some sites are busy and some are not. */
export const streetShares = { least: 3, most: 17 } as const
