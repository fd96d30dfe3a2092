#include "locales/locale_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "locales/unicode.h"
#include "locales/yaml.h"

namespace lockstep {
namespace {

using Strings = std::vector<std::string>;

// Turns nodes into values, and what does not fit into a LocaleError with its place.
class Reader {
 public:
  Reader(std::string_view yaml, const std::string& path) : yaml_(yaml), path_(path) {}

  [[noreturn]] void Fail(std::size_t offset, const std::string& what) const {
    const std::string_view before = yaml_.substr(0, std::min(offset, yaml_.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    const std::size_t column = 1 + CountCodePoints(before.substr(line_begin));
    throw LocaleError(fmt::format("{}:{}:{}: {}", path_, line, column, what));
  }

  const std::string& Text(const YamlNode& node) const {
    if (!node.IsScalar()) Fail(node.range.begin, "expected text");
    return node.scalar;
  }

  int Integer(const YamlNode& node) const {
    const std::string& text = Text(node);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) {
      Fail(node.range.begin, fmt::format("expected a whole number, not \"{}\"", text));
    }
    return value;
  }

  // The index of the node's text in `words`.
  std::size_t OneOf(const YamlNode& node, const Strings& words) const {
    const auto found = std::find(words.begin(), words.end(), Text(node));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    Fail(node.range.begin, fmt::format("expected {}, not \"{}\"", fmt::join(words, " or "), node.scalar));
  }

  Strings List(const YamlNode& node) const {
    if (node.kind != YamlNode::Kind::kSequence) Fail(node.range.begin, "expected a list");
    Strings list;
    for (const YamlNode& item : node.items) {
      if (Text(item).empty()) Fail(item.range.begin, "expected text that is not empty");
      list.push_back(item.scalar);
    }
    return list;
  }

  // Calls `entry` with each key and value of a mapping whose keys are distinct.
  void EachEntry(const YamlNode& node, const std::function<void(const YamlNode&, const YamlNode&)>& entry) const {
    if (node.kind != YamlNode::Kind::kMap) Fail(node.range.begin, "expected a mapping");
    Strings seen;
    for (const auto& [key, value] : node.entries) {
      if (std::find(seen.begin(), seen.end(), Text(key)) != seen.end()) {
        Fail(key.range.begin, fmt::format("key \"{}\" occurs twice", key.scalar));
      }
      seen.push_back(key.scalar);
      entry(key, value);
    }
  }

 private:
  std::string_view yaml_;
  const std::string& path_;
};

void ReadSections(const Reader& in, const YamlNode& node, Locale& locale) {
  in.EachEntry(node,
               [&](const YamlNode& id, const YamlNode& headings) { locale.sections[id.scalar] = in.List(headings); });
}

void ReadMagnitudes(const Reader& in, const YamlNode& node, Locale& locale) {
  in.EachEntry(node, [&](const YamlNode& word, const YamlNode& exponent) {
    const int power = in.Integer(exponent);
    if (power > 30) in.Fail(exponent.range.begin, "expected a power of ten up to 30");
    locale.magnitudes.push_back({word.scalar, power});
  });
}

void ReadCurrencies(const Reader& in, const YamlNode& node, Locale& locale) {
  in.EachEntry(node, [&](const YamlNode& code, const YamlNode& names) {
    CurrencyNames currency{code.scalar, {}, {}};
    in.EachEntry(names, [&](const YamlNode& place, const YamlNode& words) {
      const bool before = in.OneOf(place, {"before", "after"}) == 0;
      (before ? currency.before : currency.after) = in.List(words);
    });
    locale.currencies.push_back(std::move(currency));
  });
}

// `names` is the member that the spellings go to: `units` and `joined_units` make one list.
void ReadUnits(const Reader& in, const YamlNode& node, Strings UnitNames::*names, Locale& locale) {
  in.EachEntry(node, [&](const YamlNode& symbol, const YamlNode& words) {
    auto unit = std::find_if(locale.units.begin(), locale.units.end(),
                             [&](const UnitNames& known) { return known.symbol == symbol.scalar; });
    if (unit == locale.units.end()) unit = locale.units.insert(unit, {symbol.scalar, {}, {}});
    *unit.*names = in.List(words);
  });
}

void ReadMonths(const Reader& in, const YamlNode& node, Locale& locale) {
  if (node.kind != YamlNode::Kind::kSequence) in.Fail(node.range.begin, "expected a list of lists");
  for (const YamlNode& row : node.items) {
    const Strings names = in.List(row);
    if (names.size() != 12) in.Fail(row.range.begin, fmt::format("expected 12 months, not {}", names.size()));
    locale.month_names.insert(locale.month_names.end(), names.begin(), names.end());
  }
}

// A key whose value is a text or a list that goes to a member as it is.
struct PlainKey {
  const char* key;
  std::string Locale::*text;
  Strings Locale::*list;
};

constexpr PlainKey kPlainKeys[] = {
    {"name", &Locale::name, nullptr},
    {"native_name", &Locale::native_name, nullptr},
    {"script", &Locale::script, nullptr},
    {"decimal_separators", &Locale::decimal_separators, nullptr},
    {"group_separators", &Locale::group_separators, nullptr},
    {"currency", &Locale::currency, nullptr},
    {"abbreviations", nullptr, &Locale::abbreviations},
    {"number_prefixes", nullptr, &Locale::number_prefixes},
    {"ordinal_prefixes", nullptr, &Locale::ordinal_prefixes},
    {"ordinal_suffixes", nullptr, &Locale::ordinal_suffixes},
    {"range_words", nullptr, &Locale::range_words},
    {"negations", nullptr, &Locale::negations},
    {"percent_words", nullptr, &Locale::percent_words},
    {"not_units", nullptr, &Locale::not_units},
    {"date_patterns", nullptr, &Locale::date_patterns},
    {"decade_words", nullptr, &Locale::decade_words},
    {"half_words", nullptr, &Locale::half_words},
    {"half_prefixes", nullptr, &Locale::half_prefixes},
    {"and_words", nullptr, &Locale::and_words},
};

bool ReadPlainKey(const Reader& in, const std::string& key, const YamlNode& value, Locale& locale) {
  for (const PlainKey& plain : kPlainKeys) {
    if (key != plain.key) continue;
    if (plain.text != nullptr) {
      locale.*plain.text = in.Text(value);
    } else {
      locale.*plain.list = in.List(value);
    }
    return true;
  }
  return false;
}

void ReadKey(const Reader& in, const YamlNode& key, const YamlNode& value, Locale& locale) {
  const std::string& name = key.scalar;
  if (ReadPlainKey(in, name, value, locale)) return;
  if (name == "direction") {
    locale.right_to_left = in.OneOf(value, {"ltr", "rtl"}) == 1;
  } else if (name == "indian_grouping") {
    locale.indian_grouping = in.OneOf(value, {"false", "true"}) == 1;
  } else if (name == "year_offset") {
    locale.year_offset = in.Integer(value);
  } else if (name == "eras") {
    in.EachEntry(value, [&](const YamlNode& word, const YamlNode& year) {
      locale.eras.push_back({word.scalar, in.Integer(year)});
    });
  } else if (name == "sections") {
    ReadSections(in, value, locale);
  } else if (name == "magnitudes") {
    ReadMagnitudes(in, value, locale);
  } else if (name == "currencies") {
    ReadCurrencies(in, value, locale);
  } else if (name == "units") {
    ReadUnits(in, value, &UnitNames::names, locale);
  } else if (name == "joined_units") {
    ReadUnits(in, value, &UnitNames::joined, locale);
  } else if (name == "month_names") {
    ReadMonths(in, value, locale);
  } else {
    in.Fail(key.range.begin, fmt::format("unknown key \"{}\"", name));
  }
}

}  // namespace

Locale ReadLocale(std::string_view yaml, const std::string& path, const std::string& tag) {
  const Reader in(yaml, path);
  if (const auto invalid = FindInvalidUtf8(yaml)) in.Fail(*invalid, "not well-formed UTF-8");
  YamlNode root;
  try {
    root = ParseYaml(yaml);
  } catch (const YamlError& error) {
    in.Fail(error.offset, error.what());
  }
  Locale locale;
  locale.tag = tag;
  in.EachEntry(root, [&](const YamlNode& key, const YamlNode& value) { ReadKey(in, key, value, locale); });
  if (locale.name.empty()) in.Fail(0, "key \"name\" is missing");
  return locale;
}

}  // namespace lockstep
