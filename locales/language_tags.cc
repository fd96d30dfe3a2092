// BCP 47 tags and names of languages: ICU's locale data.
#include <unicode/locdspnm.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <utility>

#include "locales/ascii.h"
#include "locales/icu.h"

#include "locales/unicode.h"

namespace lockstep {
namespace {

// Longer ones are extensions that no site needs.
constexpr std::size_t kMaxTagSize = 35;

std::string TagOf(const icu::Locale& locale) {
  UErrorCode status = U_ZERO_ERROR;
  std::string tag = locale.toLanguageTag<std::string>(status);
  return U_SUCCESS(status) ? tag : std::string();
}

icu::Locale Maximized(icu::Locale locale) {
  UErrorCode status = U_ZERO_ERROR;
  locale.addLikelySubtags(status);
  return locale;
}

// The languages of ISO 639 that ICU has a name for, sorted.
bool IsKnownLanguage(std::string_view language) {
  static const std::vector<std::string> kLanguages = [] {
    std::vector<std::string> languages;
    for (const char* const* code = uloc_getISOLanguages(); *code != nullptr; ++code) languages.emplace_back(*code);
    std::sort(languages.begin(), languages.end());
    return languages;
  }();
  return std::binary_search(kLanguages.begin(), kLanguages.end(), language, std::less<>());
}

// An area of several countries that CLDR has locales for: the world, Europe, Latin America.
bool IsKnownRegion(std::string_view region) {
  if (region == "001" || region == "150" || region == "419") return true;
  const char* const* const end = [] {
    const char* const* country = uloc_getISOCountries();
    while (*country != nullptr) ++country;
    return country;
  }();
  return std::find(uloc_getISOCountries(), end, region) != end;
}

bool IsKnownScript(const char* script) {
  return u_getPropertyValueEnum(UCHAR_SCRIPT, script) != UCHAR_INVALID_CODE;
}

bool IsTagCharacter(char c) {
  return IsAsciiAlnum(c) || c == '-';
}

void AddOnce(std::string tag, std::vector<std::string>& tags) {
  if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(std::move(tag));
}

std::optional<std::string> Canonicalize(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > kMaxTagSize) return std::nullopt;
  std::string text(tag);
  std::replace(text.begin(), text.end(), '_', '-');
  if (!std::all_of(text.begin(), text.end(), IsTagCharacter)) return std::nullopt;

  UErrorCode status = U_ZERO_ERROR;
  char id[ULOC_FULLNAME_CAPACITY];
  std::int32_t parsed = 0;
  uloc_forLanguageTag(text.c_str(), id, sizeof id, &parsed, &status);
  if (U_FAILURE(status) || static_cast<std::size_t>(parsed) != text.size()) return std::nullopt;
  icu::Locale locale(id);
  locale.canonicalize(status);
  if (U_FAILURE(status) || !IsKnownLanguage(locale.getLanguage())) return std::nullopt;
  std::string canonical = TagOf(locale);
  if (canonical.empty()) return std::nullopt;
  return canonical;
}

// True for two letters that are canonical as they stand, as the languages of most paths are. ICU is asked once for
// each: not for each file again, and not for those that no site has.
bool IsPlainTag(std::string_view tag) {
  if (tag.size() != 2 || !IsAsciiLower(tag[0]) || !IsAsciiLower(tag[1])) return false;
  enum Answer : char { kNotAsked, kYes, kNo };
  static std::array<std::atomic<Answer>, std::size_t{26} * 26> answers{};
  const auto number_of = [](char c) { return static_cast<std::size_t>(c - 'a'); };
  std::atomic<Answer>& answer = answers[number_of(tag[0]) * 26 + number_of(tag[1])];
  if (answer == kNotAsked) answer = Canonicalize(tag) == tag ? kYes : kNo;
  return answer == kYes;
}

}  // namespace

std::optional<std::string> CanonicalLanguageTag(std::string_view tag) {
  return IsPlainTag(tag) ? std::string(tag) : Canonicalize(tag);
}

