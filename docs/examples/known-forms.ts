// What is known of the forms: titles, and how much each checks.
import { forms } from 'mingxi';

for (const form of await forms())
  console.log(form.id, form.title, `${form.identities.length} kinds of checks`);
