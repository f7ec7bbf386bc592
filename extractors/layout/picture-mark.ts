/** Stands in a line or cell where a picture stood (U+FFFC, object replacement character). */
export const pictureMark = '\uFFFC';