bool IsUsualTag(std::string_view canonical_tag) {
  const icu::Locale locale = LocaleOf(canonical_tag);
  const std::string_view region = locale.getCountry();
  const std::string_view script = locale.getScript();
  std::string tag = locale.getLanguage();
  if (!script.empty()) tag += fmt::format("-{}", script);
  if (!region.empty()) tag += fmt::format("-{}", region);
  return tag == canonical_tag && (script.empty() || IsKnownScript(locale.getScript())) &&
         (region.empty() || IsKnownRegion(region));
}

std::vector<std::string> LanguageFallbacks(std::string_view canonical_tag) {
  std::vector<std::string> tags;
  AddOnce(std::string(canonical_tag), tags);
  const icu::Locale locale = LocaleOf(canonical_tag);
  const std::string language = locale.getLanguage();
  if (language.empty()) return tags;

  const icu::Locale full = Maximized(locale);
  const std::string script = full.getScript();
  if (!script.empty()) AddOnce(language + "-" + script, tags);
  AddOnce(language, tags);
  // Portuguese of anywhere rather reads Brazil's rules than none; Taiwan's Chinese not the mainland's.
  const icu::Locale usual = Maximized(icu::Locale(language.c_str()));
  if (script == usual.getScript() && *usual.getCountry() != '\0') AddOnce(language + "-" + usual.getCountry(), tags);
  return tags;
}

std::optional<std::string> LanguageAmong(std::string_view canonical_tag, const std::set<std::string>& known) {
  const icu::Locale wanted = Maximized(LocaleOf(canonical_tag));
  const auto is_same = [&](const std::string& tag) {
    const icu::Locale other = Maximized(LocaleOf(tag));
    return std::string_view(other.getLanguage()) == wanted.getLanguage() &&
           std::string_view(other.getScript()) == wanted.getScript();
  };
  for (const std::string& tag : LanguageFallbacks(canonical_tag)) {
    if (known.contains(tag) && is_same(tag)) return tag;
  }
  std::vector<std::string> others;
  std::copy_if(known.begin(), known.end(), std::back_inserter(others), is_same);
  return others.size() == 1 ? std::optional(others.front()) : std::nullopt;
}

std::string LikelyLanguage(std::string_view text) {
  std::map<UScriptCode, std::size_t> letters;
  std::size_t all = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeAt(text, at);
    at += c.size;
    if (!IsLetter(c.value)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c.value), &status);
    if (U_FAILURE(status) || script <= USCRIPT_INHERITED) continue;  // common ones are of any
    ++letters[script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? USCRIPT_JAPANESE : script];
    ++all;
  }
  if (letters.contains(USCRIPT_JAPANESE)) letters[USCRIPT_JAPANESE] += std::exchange(letters[USCRIPT_HAN], 0);
  UScriptCode most = USCRIPT_LATIN;
  for (const auto& [script, count] : letters) {
    if (script != USCRIPT_LATIN && count * 10 >= all && (most == USCRIPT_LATIN || count > letters[most])) most = script;
  }
  if (all == 0) return "";
  return Maximized(LocaleOf(fmt::format("und-{}", uscript_getShortName(most)))).getLanguage();
}

std::string LanguageName(std::string_view tag) {
  icu::UnicodeString name;
  const icu::Locale locale = LocaleOf(tag);
  if (*locale.getLanguage() == '\0') return std::string(tag);
  // Name by name: ICU's "Portuguese (Brazil)" has a name of its own in the dialect style.
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::LocaleDisplayNames> names(
      icu::LocaleDisplayNames::createInstance(icu::Locale::getEnglish(), ULDN_DIALECT_NAMES));
  if (names == nullptr || U_FAILURE(status)) return std::string(tag);
  names->localeDisplayName(locale, name);
  std::string out;
  name.toUTF8String(out);
  return out.empty() ? std::string(tag) : out;
}

bool IsRightToLeft(std::string_view tag) {
  return LocaleOf(tag).isRightToLeft() != 0;
}

bool HasRightToLeft(std::string_view text) {
  return AnyCodePoint(text, [](char32_t c) {
    const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
  });
}

}  // namespace lockstep
