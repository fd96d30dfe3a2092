#include "locales/locale.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

#include "locales/embedded_locales.h"
#include "locales/icu.h"
#include "locales/locale_reader.h"
#include "locales/month_names.h"
#include "locales/number_symbols.h"
#include "locales/unicode.h"

namespace lockstep {
namespace {

constexpr std::string_view kShared = "und";  // the file whose data every language has

// The file compiled in under `tag`, read; nothing where there is none.
std::optional<Locale> ReadBuiltIn(const std::string& tag) {
  for (const EmbeddedLocale& file : EmbeddedLocales()) {
    if (file.tag == tag) return ReadLocale(file.yaml, fmt::format("locales/{}.yml", tag), tag);
  }
  return std::nullopt;
}

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.good()) throw LocaleError(path.string() + ": cannot be read");
  return text;
}

std::optional<Locale> ReadFromDirectory(const std::filesystem::path& directory, const std::string& tag) {
  if (directory.empty()) return std::nullopt;
  const std::filesystem::path path = directory / (tag + ".yml");
  if (std::error_code error; !std::filesystem::exists(path, error)) return std::nullopt;
  return ReadLocale(ReadText(path), path.string(), tag);
}

// The language files in `directory`, sorted.
std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;  // a link that leads nowhere is no file
    if (entry->path().extension() == ".yml" && entry->is_regular_file(ignored)) files.push_back(entry->path());
  }
  if (error) throw LocaleError(fmt::format("{}: cannot be read: {}", directory.string(), error.message()));
  std::sort(files.begin(), files.end());
  return files;
}

template <typename T>
void Append(std::vector<T>& own, const std::vector<T>& shared) {
  own.insert(own.end(), shared.begin(), shared.end());
}

// Adds what all languages share behind the language's own: who looks a word up takes the first.
void AddShared(Locale& locale, const Locale& shared) {
  Append(locale.currencies, shared.currencies);
  Append(locale.units, shared.units);
  Append(locale.magnitudes, shared.magnitudes);
  Append(locale.percent_words, shared.percent_words);
  Append(locale.date_patterns, shared.date_patterns);
  Append(locale.range_words, shared.range_words);
  Append(locale.ordinal_suffixes, shared.ordinal_suffixes);
  Append(locale.decade_words, shared.decade_words);
  Append(locale.half_words, shared.half_words);
}

Locale DefaultFor(const std::string& tag, Locale shared) {
  shared.name = tag;
  shared.native_name = tag;
  shared.right_to_left = IsRightToLeft(tag);
  const NumberSymbols symbols = NumberSymbolsOf(tag);
  shared.decimal_separators = symbols.decimal;
  shared.group_separators = symbols.group;
  if (IsWhiteSpace(DecodeAt(symbols.group, 0).value)) shared.group_separators += " \u00A0\u202F";
  shared.month_names = MonthNamesOf(tag);
  shared.date_patterns.insert(shared.date_patterns.end(), {"d MMMM yyyy", "d. MMMM yyyy", "MMMM yyyy", "d MMMM"});
  return shared;
}

}  // namespace

struct Locales::Impl {
  std::filesystem::path site_directory;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<const Locale>, std::less<>> by_tag;  // as asked for

  std::optional<Locale> Read(const std::string& tag) const {
    std::optional<Locale> locale = ReadFromDirectory(site_directory, tag);
    return locale ? locale : ReadBuiltIn(tag);
  }

  Locale Load(const std::string& tag) const {
    Locale shared = Read(std::string(kShared)).value_or(Locale());
    for (const std::string& candidate : LanguageFallbacks(tag)) {
      if (candidate == kShared) continue;
      if (std::optional<Locale> locale = Read(candidate)) {
        AddShared(*locale, shared);
        return *std::move(locale);
      }
    }
    return DefaultFor(tag, std::move(shared));
  }
};

Locales::Locales(std::filesystem::path site_directory) : impl_(std::make_unique<Impl>()) {
  impl_->site_directory = std::move(site_directory);
}

Locales::~Locales() = default;

const Locale& Locales::For(std::string_view tag) const {
  const std::lock_guard lock(impl_->mutex);
  const auto known = impl_->by_tag.find(tag);
  if (known != impl_->by_tag.end()) return *known->second;
  const std::string key(tag);
  return *impl_->by_tag.emplace(key, std::make_unique<const Locale>(impl_->Load(key))).first->second;
}

std::vector<std::string> Locales::BuiltIn() {
  std::vector<std::string> tags;
  for (const EmbeddedLocale& file : EmbeddedLocales()) {
    if (file.tag != kShared) tags.emplace_back(file.tag);
  }
  std::sort(tags.begin(), tags.end());
  return tags;
}

std::string LanguageData(const std::filesystem::path& site_directory) {
  // Every piece is followed by a NUL, which no name and no YAML holds, so that two pieces never read as one.
  std::string data = IcuVersion() + '\0';
  const auto add = [&data](std::string_view name, std::string_view text) {
    data.append(name).append(1, '\0').append(text).append(1, '\0');
  };
  for (const EmbeddedLocale& file : EmbeddedLocales()) add(file.tag, file.yaml);
  if (site_directory.empty()) return data;
  for (const std::filesystem::path& path : FilesIn(site_directory)) add(path.filename().string(), ReadText(path));
  return data;
}

}  // namespace lockstep
