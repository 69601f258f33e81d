// The parts of ECharts that our charts use, and nothing more.
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import german from "echarts/i18n/langDE-obj.js";
import english from "echarts/i18n/langEN-obj.js";
import french from "echarts/i18n/langFR-obj.js";
import thai from "echarts/i18n/langTH-obj.js";
import vietnamese from "echarts/i18n/langVI-obj.js";
import chinese from "echarts/i18n/langZH-obj.js";

const LOCALES = {
  de: german,
  en: english,
  fr: french,
  th: thai,
  vi: vietnamese,
  zh: chinese,
};

echarts.use([
  AriaComponent,
  BarChart,
  GridComponent,
  LegendComponent,
  LineChart,
  SVGRenderer,
  TooltipComponent,
]);
for (const [name, locale] of Object.entries(LOCALES)) echarts.registerLocale(name, locale);

/** The name of the words that ECharts uses for a BCP 47 language. */
export function localeFor(language) {
  const primary = language.toLowerCase().split("-")[0];
  return (primary in LOCALES ? primary : "en").toUpperCase();
}

export { echarts };
