/** Languages of the screen. Files are never translated. */
export type Language = 'en' | 'zh';

/** What a sentence on the screen is filled in with. */
export type Details = Readonly<Record<string, string>>;

/** A sentence on the screen in every language. */
export type Sentence = Readonly<Record<Language, (details: Details) => string>>;
