/**
 * 支出功能分类: the blocks of entries, in the order of their codes. Each block names its source and what moved when.
 */
import { agriculture } from './functional/agriculture.ts';
import { educationCulture } from './functional/education-culture.ts';
import { emergencyDebt } from './functional/emergency-debt.ts';
import { environmentCommunity } from './functional/environment-community.ts';
import { generalServices } from './functional/general-services.ts';
import { industry } from './functional/industry.ts';
import { resourcesHousing } from './functional/resources-housing.ts';
import { security } from './functional/security.ts';
import { welfareHealth } from './functional/welfare-health.ts';

export const functional: readonly string[] = [
  generalServices,
  security,
  educationCulture,
  welfareHealth,
  environmentCommunity,
  agriculture,
  industry,
  resourcesHousing,
  emergencyDebt,
];
