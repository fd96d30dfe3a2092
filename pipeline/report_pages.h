// The report's pages as HTML: an overview, a page a language, a page a translation that needs work.
//
// Each stands for itself: its style and script are in it, and its Content-Security-Policy lets nothing else in. The
// same report gives the same bytes.
#pragma once

#include <string>

#include "locales/formatting.h"
#include "pipeline/site_report.h"

namespace lockstep {

// Where the pages lie, relative to the report's directory, with '/' between names.
inline constexpr const char* kIndexPage = "index.html";
std::string LanguagePagePath(const std::string& lang);  // "ja.html"
// "ja/products/acme-one.html": characters that a file system or a URL would not like become '-', and the name then
// ends in a hash, so that no two are the same.
std::string TranslationPagePath(const ReportRow& row);

std::string IndexPage(const SiteReport& report, const Formatter& formatter);
std::string LanguagePage(const SiteReport& report, const LanguageReport& language, const Formatter& formatter);
// `row` is RowOf(translation).
std::string TranslationPage(const SiteReport& report, const TranslationReport& translation, const ReportRow& row,
                            const Formatter& formatter);

}  // namespace lockstep
