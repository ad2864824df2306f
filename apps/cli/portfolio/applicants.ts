/** Synthetic applicants of the Chinese packs: nobody of these names exists. */
import { addMonths, type BusinessDate } from '#domain/calendar/business-date';
import { loadPack } from '#products/load-pack';
import type { ApplicationBody } from '../api/aval-api.js';
import type { Chance } from './random.js';

export type PortfolioProduct = 'bao-wei-dai' | 'zhu-nong-dai';

export interface LoanTerms {
  readonly product: PortfolioProduct;
  /** A number of its own in the portfolio. */
  readonly serial: number;
  readonly loanMinor: number;
  readonly tenorMonths: number;
  readonly appliedOn: BusinessDate;
}

const banks = ['synthetic-city-bank', 'synthetic-rural-bank', 'synthetic-commerce-bank'];
const regions = ['340102', '430104', '370203', '510107'];
const places = ['青禾', '临江', '云岭', '平桥', '松湖', '白塔', '沙洲', '金坪', '望山', '石桥'];
const trades = [
  { industry: 'manufacturing', words: ['精密机械', '塑料制品', '包装材料'] },
  { industry: 'wholesale', words: ['建材商贸', '食品商贸'] },
  { industry: 'retail', words: ['百货', '生鲜超市'] },
  { industry: 'transport', words: ['物流', '冷链运输'] },
  { industry: 'catering', words: ['餐饮管理'] },
  { industry: 'software', words: ['软件科技', '数据科技'] },
];
const families = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈'];
const given = ['春生', '秋实', '广田', '丰年', '立夏', '小满', '雨水', '禾苗'];
const farming = ['grain', 'vegetables', 'fruit', 'livestock', 'poultry', 'aquaculture'];
/** Yuan in 分. */
const yuan = 100;

/** Who applies, and what the pack's form asks of them. */
export function drawApplication(
  terms: LoanTerms,
  chance: Chance,
): Pick<ApplicationBody, 'applicant' | 'form' | 'bank' | 'consent'> {
  const bank = chance.oneOf(banks);
  const drawn =
    terms.product === 'bao-wei-dai' ? drawFirm(terms, chance) : drawFarmer(terms, chance);
  const form = {
    region: chance.oneOf(regions),
    annualRateBps: chance.between(345, 520),
    ...drawn.form,
  };
  return {
    bank,
    applicant: drawn.applicant,
    form: { ...form, papers: papersOf(terms.product, form) },
    consent: consentOf(terms.appliedOn),
  };
}

/** Every paper that the pack's checklist asks of such an application. */
function papersOf(product: PortfolioProduct, form: Readonly<Record<string, unknown>>): string[] {
  return loadPack(product)
    .intake.checklist.filter(({ neededWhen }) => !neededWhen || form[neededWhen] === true)
    .map(({ code }) => code);
}

/** Written consent to a look-up at the bureau, for this application and half a year. */
function consentOf(appliedOn: BusinessDate): ApplicationBody['consent'] {
  return {
    givenAt: `${appliedOn}T01:00:00.000Z`,
    purpose: 'guaranteeApplication',
    validUntil: addMonths(appliedOn, 6),
  };
}

type Drawn = Pick<ApplicationBody, 'applicant' | 'form'>;

function drawFirm({ serial, loanMinor, appliedOn }: LoanTerms, chance: Chance): Drawn {
  const { industry, words } = chance.oneOf(trades);
  const name = `${chance.oneOf(places)}${chance.oneOf(words)}有限公司（示例${serial}）`;
  const annualRevenueMinor = Math.round(loanMinor * (4 + 4 * chance.fraction()));
  const totalAssetsMinor = Math.round(annualRevenueMinor * 0.7);
  return {
    applicant: { kind: 'company', name, registrationNo: `91SYNTHETIC${pad(serial)}` },
    form: {
      applicantKind: 'enterprise',
      industry,
      establishedOn: addMonths(appliedOn, -chance.between(30, 150)),
      employees: chance.between(3, 18),
      annualRevenueMinor,
      totalAssetsMinor,
      totalLiabilitiesMinor: Math.round(totalAssetsMinor * (0.2 + 0.35 * chance.fraction())),
      taxGrade: chance.oneOf(['A', 'B', 'B', 'M']),
      ownerExperienceYears: chance.between(3, 20),
      repaymentKind: 'equalPrincipal',
      purpose: chance.oneOf(['workingCapital', 'workingCapital', 'equipment', 'technology']),
      firstLoan: chance.fraction() < 0.3,
      science: industry === 'software',
      green: false,
      mortgageOffered: false,
      pledgeOffered: false,
      relatedToGuarantor: false,
      controlsGuarantor: false,
    },
  };
}

function drawFarmer({ serial, loanMinor }: LoanTerms, chance: Chance): Drawn {
  const name = `${chance.oneOf(families)}${chance.oneOf(given)}（示例${serial}）`;
  return {
    applicant: { kind: 'person', name, registrationNo: `SYNTHETIC-${pad(serial)}` },
    form: {
      applicantKind: 'farmer',
      farming: chance.oneOf(farming),
      yearsFarming: chance.between(4, 30),
      landAreaMu: chance.between(20, 400),
      annualRevenueMinor: Math.round(loanMinor * (2 + 2 * chance.fraction())),
      totalAssetsMinor: loanMinor * 3 + 200_000 * yuan,
      totalLiabilitiesMinor: Math.round(loanMinor * 0.6),
      insured: true,
      villageCreditGrade: chance.oneOf(['excellent', 'good', 'good']),
      repaymentKind: 'seasonal',
      purpose: chance.oneOf(['seedsAndFertiliser', 'breeding', 'machinery', 'landLease']),
      firstLoan: chance.fraction() < 0.4,
      green: false,
      relatedToGuarantor: false,
      controlsGuarantor: false,
    },
  };
}

const pad = (serial: number): string => String(serial).padStart(6, '0');
