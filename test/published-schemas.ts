import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** Parts of Data Package 2.0, by the name of their published profile. */
export type Profile = 'datapackage' | 'dataresource' | 'tableschema' | 'tabledialect';

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const compiled = new Map<Profile, ReturnType<typeof ajv.compile>>();

/** What the published profile of Data Package 2.0 has to say against a descriptor; [] for nothing. */
export function profileErrors(profile: Profile, descriptor: unknown): readonly string[] {
  const validate = compiled.get(profile) ?? ajv.compile(readProfile(profile));
  compiled.set(profile, validate);
  if (validate(descriptor)) return [];
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function readProfile(profile: Profile): object {
  const place = new URL(`schemas-published/data-package-2.0/${profile}.json`, import.meta.url);
  return JSON.parse(readFileSync(place, 'utf8'));
}
