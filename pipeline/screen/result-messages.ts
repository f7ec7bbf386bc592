import type { Sentence } from './language.ts';

/** What can be wrong with a folder of results, or with what is asked of it. */
export const resultProblems = [
  'result-none',
  'result-half',
  'result-busy',
  'result-newer',
  'result-damaged',
  'result-missing',
  'field-unknown',
  'picture-no-page',
  'picture-no-place',
  'picture-source-missing',
  'picture-source-changed',
  'file-unwritable',
] as const;
type ResultProblem = (typeof resultProblems)[number];

/** What is wrong, and what to do. */
export const resultUsage: Readonly<Record<ResultProblem, Sentence>> = {
  'result-none': {
    en: (d) =>
      `${d.path} is no folder of results: there is no ${d.file}. Name the folder that mingxi extract has written (-o).`,
    zh: (d) => `${d.path} 不是结果文件夹：其中没有 ${d.file}。请给出 mingxi extract 写出的文件夹（-o）。`,
  },
  'result-half': {
    en: (d) =>
      `${d.path} was never finished: a run was stopped before its end. Start the same mingxi extract again; it goes on where it stopped.`,
    zh: (d) => `${d.path} 尚未完成：运行中途停止。请重新执行同一 mingxi extract 命令，它会接着做完。`,
  },
  'result-busy': {
    en: (d) => `A run is writing ${d.path} now. Wait until it ends.`,
    zh: (d) => `有运行正在写入 ${d.path}。请等它结束。`,
  },
  'result-newer': {
    en: (d) =>
      `${d.path} was written by mingxi ${d.version} (files of version ${d.schema}); this mingxi reads version ${d.own}. Install mingxi ${d.version} or newer.`,
    zh: (d) =>
      `${d.path} 由 mingxi ${d.version} 写出（文件版本 ${d.schema}）；本 mingxi 只能读版本 ${d.own}。请安装 mingxi ${d.version} 或更新版本。`,
  },
  'result-damaged': {
    en: (d) => `${d.path}: ${d.file} is not as mingxi writes it (${d.cause}). Run mingxi extract again.`,
    zh: (d) => `${d.path}：${d.file} 与 mingxi 写出的不符（${d.cause}）。请重新运行 mingxi extract。`,
  },
  'result-missing': {
    en: (d) =>
      `${d.path} holds no ${d.file}. Name a folder that mingxi extract has written with the formats csv and json.`,
    zh: (d) => `${d.path} 中没有 ${d.file}。请给出 mingxi extract 以 csv 和 json 格式写出的文件夹。`,
  },
  'field-unknown': {
    en: (d) =>
      `No value has the id ${d.id}. ${d.near === '' ? `Ids stand in the first column of ${d.path}/fields.csv.` : `Near it:\n${d.near}`}`,
    zh: (d) =>
      `没有编号为 ${d.id} 的数值。${d.near === '' ? `编号见 ${d.path}/fields.csv 第一列。` : `相近的有：\n${d.near}`}`,
  },
  'picture-no-page': {
    en: (d) =>
      `--picture: ${d.source} (${d.type}) has no pages to show; the value stands at ${d.location}. Pictures are made of PDFs.`,
    zh: (d) => `--picture：${d.source}（${d.type}）没有页面可显示；数值位于 ${d.location}。只有 PDF 可出图。`,
  },
  'picture-no-place': {
    en: (d) =>
      `--picture: this value stands on no page (${d.method}). mingxi explain tells what it comes from.`,
    zh: (d) => `--picture：该数值不在任何页面上（${d.method}）。其来历请用 mingxi explain 查看。`,
  },
  'picture-source-missing': {
    en: (d) =>
      `--picture: ${d.source} is not found from here. Name the file with --source, or start mingxi in the folder it lies in.`,
    zh: (d) => `--picture：在此处找不到 ${d.source}。请用 --source 指定该文件，或在其所在文件夹中运行。`,
  },
  'picture-source-changed': {
    en: (d) =>
      `--picture: ${d.file} is another file than the one that was read: its SHA-256 is ${d.actual}, not ${d.expected}. Name the right one with --source.`,
    zh: (d) =>
      `--picture：${d.file} 与当初读取的不是同一文件：SHA-256 为 ${d.actual}，应为 ${d.expected}。请用 --source 指定正确的文件。`,
  },
  'file-unwritable': {
    en: (d) => `${d.option}: ${d.file} cannot be written (${d.cause}). Name another file.`,
    zh: (d) => `${d.option}：无法写入 ${d.file}（${d.cause}）。请另选文件。`,
  },
};

/** What `mingxi cite --picture` says beside its work. */
export const pictureWords: Readonly<Record<'wholePage', Sentence>> = {
  wholePage: {
    en: (d) =>
      `Where on the page the value stands is not known: the picture shows all of it (${d.location}), nothing lit.`,
    zh: (d) => `该数值在页面上的位置未知：图片显示整页（${d.location}），未加标示。`,
  },
};
